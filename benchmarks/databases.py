"""Demo databases of a known size, made once a day and kept in `var/benchmarks` (SQLite) or for one run (PostgreSQL)."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from data_access.demo import build_demo
from data_access.demo.build import SizeName
from data_access.engine import dispose_engines
from data_access.migrate import is_empty, migrate
from data_access.models import Account, Touchpoint, User
from data_access.refresh import is_stale, refresh
from data_access.session import maintaining
from data_access.version import close_watchers
from domain.vocabulary import Role
from shell.tokens import COOKIE, SessionToken, seal_session
from tests.servers import postgresql

FOLDER = Path(__file__).resolve().parent.parent / "var" / "benchmarks"
SEED = 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """A refreshed demo: its size and engine, an executive to look at it, and the account with the most touchpoints.

    `middling_account` has as many as half of all accounts have at most.
    """

    url: str
    size: SizeName
    engine: str
    executive: int
    busiest_account: int
    middling_account: int
    story: str

    def cookie(self, secret: str) -> str:
        """The header of a session of the executive, for a server that runs with `secret`."""
        os.environ["NEXUS_SECRET"] = secret
        return f"{COOKIE}={seal_session(SessionToken(self.executive, int(time.time())))}"


@contextmanager
def prepared(size: SizeName, engine: str) -> Iterator[Prepared]:
    """Make, or find, the demo of that size on `sqlite` or `postgresql`."""
    if engine == "sqlite":
        FOLDER.mkdir(parents=True, exist_ok=True)
        yield _fill(f"sqlite:///{FOLDER / f'{size}-{datetime.now(UTC).date()}.db'}", size, engine)
        return
    server = postgresql.start()
    try:
        yield _fill(server.url(server.create()), size, engine)
    finally:
        _let_go()
        server.stop()


def _fill(url: str, size: SizeName, engine: str) -> Prepared:
    os.environ["NEXUS_DATABASE_URL"] = url
    migrate(url)
    story = "kept from an earlier run"
    if is_empty(url):
        started = time.perf_counter()
        build_demo(url, size=size, seed=SEED, day=datetime.now(UTC).date())
        story = f"demo made in {time.perf_counter() - started:.0f} s"
    if is_stale():
        started = time.perf_counter()
        refresh()
        story += f", refreshed in {time.perf_counter() - started:.0f} s"
    with maintaining() as session:
        executive = session.scalars(select(User.id).where(User.role == Role.EXECUTIVE).order_by(User.id)).first()
        count = func.count().desc()
        by_touches = select(Touchpoint.account_id).group_by(Touchpoint.account_id).order_by(count)
        touched = session.scalars(by_touches).all()
        accounts = session.scalar(select(func.count()).select_from(Account))
        touchpoints = session.scalar(select(func.count()).select_from(Touchpoint))
    if executive is None or not touched:
        raise RuntimeError("the demo has no executive or no touchpoint")
    _let_go()
    story = f"{accounts:,} accounts, {touchpoints:,} touchpoints, {story}"
    return Prepared(url, size, engine, executive, touched[0], touched[len(touched) // 2], story)


def _let_go() -> None:
    close_watchers()
    dispose_engines()
