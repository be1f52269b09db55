"""The command line; the only place that needs click and rich (the extra `cli`)."""
