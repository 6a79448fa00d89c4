"""The files that officers look through: what the screen found in them, and what is decided about them."""
