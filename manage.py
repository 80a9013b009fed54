"""The command line of Nexus: `python manage.py COMMAND --help` says what each one does."""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from tqdm import tqdm

from data_access.demo import build_demo
from data_access.migrate import is_empty, migrate
from data_access.refresh import is_stale, refresh
from data_access.settings import load_settings
from domain.errors import NexusError

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


def run_refresh(_: Arguments) -> None:
    """Compute the weekly history of health and each account's current row."""
    with tqdm(desc="refresh", unit=" accounts", disable=None) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        accounts = refresh(progress=tell)
    print(f"{accounts:,} accounts refreshed")


def run_prepare(_: Arguments) -> None:
    """Make ready to serve: schema, a demo portfolio if there are no data, and a refresh if one is due."""
    url = load_settings().database_url
    migrate(url)
    if is_empty(url):
        build_demo(url, size="s", seed=DEFAULT_SEED, day=datetime.now(UTC).date())
    if is_stale():
        run_refresh(_)


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", choices=("s", "m", "l"), default="s", help="200, 10,000 or 100,000 accounts")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="the same seed and day give the same rows")


def _no_options(_: argparse.ArgumentParser) -> None:
    """Take no options."""


COMMANDS: dict[str, tuple[Callable[[Arguments], None], Callable[[argparse.ArgumentParser], None]]] = {
    "migrate": (run_migrate, _no_options),
    "demo": (run_demo, _demo_options),
    "refresh": (run_refresh, _no_options),
    "prepare": (run_prepare, _no_options),
}


def main(words: list[str]) -> int:
    """Run one command; return the exit status: 0, or 2 after a plain message on standard error."""
    parser = argparse.ArgumentParser(prog="manage.py", description="Nexus from the command line.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (run, options) in COMMANDS.items():
        options(commands.add_parser(name, help=run.__doc__, description=run.__doc__))
    arguments = parser.parse_args(words)
    try:
        COMMANDS[arguments.command][0](arguments)
    except NexusError as error:
        print(error.message, error.hint, sep="\n", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
