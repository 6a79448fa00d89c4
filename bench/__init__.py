"""Measures the archive beside stock CKAN (`make bench`). See docs/performance.md."""
