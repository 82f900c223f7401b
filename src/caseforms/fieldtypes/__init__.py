"""Value types: a text as written in, a value or a reason out."""
