"""Renderers: each turns one file into a PDF that looks like it."""
