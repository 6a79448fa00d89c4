"""Readers: the text of a file by place, found independently of how its pages are drawn."""
