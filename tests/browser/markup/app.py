"""Shows each hostile text in every place where we write text from data as Markdown, and as a chart's label."""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent.parent))

from components import markup
from components.chart import CONFIG
from components.figures import kit
from tests.hostile import HOSTILE

for place, text in enumerate(HOSTILE):
    safe = markup.markdown(text)
    with st.container(key=f"text_{place}"):
        st.subheader(safe, anchor=False)
        st.caption(safe)
        st.metric(safe, safe)
labels = [kit.label(text, x=0, y=place) for place, text in enumerate(HOSTILE)]
frame = kit.layout(height=900, x=kit.axis(range=[0, 1]), y=kit.axis(range=[-1, len(HOSTILE)]), annotations=labels)
figure = kit.figure([{"type": "scatter", "x": [0], "y": [0]}], frame)
st.plotly_chart(figure, key="labels", config=CONFIG)
