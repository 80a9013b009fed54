"""Nexus: start it with `streamlit run app.py`, or serve `app:app` with an ASGI server.

Inside a run of a script (Streamlit's AppTest), this file is that script.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from shell import main, server

if get_script_run_ctx(suppress_warning=True) is None:
    # Streamlit finds the assignment by its form, so the call stands here in full.
    app = st.App(
        main.__file__,
        lifespan=server.lifespan,
        routes=server.ROUTES,
        middleware=server.MIDDLEWARE,
        on_script_error=server.report_failure,
    )
else:
    main.run()
