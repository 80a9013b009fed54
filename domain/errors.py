"""Errors that a person caused or can mend: each carries a plain sentence for the screen."""


class NexusError(Exception):
    """An expected error.

    `message` says what happened and `hint` what the person can do about it; both are plain text, shown as they are.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotFound(NexusError):  # noqa: N818 -- read as a result: "not found"
    """The thing asked for does not exist, as far as this viewer may know."""

    def __init__(self, thing: str) -> None:
        super().__init__(
            f"There is no such {thing}, or it is not yours to see.",
            "Check the link, or ask the person who sent it.",
        )
        self.thing = thing


class Denied(NotFound):
    """The thing exists but is out of the viewer's scope: looks exactly like `NotFound`, so that nothing leaks."""


class Unavailable(NexusError):  # noqa: N818 -- read as a state: "unavailable"
    """The database cannot answer now; trying again may help."""


class Misconfigured(NexusError):  # noqa: N818 -- read as a state: "misconfigured"
    """The installation is set up in a way that we refuse to run with."""
