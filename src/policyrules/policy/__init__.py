"""The model of an edition, and reading it from a policy file."""
