"""Accounts."""

from shell.page import open_page

with open_page("Accounts") as viewer:
    pass
