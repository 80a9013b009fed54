"""Why a file cannot be read at all, in words that its owner can act on."""


class UnreadableFileError(Exception):
    """The file as a whole is refused: `message` says why, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
