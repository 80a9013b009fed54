"""The words of the demo, out of plain text files: one line a phrase, under `[headings]`."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "texts"
_TONES = "+=-"


@cache
def phrases(file: str) -> dict[str, tuple[str, ...]]:
    """The phrases of a file under each of its headings; `#` begins a comment."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (_FOLDER / f"{file}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            lines = found[line[1:-1]] = []
        elif line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    return {heading: tuple(lines) for heading, lines in found.items()}


@cache
def columns(file: str, heading: str) -> tuple[tuple[str, ...], ...]:
    """Phrases whose parts are divided by `|`, a tuple for each part."""
    return tuple(zip(*(map(str.strip, line.split("|")) for line in phrases(file)[heading]), strict=True))


@cache
def by_tone(file: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a file under each heading, in good, plain and bad tone: lines that begin with +, = or -."""
    return {
        heading: tuple(tuple(line[1:].strip() for line in lines if line[0] == tone) for tone in _TONES)
        for heading, lines in phrases(file).items()
    }
