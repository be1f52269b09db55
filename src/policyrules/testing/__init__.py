"""Test suites of policies."""
