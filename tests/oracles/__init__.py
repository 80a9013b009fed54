"""Slow and obvious twins of the fast code: plain loops over raw rows, and SQL written by hand."""
