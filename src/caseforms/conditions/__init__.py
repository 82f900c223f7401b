"""Kinds of checks: one module a kind, found by its name."""
