"""File formats in, pages of boxes out: one module a format."""
