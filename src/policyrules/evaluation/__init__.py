"""Deciding: records are read into copies, and the reference interpreter applies an edition to them."""
