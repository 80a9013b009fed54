"""What became of a file: counts, rejects, and the CSV of rejects that its owner gets."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

LONGEST_VALUE = 500
REJECTS = ".rejects.csv"
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True, slots=True)
class Reject:
    """A row, or one value of it, that could not be taken, and why."""

    row: int
    column: str | None
    value: str | None
    reason: str


@dataclass(slots=True)
class Tally:
    """The counts of one table of a file; `skipped` rows are those that the source itself calls deleted."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    rejects: list[Reject] = field(default_factory=list)
    rejected_rows: set[int] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        """Rows of which nothing was taken."""
        return len(self.rejected_rows)

    def reject(self, row: int, column: str | None, value: object, reason: str) -> None:
        """Refuse a whole row."""
        self.rejected_rows.add(row)
        self.rejects.append(Reject(row, column, _shown(value), reason))

    def leave_out(self, row: int, column: str, value: object, reason: str) -> None:
        """Take a row without one of its values, and say so."""
        self.rejects.append(Reject(row, column, _shown(value), f"{reason} The row was taken without it."))

    def promote(self, outcome: str) -> str:
        """A row counted as unchanged turned out changed after all; the outcome that it then has."""
        if outcome == "unchanged":
            self.unchanged -= 1
            self.changed += 1
            return "changed"
        return outcome

    def count(self, outcome: str, rows: int = 1) -> None:
        """Count rows as added, changed, unchanged or skipped."""
        setattr(self, outcome, getattr(self, outcome) + rows)


def write_rejects(folder: Path, file_name: str, rejects: Iterable[Reject]) -> Path | None:
    """Write `<file>.rejects.csv`, guarded against formulas; a former one goes when nothing is rejected any more."""
    path = folder / f"{file_name}{REJECTS}"
    rows = sorted(rejects, key=lambda reject: (reject.row, reject.column or ""))
    if not rows:
        path.unlink(missing_ok=True)
        return None
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "column", "value", "reason"])
        for reject in rows:
            text = [guarded(cell or "") for cell in (reject.column, reject.value, reject.reason)]
            writer.writerow([reject.row, *text])
    return path


def guarded(cell: str) -> str:
    """`cell` as a spreadsheet shows it and never computes it: a quote goes before what may begin a formula."""
    bare = cell.lstrip(" \"'\u00a0\u3000\ufeff")
    starts = bare.startswith(_FORMULA_STARTS) or cell.startswith(("\t", "\r", "\n"))
    return f"'{cell}" if starts and not _is_number(bare) else cell


def _is_number(text: str) -> bool:
    digits = text[1:] if text[:1] in "+-" else text
    return digits.replace(".", "", 1).isdigit() and digits.isascii()


def _shown(value: object) -> str | None:
    if value is None:
        return None
    text = str(value).encode("utf-8", errors="replace").decode().replace("\x00", "\ufffd")
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
