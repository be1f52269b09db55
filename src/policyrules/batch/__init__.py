"""Many records: reading them from files, and deciding them one after the other."""
