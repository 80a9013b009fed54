"""Health indicators, one a file."""
