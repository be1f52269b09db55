"""Names and types: what the expressions of an edition refer to, and whether they fit together."""
