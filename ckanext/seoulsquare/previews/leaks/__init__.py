"""Numbers and addresses of private persons in text: what they look like and how sure a match is."""
