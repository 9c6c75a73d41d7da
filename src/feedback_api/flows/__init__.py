"""One verb per file, one transaction per flow."""
