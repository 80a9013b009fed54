"""A page of everything that a browser loads, blocks or fails at, in the shell of the app."""
