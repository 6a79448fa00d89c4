"""The bulk door: writes many records at once, leaves what CKAN's door would leave. See docs/bulk.md."""
