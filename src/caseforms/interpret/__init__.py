"""A submission and a form definition in, records out."""
