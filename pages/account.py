"""Account."""

from shell.page import open_page

with open_page("Account") as viewer:
    pass
