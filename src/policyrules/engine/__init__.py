"""The public face: loading policies, deciding records, evaluating expressions."""
