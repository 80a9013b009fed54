"""A single value that cannot be taken."""


class BadValueError(ValueError):
    """A value that cannot be taken; the message says why, as a sentence."""
