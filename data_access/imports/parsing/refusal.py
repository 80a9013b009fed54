"""Why a file cannot be read at all, in words that its owner can act on."""

from domain.errors import NexusError


class UnreadableFileError(NexusError):
    """The file as a whole is refused: `message` says why, `hint` what to do."""
