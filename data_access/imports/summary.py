"""The report of an import as lines of text, for the command line."""

from collections.abc import Iterator

from data_access.imports.run import FileReport
from domain.vocabulary import ImportStatus


def summary_lines(reports: list[FileReport], *, dry_run: bool) -> Iterator[str]:
    """A line a file with its counts, then what was left alone or refused, and where the rejects are."""
    taken = [report for report in reports if report.status in (ImportStatus.APPLIED, ImportStatus.DRY_RUN)]
    if taken:
        width = max(len(report.name) for report in taken)
        yield f"{'file':{width}}  {'read':>9} {'added':>9} {'changed':>9} {'unchanged':>9} {'rejected':>9}"
    for report in taken:
        tally = report.tally
        counts = (tally.read, tally.added, tally.changed, tally.unchanged, tally.rejected)
        yield f"{report.name:{width}}  " + " ".join(f"{count:>9,}" for count in counts) + f"  {report.kind}"
        if report.message:
            yield f"  {report.message}"
        if report.rejects:
            yield f"  {len(tally.rejects):,} rejected rows or values, with their reasons: {report.rejects}"
    for report in reports:
        if report.status is None:
            yield f"{report.name}: {report.message}"
        elif report.status is ImportStatus.FAILED:
            yield f"{report.name}: REFUSED. {report.message}"
    if dry_run:
        yield "This was a dry run: nothing was changed."
    elif any(report.tally.added or report.tally.changed for report in taken):
        yield "Now compute what the screens read: python manage.py refresh"
