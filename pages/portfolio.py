"""Portfolio."""

from shell.page import open_page

with open_page("Portfolio") as viewer:
    pass
