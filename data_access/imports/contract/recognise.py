"""Which table of the contract a file is for: told by its header."""

from difflib import get_close_matches

from data_access.imports.contract.spec import FileSpec, file_specs
from data_access.imports.parsing.refusal import UnreadableFileError


def recognise(header: tuple[str, ...], name: str) -> FileSpec:
    """The file's specification; raises `UnreadableFileError` with what is wrong with the header.

    Where the header fits several tables alike, the file's or sheet's `name` decides, if it is that of a table.
    """
    given = {column.strip().lower() for column in header}
    if len(given) < len(header):
        raise UnreadableFileError("The header names a column twice, in capitals and without.", "Remove one of them.")
    fitting = [spec for spec in file_specs().values() if given <= spec.names and not spec.lacks(given)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        return _by_name(fitting, name)
    raise _refusal(given)


def _by_name(fitting: list[FileSpec], name: str) -> FileSpec:
    named = [spec for spec in fitting if spec.table.name == name.lower()]
    if named:
        return named[0]
    tables = ", ".join(spec.table.name for spec in fitting)
    raise UnreadableFileError(
        f"Its columns fit several tables: {tables}.", "Name the file after the table, such as teams.csv."
    )


def _refusal(given: set[str]) -> UnreadableFileError:
    nearest = max(file_specs().values(), key=lambda spec: len(given & spec.names) / (1 + len(spec.lacks(given))))
    if len(given & nearest.names) * 2 < len(given):
        return UnreadableFileError(
            "Its columns are none that we know: " + ", ".join(sorted(given)[:8]) + ".",
            "Give it the column names of docs/data_contract.md, or export it from Salesforce with field (API) names.",
        )
    faults = []
    for name in sorted(given - nearest.names):
        close = get_close_matches(name, nearest.names, 1)
        faults.append(f"{name!r} is no column of it" + (f" (is it {close[0]!r}?)" if close else ""))
    faults += [f"{name} is missing" for name in nearest.lacks(given)]
    return UnreadableFileError(
        f"It looks like the table {nearest.table.name}, but " + "; ".join(faults) + ".",
        "Rename, add or remove these columns; docs/data_contract.md lists them all.",
    )
