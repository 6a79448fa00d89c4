"""The texts of pages in the index of pages (`search.pages`): what belongs there, keeping it so, asking it."""
