"""`python -m tools.glossary`: write the vocabularies of domain/vocabulary.py into docs/glossary.md again."""

import inspect
from enum import EnumType
from pathlib import Path

from domain import vocabulary

GLOSSARY = Path(__file__).resolve().parent.parent / "docs" / "glossary.md"
HEADING = "## Vocabularies"
NOTE = (
    "Each is an enum in `domain/vocabulary.py`; a value is stored exactly as written here. This part is generated: "
    "`python -m tools.glossary`."
)


def vocabularies() -> str:
    """The generated part: a table of every enum, with its meaning and its values."""
    enums = [thing for _, thing in inspect.getmembers(vocabulary, lambda thing: isinstance(thing, EnumType))]
    own = [enum for enum in enums if enum.__module__ == vocabulary.__name__]
    rows = [f"| `{enum.__name__}` | {_meaning(enum)} | {', '.join(f'`{value}`' for value in enum)} |" for enum in own]
    return "\n".join([HEADING, "", NOTE, "", "| Enum | Meaning | Values |", "|---|---|---|", *rows, ""])


def written_by_hand() -> str:
    """What stands before the generated part."""
    return GLOSSARY.read_text(encoding="utf-8").partition(HEADING)[0]


def _meaning(enum: EnumType) -> str:
    return " ".join((enum.__doc__ or "").split()).replace("|", "\\|")


if __name__ == "__main__":
    GLOSSARY.write_text(written_by_hand() + vocabularies(), encoding="utf-8")
