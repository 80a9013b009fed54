"""The app as `app.py` serves it, trusting the provider of the test; a person's settings stand in secrets.toml."""

import os
import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from shell import main, server

app = st.App(
    main.__file__,
    secrets={
        "auth": {
            "redirect_uri": "http://127.0.0.1:{port}/oauth2callback",
            "cookie_secret": "a secret of the tests, long enough to sign with",
            "client_id": "nexus",
            "client_secret": "a secret between the provider and us",
            "server_metadata_url": f"{os.environ['TEST_PROVIDER']}/.well-known/openid-configuration",
        }
    },
    lifespan=server.lifespan,
    routes=server.ROUTES,
    middleware=server.MIDDLEWARE,
    on_script_error=server.report_failure,
)
