"""Import of files: each in one transaction, in the order of their dependence, with a report for its owner."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from data_access.imports.contract.take import ContractFile
from data_access.imports.parsing.refusal import UnreadableFileError
from data_access.imports.parsing.spool import Table, parsed
from data_access.imports.recognition import Recognised, digest, files_in, recognised
from data_access.imports.salesforce.objects import SalesforceObject
from data_access.imports.salesforce.take import take as take_salesforce
from data_access.imports.store import Store, chunks
from data_access.imports.tally import Tally, write_rejects
from data_access.models import ImportReject, ImportRun, Workspace
from data_access.session import maintaining
from data_access.settings import VAR
from domain.vocabulary import ImportStatus

REJECTS = VAR / "rejects"
_LOCK = 7_203_917_002
"""The advisory lock that imports take on PostgreSQL, so that two never bring the same rows at once."""

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the rows read so far and the rows in all."""


@dataclass(slots=True)
class FileReport:
    """What became of one file (or sheet)."""

    name: str
    kind: str
    status: ImportStatus | None
    """None: recognised, and left alone."""
    tally: Tally = field(default_factory=Tally)
    message: str = ""
    rejects: Path | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What the person asked for."""

    paths: list[Path]
    source: str | None = None
    dry_run: bool = False
    encoding: str | None = None
    currency: str | None = None
    """In which the company reports, and amounts are that name none: as it is set, or else euros."""
    rejects: Path = REJECTS


class _DryRunOverError(Exception):
    """Ends the transaction of a dry run, so that nothing of it stays."""


def import_files(order: Order, progress: Progress = lambda *_: None) -> list[FileReport]:
    """Import every file of `order`; raises `UnreadableFileError` only for a path that is not there.

    A file that cannot be read or recognised is refused whole, and told in its report; the others go on.
    """
    reports: list[FileReport] = []
    with ExitStack() as open_files:
        known: list[Recognised] = []
        for path in files_in(order.paths):
            known += _opened(path, order, open_files, reports)
        known.sort(key=lambda one: one.rank)
        if order.dry_run:
            reports += _tried(known, order, progress)
        else:
            reports += [_imported(one, order, progress) for one in known]
    return reports


def _opened(path: Path, order: Order, open_files: ExitStack, reports: list[FileReport]) -> Iterator[Recognised]:
    try:
        tables: list[Table] = open_files.enter_context(parsed(path, order.encoding))
        found = [recognised(path, table) for table in tables if table.header or len(tables) == 1]
    except UnreadableFileError as error:
        message = f"{error.message} {error.hint}".strip()
        reports.append(FileReport(path.name, "unknown", ImportStatus.FAILED, message=message))
        _note_failure(path, order, message)
        return
    for one in found:
        if one.kind is None:
            reports.append(FileReport(one.name, one.label, None, message=_left_alone(one.label)))
        else:
            yield one


def _left_alone(label: str) -> str:
    if label == "Salesforce history":
        return "A history of changes, which is not imported: left alone."
    if label == "unknown":
        return "Has an Id, but is no object that we know: left alone."
    return f"{label} is not imported: left alone."


def _imported(one: Recognised, order: Order, progress: Progress) -> FileReport:
    with maintaining() as session:
        report = _applied(session, one, order, progress)
        _note(session, one, order, report)
    report.rejects = write_rejects(order.rejects, one.name, report.tally.rejects)
    return report


def _tried(known: list[Recognised], order: Order, progress: Progress) -> list[FileReport]:
    """All files in one transaction that is then undone, so that later ones find the rows of earlier ones."""
    reports: list[FileReport] = []
    with _undone() as session:
        reports += [_applied(session, one, order, progress) for one in known]
    with maintaining() as session:
        for one, report in zip(known, reports, strict=True):
            report.status = ImportStatus.DRY_RUN
            _note(session, one, order, report)
            report.rejects = write_rejects(order.rejects, one.name, report.tally.rejects)
    return reports


@contextmanager
def _undone() -> Iterator[Session]:
    try:
        with maintaining() as session:
            yield session
            raise _DryRunOverError
    except _DryRunOverError:
        return


def _applied(session: Session, one: Recognised, order: Order, progress: Progress) -> FileReport:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    report = FileReport(one.name, one.label, ImportStatus.APPLIED)
    currency = _reporting_currency(session, order.currency)
    store = Store(session, source_of(one, order), report.tally)
    total = one.table.rows
    if isinstance(one.kind, SalesforceObject):
        steps = take_salesforce(store, one.table, one.kind, currency)
    elif one.kind is not None:
        steps = ContractFile(store, one.kind, one.table).take()
    else:
        raise TypeError(one.label)
    progress(one.name, 0, total)
    for read in steps:
        progress(one.name, read, total)
    if report.tally.skipped:
        report.message = (
            f"{report.tally.skipped:,} rows that the source calls deleted, replaced or ended were left out."
        )
    return report


def source_of(one: Recognised, order: Order) -> str:
    """The name under which rows of a file are found again: as asked for, else by the file's form."""
    return order.source or ("salesforce" if isinstance(one.kind, SalesforceObject) else "files")


def _reporting_currency(session: Session, asked: str | None) -> str:
    found = session.execute(select(Workspace.reporting_currency)).scalar()
    if found is None:
        session.add(Workspace(id=1, name="Our company", reporting_currency=asked or "EUR", is_demo=False))
        session.flush()
    elif asked and asked != found:
        session.execute(update(Workspace).values(reporting_currency=asked))
    return asked or found or "EUR"


def _note(session: Session, one: Recognised, order: Order, report: FileReport) -> None:
    tally = report.tally
    run = ImportRun(
        source=source_of(one, order),
        file_name=one.name,
        sha256=digest(one.path),
        kind=one.label,
        status=report.status,
        finished_at=datetime.now(UTC),
        rows_read=tally.read,
        rows_added=tally.added,
        rows_changed=tally.changed,
        rows_unchanged=tally.unchanged,
        rows_rejected=tally.rejected,
        message=report.message or None,
    )
    session.add(run)
    session.flush()
    for part in chunks(tally.rejects):
        rows = [
            {"run_id": run.id, "row_number": r.row, "column": r.column, "value": r.value, "reason": r.reason}
            for r in part
        ]
        session.execute(insert(ImportReject), rows)


def _note_failure(path: Path, order: Order, message: str) -> None:
    with maintaining() as session:
        session.add(
            ImportRun(
                source=order.source or "files",
                file_name=path.name,
                sha256=digest(path),
                kind="unknown",
                status=ImportStatus.FAILED,
                finished_at=datetime.now(UTC),
                message=message,
            )
        )
