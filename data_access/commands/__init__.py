"""Every write by a person."""
