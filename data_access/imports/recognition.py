"""What each table of a file is, and in which order the tables of many files go in."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from data_access.imports.contract.recognise import recognise as recognise_contract
from data_access.imports.contract.spec import FileSpec, file_specs
from data_access.imports.parsing.refusal import UnreadableFileError
from data_access.imports.parsing.spool import Table
from data_access.imports.salesforce.columns import field_places
from data_access.imports.salesforce.objects import BY_NAME, OBJECTS, SalesforceObject
from data_access.imports.salesforce.objects import recognise as recognise_salesforce
from data_access.imports.tally import REJECTS

ENDINGS = {".csv", ".tsv", ".xlsx"}
_IDS_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table of a file, and what it is: an object of Salesforce, a table of the contract, or left alone."""

    path: Path
    table: Table
    kind: SalesforceObject | FileSpec | None
    label: str

    @property
    def name(self) -> str:
        """The file's name, with that of the sheet."""
        return f"{self.path.name} [{self.table.part}]" if self.table.part else self.path.name

    @property
    def rank(self) -> tuple[int, int, str]:
        """Place in the order of import: what is referred to goes first."""
        if isinstance(self.kind, SalesforceObject):
            return 1, OBJECTS.index(self.kind), self.name
        if isinstance(self.kind, FileSpec):
            return 0, list(file_specs()).index(self.kind.table.name), self.name
        return 2, 0, self.name


def files_in(paths: list[Path]) -> list[Path]:
    """The files meant by `paths`: of a folder those that end as tables do, at any depth."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in ENDINGS and file.is_file())
            found += [
                file for file in inside if not file.name.startswith((".", "~$")) and not file.name.endswith(REJECTS)
            ]
        elif path.is_file():
            found.append(path)
        else:
            raise UnreadableFileError(f"There is no file or folder {path}.", "Check the path.")
    return list(dict.fromkeys(found))


def recognised(path: Path, table: Table) -> Recognised:
    """What `table` is; raises `UnreadableFileError` where it could be ours but is not right."""
    if not table.header:
        raise UnreadableFileError("There is nothing in it, not even a header.", "Export it again.")
    columns, is_report = field_places(table.header)
    first = next(table.batches(_IDS_LOOKED_AT), [])
    ids = [cells[columns["id"]] for _, cells in first if len(cells) > columns["id"]] if "id" in columns else []
    if "id" not in columns or (is_report and recognise_salesforce(columns, ids, by_ids=True) is None):
        spec = recognise_contract(table.header, table.part or path.stem)
        return Recognised(path, table, spec, spec.table.name)
    name = recognise_salesforce(columns, ids)
    return Recognised(path, table, BY_NAME.get(name or ""), f"Salesforce {name}" if name else "unknown")


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    summed = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            summed.update(chunk)
    return summed.hexdigest()
