"""Data in, figures out."""
