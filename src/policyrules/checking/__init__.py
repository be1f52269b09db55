"""What a policy that is well-formed and well-typed can still get wrong: tables, weights, grades."""
