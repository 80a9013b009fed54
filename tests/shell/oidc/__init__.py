"""A small identity provider, and the app set up to trust it."""
