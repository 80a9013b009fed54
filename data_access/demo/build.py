"""Make a demo portfolio in a database: all of it, or nothing."""

from datetime import date
from typing import Literal

import numpy as np
from tqdm import tqdm

from data_access.demo.blocks import Block, Days, rows_in, texts
from data_access.demo.chunk import chunk_blocks
from data_access.demo.company import NAME, make_company
from data_access.demo.load import loading
from data_access.demo.parameters import CURRENCIES
from data_access.demo.voice import feature_requests
from data_access.demo.world import Ids, World
from data_access.version import forget_data_version

SizeName = Literal["s", "m", "l"]


def build_demo(url: str, size: SizeName = "s", seed: int = 7, day: date | None = None) -> None:
    """Fill the migrated database at `url` with a demo made for `day` (today if none), replacing an earlier demo.

    The same size, seed and day give the same rows on every database. Raises `Misconfigured` for a database that holds
    anything that is not a demo's; a demo that was interrupted leaves nothing behind.
    """
    world = World.of(size, seed, day or date.today())  # noqa: DTZ011 -- the day where the machine is
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


def _workspace(world: World) -> Block:
    return {
        "id": np.array([1], dtype=np.int64),
        "name": texts([NAME]),
        "reporting_currency": texts([CURRENCIES[0]]),
        "is_demo": np.array([True]),
        "demo_day": Days(np.array([world.today], dtype=np.int64)),
    }
