"""The column `participants` of a touchpoint file: `sender:user:ann@our.example; recipient:contact:C-12`.

Each entry is part, kind and name: a contact by external id, a user by e-mail or external id, or a bare address.
"""

from collections.abc import Hashable
from dataclasses import dataclass

from data_access.imports.participants import set_participants
from data_access.imports.store import Record, Store, Values
from data_access.models import Contact, User
from domain.vocabulary import ParticipantPart

_KINDS = ("contact", "user", "address")


@dataclass(frozen=True, slots=True)
class _Entry:
    part: ParticipantPart
    kind: str
    name: str


class ParticipantLists:
    """The participants that the rows of a batch name; rows whose entry cannot be read are rejected."""

    def __init__(self, store: Store, records: list[tuple[dict[str, str], Record]]) -> None:
        self._store = store
        self._entries: list[tuple[Record, list[_Entry]]] = []
        for fields, record in records:
            text = fields["participants"]
            entries = [_entry(part) for part in text.split(";") if part.strip()]
            read = [entry for entry in entries if entry]
            if len(read) < len(entries):
                reason = "An entry is not written as part:kind:name, such as sender:user:ann@our.example."
                store.tally.reject(record.line, "participants", text, reason)
            else:
                self._entries.append((record, read))

    @property
    def complete(self) -> list[Record]:
        """The touchpoints whose participants could be read."""
        return [record for record, _ in self._entries]

    def write(self) -> None:
        """Store them, once the touchpoints have their numbers."""
        contacts = self._store.ids(Contact.__table__, self._names("contact"))  # type: ignore[arg-type]
        users = self._store.ids(User.__table__, self._names("user"))  # type: ignore[arg-type]
        emails = self._store.lookup(User.__table__, "email", [n.lower() for n in self._names("user")])  # type: ignore[arg-type]
        lists = [
            (record, [_person(entry, contacts, users, emails) for entry in entries])
            for record, entries in self._entries
        ]
        set_participants(self._store, lists)

    def _names(self, kind: str) -> list[str]:
        return [entry.name for _, entries in self._entries for entry in entries if entry.kind == kind]


def _entry(text: str) -> _Entry | None:
    part, _, rest = text.strip().partition(":")
    kind, _, name = rest.partition(":")
    if part.strip().lower() not in set(ParticipantPart) or kind.strip().lower() not in _KINDS or not name.strip():
        return None
    return _Entry(ParticipantPart(part.strip().lower()), kind.strip().lower(), name.strip())


def _person(
    entry: _Entry, contacts: dict[Hashable, int], users: dict[Hashable, int], emails: dict[Hashable, int]
) -> Values:
    """A participant's row; whoever is not known is kept by the name that the file gives."""
    contact = contacts.get(entry.name) if entry.kind == "contact" else None
    user = users.get(entry.name) or emails.get(entry.name.lower()) if entry.kind == "user" else None
    address = None if contact or user else entry.name.lower()
    return {"contact_id": contact, "user_id": user, "address": address, "part": entry.part}
