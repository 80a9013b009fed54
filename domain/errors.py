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


class NotYours(NexusError):  # noqa: N818 -- read as a refusal
    """A person's role may not make this change; says which rule it is."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule, "Ask somebody who may, or an administrator.")


class AlreadyDone(NexusError):  # noqa: N818 -- read as a state: "already done"
    """The same operation was done before: nothing was changed again."""

    def __init__(self) -> None:
        super().__init__("This was saved already, and was not done a second time.")


class EditedMeanwhile(NexusError):  # noqa: N818 -- read as a state
    """Somebody else saved the record after the form was drawn."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this in the meantime.", "Look at what it is now, and then make your change again."
        )


class Unavailable(NexusError):  # noqa: N818 -- read as a state: "unavailable"
    """The database cannot answer now; trying again may help."""


class Misconfigured(NexusError):  # noqa: N818 -- read as a state: "misconfigured"
    """The installation is set up in a way that we refuse to run with."""
