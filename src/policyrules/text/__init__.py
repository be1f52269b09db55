"""Source text: spans, diagnostics, and YAML that knows its places."""
