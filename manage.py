"""The command line of Nexus: `python manage.py COMMAND --help` says what each one does."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from tqdm import tqdm

from data_access.backtest import Order as BacktestOrder
from data_access.backtest import run_backtest
from data_access.commands.users import add_user
from data_access.contract_document import DOCUMENT, contract_document
from data_access.demo import build_demo
from data_access.doctor import Level, examine
from data_access.imports.run import Order, import_files
from data_access.imports.summary import summary_lines
from data_access.migrate import is_empty, migrate, require_current
from data_access.refresh import is_stale, refresh
from data_access.settings import load_settings
from domain.backtest.document import contract_form
from domain.backtest.given import given_line
from domain.backtest.lines import report_lines
from domain.errors import NexusError
from domain.vocabulary import ImportStatus, Role
from shell.operator import operator_link

Arguments = argparse.Namespace
DEFAULT_SEED = 1


def run_migrate(_: Arguments) -> None:
    """Bring the database to the newest schema."""
    print(f"schema {migrate(load_settings().database_url)}")


def run_demo(arguments: Arguments) -> None:
    """Fill an empty database, or a demo's, with a demo portfolio as of today."""
    url = load_settings().database_url
    migrate(url)
    build_demo(url, size=arguments.size, seed=arguments.seed, day=datetime.now(UTC).date())


def run_refresh(arguments: Arguments) -> None:
    """Bring the weekly history of health and each account's current row up to date."""
    refresh_with_progress(full=arguments.full)


def refresh_with_progress(*, full: bool = False) -> None:
    """Refresh what is due, or everything, and say what was done."""
    with tqdm(desc="refresh", unit=" accounts", disable=None) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        done = refresh(progress=tell, full=full)
    print(
        f"{done.accounts:,} accounts up to date: {done.from_the_start:,} computed from their first event on,"
        f" {done.advanced:,} from where they were, {done.unchanged:,} unchanged"
    )


def run_prepare(_: Arguments) -> None:
    """Make ready to serve: schema, a demo portfolio if there are no data, and a refresh if one is due."""
    url = load_settings().database_url
    migrate(url)
    is_new = is_empty(url)
    if is_new:
        build_demo(url, size="s", seed=DEFAULT_SEED, day=datetime.now(UTC).date())
    if is_stale():
        refresh_with_progress()
    if is_new:
        run_backtest()  # a new demo opens with its score already judged


def run_import(arguments: Arguments) -> int:
    """Bring in files or folders: exports of Salesforce, or the data contract's own CSV and XLSX."""
    migrate(load_settings().database_url)
    order = Order(arguments.paths, arguments.source, arguments.dry_run, arguments.encoding, arguments.currency)
    with tqdm(unit=" rows", disable=None) as bar:

        def tell(name: str, read: int, total: int) -> None:
            if not read:
                bar.reset(total)
                bar.set_description(name)
            bar.update(read - bar.n)

        reports = import_files(order, tell)
    print("\n".join(summary_lines(reports, dry_run=arguments.dry_run)))
    return 1 if any(report.status is ImportStatus.FAILED for report in reports) else 0


def run_contract(_: Arguments) -> None:
    """Write docs/data_contract.md anew from the models."""
    DOCUMENT.write_text(contract_document(), encoding="utf-8")
    print(f"{DOCUMENT} written")


def run_user(arguments: Arguments) -> None:
    """Enter a person who may sign in (add), or print a link that signs one in once (link)."""
    if arguments.action == "link":
        print(operator_link(arguments.email, arguments.minutes, arguments.base_url))
    else:
        name = arguments.name or arguments.email
        print(add_user(name, arguments.email, Role(arguments.role), arguments.team))


def run_report(arguments: Arguments) -> None:
    """Write a report as PDF or PPTX: a review of the portfolio, or of one account, for us or for the client."""
    from shell.report_files import ReportOrder, write_report  # what draws is imported for this command alone

    print(f"{write_report(ReportOrder.of(vars(arguments)))} written")


def run_doctor(_: Arguments) -> int:
    """Look over the database: what is missing, stale or broken, in words."""
    findings = examine()
    for finding in findings:
        print(f"{finding.level:8} {finding.message}" + (f"\n         {finding.advice}" if finding.advice else ""))
    return 1 if any(finding.level is Level.BROKEN for finding in findings) else 0


def run_judge(arguments: Arguments) -> None:
    """Judge the health score by what happened afterwards, beside simple rivals, and keep the result."""
    order = BacktestOrder(arguments.horizon_days, arguments.outcomes, arguments.as_of)
    with tqdm(desc="backtest", unit=" accounts", disable=None) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        report = run_backtest(order, tell)
    if arguments.json:
        print(json.dumps(contract_form(report.found), indent=2))
        if report.given:
            print(given_line(report.given, report.found.score.outcomes), file=sys.stderr)
    else:
        print("\n".join(report_lines(report)))


def _backtest_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the figures and the verdict as JSON")
    parser.add_argument("--horizon-days", type=int, default=90, metavar="N", help="days in which an outcome counts")
    parser.add_argument("--outcomes", type=Path, metavar="FILE", help="CSV of account and date, instead of the records")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="look from the end of this day")


def _currency(code: str) -> str:
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise argparse.ArgumentTypeError(f"{code} is no currency: three letters, such as USD")
    return code.upper()


def _import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder of files")
    parser.add_argument("--source", help="name under which rows are found again (default: salesforce, or files)")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    parser.add_argument("--encoding", help="of a CSV that is not UTF-8, such as cp1252")
    parser.add_argument("--currency", type=_currency, metavar="CODE", help="in which the company reports (EUR)")


def _user_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("add", "link"))
    parser.add_argument("--email", required=True, help="the address that the person signs in with")
    parser.add_argument("--name", help="as others see it (default: the address)")
    parser.add_argument("--role", choices=[role.value for role in Role], default=Role.ACCOUNT_MANAGER.value)
    parser.add_argument("--team", help="name of the team; made if it is not there")
    parser.add_argument("--minutes", type=int, default=15, help="how long a link is good")
    parser.add_argument("--base-url", default="http://localhost:8501", help="where people reach Nexus")


def _report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("portfolio", "account"))
    parser.add_argument("account", nargs="?", help="of an account's report: its number, or its name")
    parser.add_argument(
        "--as", dest="email", metavar="EMAIL", help="as whom: what they may see (default: all accounts)"
    )
    parser.add_argument("--for", dest="audience", choices=("us", "client"), default="us", help="who will read it")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="an account as known on this day")
    parser.add_argument(
        "--format", dest="form", choices=("pdf", "pptx"), help="default: as the file's name ends, or pdf"
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="default: a name of its own, in this folder")
    for name in ("tier", "segment", "region", "owner", "lifecycle", "band", "renewal"):
        parser.add_argument(f"--{name}", action="append", default=[], help="narrows a portfolio; may be given again")
    parser.add_argument("--query", default="", help="filters as they stand in a page's address: tier=Key&band=Watch")


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", choices=("s", "m", "l"), default="s", help="200, 10,000 or 100,000 accounts")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="the same seed and day give the same rows")


def _refresh_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--full", action="store_true", help="compute everything anew, not only what is due")


def _no_options(_: argparse.ArgumentParser) -> None:
    """Take no options."""


COMMANDS: dict[str, tuple[Callable[[Arguments], int | None], Callable[[argparse.ArgumentParser], None]]] = {
    "migrate": (run_migrate, _no_options),
    "demo": (run_demo, _demo_options),
    "import": (run_import, _import_options),
    "refresh": (run_refresh, _refresh_options),
    "backtest": (run_judge, _backtest_options),
    "doctor": (run_doctor, _no_options),
    "report": (run_report, _report_options),
    "user": (run_user, _user_options),
    "contract": (run_contract, _no_options),
    "prepare": (run_prepare, _no_options),
}


READ_WHAT_IS_THERE = frozenset({"refresh", "backtest", "report", "user"})
"""Commands that work with the tables as they are; others bring them up to date, or need none."""


def main(words: list[str]) -> int:
    """Run one command; return the exit status: 0, 1 if it found something wrong, 2 after a plain message."""
    parser = argparse.ArgumentParser(prog="manage.py", description="Nexus from the command line.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (run, options) in COMMANDS.items():
        options(commands.add_parser(name, help=run.__doc__, description=run.__doc__))
    arguments = parser.parse_args(words)
    try:
        if arguments.command in READ_WHAT_IS_THERE:
            require_current(load_settings().database_url)
        return COMMANDS[arguments.command][0](arguments) or 0
    except NexusError as error:
        print(error.message, error.hint, sep="\n", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
