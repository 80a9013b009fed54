"""Everything heavy, done before the first visitor: imports, and telling the collector that they are here to stay."""

import ast
import gc
import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from anyio import to_thread

from data_access.queries.people import database_answers
from shell.navigation import SCREENS, Screen

_log = logging.getLogger("nexus")

# A run of a page makes some ten thousand objects that the collector looks at, and lets them go: to do so after every
# 700, as Python does by itself, took a fifth of its CPU.
_COLLECT_AFTER = (50_000, 20, 50)

# What Streamlit itself imports only when an element is first drawn.
_DRAWN_LATE = (
    "networkx",
    "plotly.graph_objects",
    "PIL.ImageFile",
    "pyarrow.pandas_compat",
    "pyarrow.vendored.version",
    "streamlit.components.v2.manifest_scanner",
    "streamlit.material_icon_names",
    "streamlit.elements.plotly_chart",
    "streamlit.elements.arrow",
    "streamlit.elements.lib.column_config_utils",
    "streamlit.dataframe_util",
    "streamlit.web.skills",
)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object] | None]:
    """Warm up before the server says that it is ready."""
    await to_thread.run_sync(warm_up)
    yield None


def warm_up() -> None:
    """Import what the pages import, open the database once, and freeze what is loaded out of the collector's sight."""
    for name in (*_DRAWN_LATE, *imports_of_pages()):
        importlib.import_module(name)
    if not database_answers():
        _log.warning("The database does not answer yet; serving all the same")
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


def imports_of_pages() -> list[str]:
    """The modules that the pages import, read from their source: the pages themselves run only for a visitor."""
    return sorted({name for screen in SCREENS for name in _imports_of(screen)})


def _imports_of(screen: Screen) -> list[str]:
    tree = ast.parse(screen.file.read_text(encoding="utf-8"))
    names: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return names
