"""The bulk door: writes many records at once and leaves what CKAN's own door would leave. See docs/bulk.md."""
