"""The fonts of reports: FiraGO for nearly every alphabet, Noto Sans CJK for Chinese, Japanese and Korean.

Both come with packages of their own. A font file is unpacked once a process, into a folder that goes with it.
"""

import atexit
import tempfile
from functools import cache
from pathlib import Path
from threading import get_ident
from typing import Final

import noto_cjk_sans_otc
from fontTools.ttLib import TTFont
from pymupdf_fonts import myfont

REGULAR: Final = "figo"
BOLD: Final = "figbo"
_CJK_WIDTH: Final = 1.0
"""Width of a character that the font lacks, in ems: that of an ideograph."""


@cache
def _folder() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="nexus-fonts-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


@cache
def font_file(name: str) -> Path:
    """A file of that face of FiraGO."""
    path = _folder() / f"{name}.ttf"
    beside = path.with_suffix(f".{get_ident()}")  # two threads may be here, and none may find half a file
    beside.write_bytes(myfont(name))
    return beside.replace(path)


def cjk_file() -> Path:
    """The file with ideographs, kana and hangul."""
    return Path(str(noto_cjk_sans_otc.FONT_PATH))


@cache
def _widths(name: str) -> dict[int, float]:
    """By character its width in ems."""
    with TTFont(font_file(name), lazy=True) as font:
        em, glyphs = font["head"].unitsPerEm, font["hmtx"]
        return {code: glyphs[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    """How wide a text of that size is, in points."""
    widths = _widths(BOLD if is_bold else REGULAR)
    return size * sum(widths.get(ord(one), _CJK_WIDTH) for one in text)


def is_covered(text: str) -> bool:
    """Whether FiraGO has every character of the text."""
    widths = _widths(REGULAR)
    return all(ord(one) in widths for one in text)


def lines_of(text: str, size: float, width: float, most: int, *, is_bold: bool = False) -> list[str]:
    """The text in lines no wider than `width` (points), at most so many; the last ends in `…` if there is more."""
    lines, line = [], ""
    for word in _words(text):
        if line and width_of((line + word).rstrip(" "), size, is_bold=is_bold) > width:
            lines.append(line.rstrip(" "))
            line = ""
        line += word.lstrip(" ") if not line else word
        while width_of(line.rstrip(" "), size, is_bold=is_bold) > width:
            head = _head(line, size, width, is_bold=is_bold)
            lines.append(head)
            line = line[len(head) :]
    lines.append(line.rstrip(" "))
    if len(lines) <= most:
        return lines
    last = f"{lines[most - 1]}…"
    while width_of(last, size, is_bold=is_bold) > width and len(last) > 1:
        last = f"{last[:-2].rstrip(' ')}…"
    return [*lines[: most - 1], last]


def shortened(text: str, size: float, width: float, most: int, *, is_bold: bool = False) -> str:
    """The text, cut so that it fits into so many lines of that width."""
    taken = 0
    for line in lines_of(text, size, width, most, is_bold=is_bold):
        whole = line if text.find(line, taken) >= 0 else line.removesuffix("…").rstrip(" ")
        taken = text.find(whole, taken) + len(whole)
    return text if not text[taken:].strip(" ") else f"{text[:taken]}…"


def _words(text: str) -> list[str]:
    """The words, each with the space before it."""
    words = [f" {word}" for word in text.split(" ")]
    return [words[0][1:], *words[1:]]


def _head(line: str, size: float, width: float, *, is_bold: bool) -> str:
    """As many of the first characters as fit, at least one."""
    taken, wide = 0, 0.0
    for one in line:
        wide += width_of(one, size, is_bold=is_bold)
        if wide > width and taken:
            break
        taken += 1
    return line[:taken]
