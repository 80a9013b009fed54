"""Make a demo portfolio in a database: all of it, or nothing."""

from datetime import date
from typing import Literal

import numpy as np
from sqlalchemy import literal, select
from tqdm import tqdm

from data_access.demo.blocks import Block, Days, rows_in, texts
from data_access.demo.chunk import chunk_blocks
from data_access.demo.company import NAME, make_company
from data_access.demo.load import loading
from data_access.demo.parameters import CURRENCIES
from data_access.demo.tables import demo_tables
from data_access.demo.voice import feature_requests
from data_access.demo.world import Ids, World
from data_access.engine import writer_engine
from data_access.models import Workspace
from data_access.version import forget_data_version
from domain.errors import Misconfigured

SizeName = Literal["s", "m", "l"]


def build_demo(url: str, size: SizeName = "s", seed: int = 7, day: date | None = None) -> None:
    """Fill the migrated database at `url` with a demo made for `day` (today if none), replacing an earlier demo.

    The same size, seed and day give the same rows on every database. Raises `Misconfigured` for a database that holds
    anything that is not a demo's; a demo that was interrupted leaves nothing behind.
    """
    world = World.of(size, seed, day or date.today())  # noqa: DTZ011 -- the day where the machine is
    refuse_foreign_data(url)
    ids = Ids()
    with loading(url) as loader:
        company, blocks = make_company(world, ids)
        requests = feature_requests(world, ids)
        for table, block in [*blocks, ("feature_requests", requests)]:
            loader.append(table, block)
        for chunk in tqdm(range(world.chunks), desc="demo", unit="chunk", disable=None):
            for table, block in chunk_blocks(world, company, requests, ids, chunk):
                if rows_in(block):
                    loader.append(table, block)
        loader.append("workspace", _workspace(world))
    forget_data_version()


def refuse_foreign_data(url: str) -> None:
    """Raise `Misconfigured` unless the database is empty or a demo's."""
    with writer_engine(url).connect() as connection:
        demo = connection.execute(select(Workspace.is_demo)).scalar_one_or_none()
        if demo:
            return
        filled = [
            table.name
            for table in demo_tables()
            if connection.execute(select(literal(1)).select_from(table).limit(1)).first() is not None
        ]
    if filled:
        raise Misconfigured(
            f"This database holds data that are not a demo's (in {', '.join(sorted(filled)[:4])}).",
            "Give NEXUS_DATABASE_URL an empty database for the demo; nothing was changed.",
        )


def _workspace(world: World) -> Block:
    return {
        "id": np.array([1], dtype=np.int64),
        "name": texts([NAME]),
        "reporting_currency": texts([CURRENCIES[0]]),
        "is_demo": np.array([True]),
        "demo_day": Days(np.array([world.today], dtype=np.int64)),
    }
