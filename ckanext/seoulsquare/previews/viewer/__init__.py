"""The viewer of originals: pages that people see, what is found in them, sheets, embedding."""
