"""Promises: where they were before they became a part of Service; links that people kept lead there."""

from shell.links import go_to
from shell.page import open_page

with open_page("Promises"):
    go_to("service", {"part": "Promises"})
