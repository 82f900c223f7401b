"""Rows, blanks and workbooks out."""
