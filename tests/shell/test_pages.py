"""What every page must be, so that nobody who is not signed in can see any of it."""

import ast

import pytest

from shell import main
from shell.navigation import LANDING, PAGES, SCREENS, Screen

QUIET = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
"""Statements that draw nothing when a page is run."""


def is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def opens_page(statement: ast.stmt) -> bool:
    """Whether this is `with open_page(…) as viewer:`."""
    if not isinstance(statement, ast.With):
        return False
    first = statement.items[0].context_expr
    return isinstance(first, ast.Call) and isinstance(first.func, ast.Name) and first.func.id == "open_page"


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.path)
def test_a_page_draws_only_inside_open_page(screen: Screen) -> None:
    body = ast.parse(screen.file.read_text(encoding="utf-8")).body
    loud = [statement for statement in body if not isinstance(statement, QUIET) and not is_docstring(statement)]
    assert [opens_page(statement) for statement in loud] == [True]
    constants = [ast.unparse(each) for each in body if isinstance(each, ast.Assign | ast.AnnAssign)]
    assert [constant for constant in constants if "st." in constant] == []


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.path)
def test_a_page_takes_its_fragments_from_the_shell(screen: Screen) -> None:
    """Streamlit's own would run on after the session has ended."""
    names = [ast.unparse(node) for node in ast.walk(ast.parse(screen.file.read_text(encoding="utf-8")))]
    assert "st.fragment" not in names


def test_every_page_is_in_the_table_of_screens() -> None:
    files = {file.name for file in PAGES.glob("*.py")} - {"__init__.py"}
    assert files == {screen.file.name for screen in SCREENS}
    assert LANDING in SCREENS


def test_no_pages_folder_lies_beside_the_script_that_streamlit_runs() -> None:
    """Streamlit would find those pages by itself, and run them from a deep link without the script."""
    assert main.__file__ is not None
    assert not (PAGES.parent / "shell" / "pages").exists()
    assert main.__file__ == str(PAGES.parent / "shell" / "main.py")
