"""Serves the probe page with the same routes, middleware and error handling as the app."""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from shell import server

app = st.App(
    Path(__file__).with_name("screen.py"),
    lifespan=server.lifespan,
    routes=server.ROUTES,
    middleware=server.MIDDLEWARE,
    on_script_error=server.report_failure,
)
