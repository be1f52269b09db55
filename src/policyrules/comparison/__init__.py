"""Comparing editions: what changes, and whom it touches."""
