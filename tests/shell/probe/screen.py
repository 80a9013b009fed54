"""The probe page."""

import pandas as pd
import streamlit as st

from domain.errors import Denied
from domain.viewer import Viewer
from shell.page import fragment, open_page


@fragment
def count_clicks(viewer: Viewer) -> None:
    clicks = st.session_state.get("clicks", 0) + st.button("Count", key="count")
    st.session_state["clicks"] = clicks
    st.text(f"{viewer.name} clicked {clicks} times")


@fragment
def fail_alone(_viewer: Viewer) -> None:
    if st.button("Fail in a part", key="fail_part"):
        raise RuntimeError("the inner detail")
    if st.button("Deny in a part", key="deny_part"):
        raise Denied("account")


with open_page("Probe") as viewer:
    frame = pd.DataFrame({"account": ["Alpha", "Beta"], "arr": [1.0, 2.0]})
    st.dataframe(frame, key="table_probe")
    st.plotly_chart({"data": [{"type": "bar", "x": [1, 2], "y": [3, 4]}], "layout": {}}, key="chart_probe")
    st.download_button("Download", frame.to_csv(), "probe.csv", key="download_probe", on_click="ignore")
    st.file_uploader("Upload", key="upload_probe")
    st.image("<svg width='20' height='20'><circle cx='9' cy='9' r='9'/></svg>")
    count_clicks(viewer)
    fail_alone(viewer)
    if st.button("Fail", key="fail"):
        raise RuntimeError("the inner detail")
    if st.button("Deny", key="deny"):
        raise Denied("account")
