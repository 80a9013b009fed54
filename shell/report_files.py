"""The command that writes a report: what it was asked for, as whom, and where the file goes."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from components.reports.document import Audience, Form
from data_access.queries.account import account_header
from data_access.queries.portfolio import portfolio
from domain.errors import NexusError, NotFound
from domain.viewer import Viewer
from shell.nothing_yet import require_book
from shell.report_names import file_name
from shell.reports import account_report, asked_filters, portfolio_report, reporter

_FILTERS: Final = ("tier", "segment", "region", "owner", "lifecycle", "band", "renewal")
_DIGITS: Final = 18
"""Of a number that a database can hold."""


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """What the command line says, word for word; the filters as lists of words."""

    what: str
    account: str | None = None
    email: str | None = None
    audience: str = "us"
    as_of: date | None = None
    form: str | None = None
    output: Path | None = None
    tier: Sequence[str] = ()
    segment: Sequence[str] = ()
    region: Sequence[str] = ()
    owner: Sequence[str] = ()
    lifecycle: Sequence[str] = ()
    band: Sequence[str] = ()
    renewal: Sequence[str] = ()
    query: str = ""

    @classmethod
    def of(cls, arguments: Mapping[str, Any]) -> "ReportOrder":
        """The order in the arguments of the command line."""
        return cls(**{field.name: arguments[field.name] for field in fields(cls)})


def write_report(order: ReportOrder) -> Path:
    """Make the report and write it, whole or not at all; return where. Raises `NexusError` for what cannot be done."""
    form = _form(order)
    viewer = reporter(order.email, order.as_of)
    name, data = (_portfolio if order.what == "portfolio" else _account)(order, viewer, form)
    path = order.output or Path(name)
    _write_whole(path, data)
    return path


def _portfolio(order: ReportOrder, viewer: Viewer, form: Form) -> tuple[str, bytes]:
    if order.account is not None or order.as_of is not None or order.audience != "us":
        raise NexusError(
            "A portfolio's report is of all accounts, as of the last refresh, and for us.",
            "Leave out the account, --as-of and --for; --tier, --owner and the others narrow it.",
        )
    filters = asked_filters(viewer, _words(order))
    return f"{file_name(('portfolio',), portfolio(viewer).as_of)}.{form}", portfolio_report(viewer, filters, form)


def _account(order: ReportOrder, viewer: Viewer, form: Form) -> tuple[str, bytes]:
    if order.account is None:
        raise NexusError("Which account?", "Give its number or its name: manage.py report account 17")
    if _words(order):
        raise NexusError("Filters narrow a portfolio, not an account.", "Leave them out.")
    audience = Audience(order.audience)
    account_id = _number(viewer, order.account)
    name = account_header(viewer, account_id).name
    for_whom = "business-review" if audience is Audience.CLIENT else "account-review"
    return f"{file_name((for_whom, name), viewer.as_of)}.{form}", account_report(viewer, account_id, audience, form)


def _number(viewer: Viewer, account: str) -> int:
    """The number of the account that is meant. Raises `NotFound`, and `NexusError` for a name that several have."""
    if account.isdecimal() and len(account) <= _DIGITS:
        return int(account)
    require_book(viewer)
    accounts = portfolio(viewer).accounts
    found = accounts["account_id"][accounts["name"].str.casefold() == account.casefold()].tolist()
    if len(found) > 1:
        raise NexusError(f"{len(found)} accounts are called {account}.", f"Give a number: {found}")
    if not found:
        raise NotFound("account")
    return int(found[0])


def _words(order: ReportOrder) -> Mapping[str, Sequence[str]]:
    """What each filter is asked for, by options and by a page's query string."""
    told = parse_qs(order.query.lstrip("?"))
    unknown = [name for name in told if name not in _FILTERS]
    if unknown:
        raise NexusError(f"There is no filter {unknown[0]}.", f"There are {', '.join(_FILTERS)}.")
    found = {name: [*getattr(order, name), *told.get(name, [])] for name in _FILTERS}
    return {name: words for name, words in found.items() if words}


def _form(order: ReportOrder) -> Form:
    """The form that was asked for, or that the name of the file ends in."""
    suffix = "" if order.output is None else order.output.suffix.lower().lstrip(".")
    if order.form and suffix and suffix != order.form:
        raise NexusError(f"{order.output} does not end in .{order.form}.", "Leave out --format, or name another file.")
    asked = order.form or suffix or Form.PDF.value
    if asked not in list(Form):
        raise NexusError(f"A report cannot be written as .{asked}.", "Forms are .pdf and .pptx.")
    return Form(asked)


def _write_whole(path: Path, data: bytes) -> None:
    """Write beside the place, then put it there: a reader finds the old file or the whole new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise NexusError(f"{path} cannot be written.", str(error)) from error
