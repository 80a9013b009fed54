"""Files as people send them, and the two ways to bring them in."""

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from data_access.imports.run import FileReport, Order, import_files

WriteCsv = Callable[..., Path]
Bring = Callable[..., dict[str, FileReport]]


@pytest.fixture
def write_csv(tmp_path: Path) -> WriteCsv:
    """Writes a CSV file: name, header in one string, rows; returns its path."""

    def write(name: str, header: str, rows: Iterable[Sequence[object]], encoding: str = "utf-8") -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header.split(","))
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    """Imports files; gives the reports by file name."""

    def run(*paths: Path, **options: object) -> dict[str, FileReport]:
        order = Order(list(paths), rejects=tmp_path / "rejects", **options)  # type: ignore[arg-type]
        return {report.name: report for report in import_files(order)}

    return run
