"""Decisions and their reasons, for people and as JSON."""
