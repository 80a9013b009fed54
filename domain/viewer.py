"""Who looks: every query and command takes a viewer first."""

from dataclasses import dataclass, replace
from datetime import date

from domain.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person and the day they look at; frozen and hashable, so that it can key a cache.

    `as_of` is the last day (UTC) whose facts are shown, today unless the person asked for an earlier one.
    """

    user_id: int
    name: str
    role: Role
    as_of: date

    @property
    def sees_everything(self) -> bool:
        """Whether no account is out of this viewer's sight."""
        return self.role.sees_everything

    @property
    def scope_key(self) -> str:
        """Equal for two viewers exactly when they see the same accounts by construction."""
        return "all" if self.sees_everything else f"user:{self.user_id}"

    def on(self, day: date) -> "Viewer":
        """The same person, looking at another day."""
        return replace(self, as_of=day)
