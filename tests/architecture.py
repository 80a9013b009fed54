"""The rules of the house that no linter knows: each finds what breaks it, and carries an example that must be found."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

PROJECT = Path(__file__).resolve().parent.parent
LAYERS = ("pages", "shell", "components", "data_access", "domain")
BESIDE_THE_LAYERS = ("tests", "benchmarks", "tools")
LONGEST_FILE = 250
LONGEST_FUNCTION = 40
LISTS = {"domain/vocabulary.py"}  # one flat list, which is easier found in one place than in two
HOMES_OF_COLOUR = {"components/theme.py", "shell/brand.py"}  # colours by meaning, and the mark of the product
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "stuff"}
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{8}\b|\b(?:rgba?|hsla?)\(")


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file, by its path from the project's root."""

    path: PurePosixPath
    source: str

    @property
    def top(self) -> str:
        """The layer, or the name of a lone module."""
        return self.path.parts[0]

    @property
    def is_test(self) -> bool:
        """Whether the rules for the product's own code do not apply."""
        return self.top in BESIDE_THE_LAYERS

    def nodes(self) -> Iterator[ast.AST]:
        """Every node of the syntax tree."""
        return ast.walk(ast.parse(self.source))

    def imported(self) -> Iterator[tuple[int, str]]:
        """Line and dotted name of everything imported, wherever in the file."""
        for node in self.nodes():
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: the lines that break it, and an example (path, source) that does."""

    name: str
    broken_at: Callable[[Module], Iterator[int]]
    planted: tuple[str, str]


def project_modules() -> list[Module]:
    """Every Python file of the project, but what migrations generate."""
    files = [
        *PROJECT.glob("*.py"),
        *(file for top in (*LAYERS, *BESIDE_THE_LAYERS) for file in PROJECT.glob(f"{top}/**/*.py")),
    ]
    paths = [PurePosixPath(file.relative_to(PROJECT).as_posix()) for file in files]
    kept = [path for path in paths if not path.is_relative_to("data_access/migrations/versions")]
    return [Module(path, (PROJECT / path).read_text(encoding="utf-8")) for path in kept]


def _imports_of(module: Module, forbidden: tuple[str, ...]) -> Iterator[int]:
    for line, name in module.imported():
        if any(name == one or name.startswith(f"{one}.") for one in forbidden):
            yield line


def _entry_is_thin(module: Module) -> Iterator[int]:
    if str(module.path) == "app.py":
        yield from _imports_of(module, ("sqlalchemy", "plotly", "pandas", "data_access", "components"))


def _command_line_is_thin(module: Module) -> Iterator[int]:
    if str(module.path) == "manage.py":
        yield from _imports_of(module, ("streamlit", "plotly", "pandas", "sqlalchemy", "pages"))
        # Of the shell only what signs (a link is made where its secret is), and what has reports drawn.
        allowed = ("shell.operator", "shell.report_files")
        names = module.imported()
        yield from (line for line, name in names if name.startswith("shell") and not name.startswith(allowed))


def _no_sql_above_data_access(module: Module) -> Iterator[int]:
    if module.top in ("pages", "shell", "components"):
        yield from _imports_of(
            module, ("sqlalchemy", "sqlite3", "psycopg", "data_access.models", "data_access.session")
        )


def _no_express(module: Module) -> Iterator[int]:
    yield from _imports_of(module, ("plotly.express",))


def _no_raw_html(module: Module) -> Iterator[int]:
    for node in module.nodes():
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            yield node.value.lineno


def _no_broad_except(module: Module) -> Iterator[int]:
    for node in module.nodes():
        if isinstance(node, ast.ExceptHandler):
            caught = (
                {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)} if node.type else {"Exception"}
            )
            raises_again = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            if caught & {"Exception", "BaseException"} and not raises_again:
                yield node.lineno


def _no_silent_except(module: Module) -> Iterator[int]:
    for node in module.nodes():
        if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass | ast.Continue) for line in node.body):
            yield node.lineno


def _session_state_has_a_home(module: Module) -> Iterator[int]:
    if module.top not in ("components", "shell") and not module.is_test:
        for node in module.nodes():
            if isinstance(node, ast.Attribute) and node.attr == "session_state":
                yield node.lineno


def _colours_have_a_home(module: Module) -> Iterator[int]:
    if str(module.path) not in HOMES_OF_COLOUR and not module.is_test:
        for node in module.nodes():
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.search(node.value):
                yield node.lineno


def _no_sql_from_text(module: Module) -> Iterator[int]:
    if not module.is_test:
        for node in module.nodes():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "text":
                yield from (node.lineno for argument in node.args if isinstance(argument, ast.JoinedStr | ast.BinOp))


def _cache_keys_are_whole(module: Module) -> Iterator[int]:
    for node in module.nodes():
        if isinstance(node, ast.FunctionDef) and any("cache" in ast.unparse(one) for one in node.decorator_list):
            names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            yield from (node.lineno for name in names if name.startswith("_"))


def _files_are_short(module: Module) -> Iterator[int]:
    lines = module.source.count("\n")
    if lines > LONGEST_FILE and str(module.path) not in LISTS:
        yield lines


def _functions_are_short(module: Module) -> Iterator[int]:
    if not module.is_test:
        for node in module.nodes():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1  # neither signature nor docstring
                yield from [node.lineno] * (lines > LONGEST_FUNCTION)


def _names_say_something(module: Module) -> Iterator[int]:
    if {part.removesuffix(".py") for part in module.path.parts} & VAGUE_NAMES:
        yield 1


_LONG_FUNCTION = "def long() -> None:\n" + "    print()\n" * (LONGEST_FUNCTION + 1)

RULES = (
    Rule(
        "app.py signs in and lists the pages, nothing else", _entry_is_thin, ("app.py", "import data_access.engine\n")
    ),
    Rule(
        "manage.py calls, and computes nothing", _command_line_is_thin, ("manage.py", "from sqlalchemy import select\n")
    ),
    Rule("SQL lives in data_access", _no_sql_above_data_access, ("pages/x.py", "from sqlalchemy.orm import Session\n")),
    Rule(
        "figures come from dicts, not from plotly.express",
        _no_express,
        ("components/x.py", "from plotly import express\n"),
    ),
    Rule("no HTML of our own", _no_raw_html, ("pages/x.py", "st.markdown('<b>', unsafe_allow_html=True)\n")),
    Rule(
        "no broad except", _no_broad_except, ("domain/x.py", "try:\n    f()\nexcept (OSError, Exception):\n    g()\n")
    ),
    Rule("no silent except", _no_silent_except, ("domain/x.py", "try:\n    f()\nexcept ValueError:\n    pass\n")),
    Rule(
        "state lives in components and shell", _session_state_has_a_home, ("pages/x.py", "st.session_state['a'] = 1\n")
    ),
    Rule("colours live in the theme and in the mark", _colours_have_a_home, ("components/x.py", "RED = '#c0392b'\n")),
    Rule(
        "SQL is not made of text", _no_sql_from_text, ("data_access/x.py", "text(f'SELECT {column} FROM accounts')\n")
    ),
    Rule(
        "a cache key leaves out no argument",
        _cache_keys_are_whole,
        ("pages/x.py", "@st.cache_data\ndef f(_viewer): ...\n"),
    ),
    Rule("a file has one subject", _files_are_short, ("domain/x.py", "x = 1\n" * (LONGEST_FILE + 1))),
    Rule("a function has one subject", _functions_are_short, ("domain/x.py", _LONG_FUNCTION)),
    Rule("a file's name says what is in it", _names_say_something, ("domain/utils.py", "x = 1\n")),
)
