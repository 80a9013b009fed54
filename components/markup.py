"""Text that came from data, made harmless where a label would be read as Markdown or as a chart's markup.

Backslashes alone are not enough in Markdown: GitHub's autolinks, emoji codes and arrows act on the text after the
backslashes are gone. A word joiner, which has no width, breaks those without changing what is read.
"""

import re
from typing import Final

_JOINER: Final = "\u2060"
_PUNCTUATION: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&:=^\"'/@])")
_AUTOLINKS: Final = re.compile(r"(?i)(www(?=\.))|((?:https?|ftp|mailto|xmpp):?(?=/|:))|((?<=\S)(?=@))")
_EMOJI_OR_DIRECTIVE: Final = re.compile(r":(?=[\w+\-])")
_ARROWS: Final = re.compile(r"(?<=[<>=~\-])(?=[<>=~\-])")
_BREAKS: Final = re.compile(r"[^\S\u00a0]+")


def markdown(text: str) -> str:
    """The text as Markdown that shows exactly it, on one line: no markup, link, emoji, colour or formula."""
    flat = _BREAKS.sub(" ", text).strip()
    flat = _AUTOLINKS.sub(lambda match: f"{match.group()}{_JOINER}", flat)
    flat = _EMOJI_OR_DIRECTIVE.sub(f":{_JOINER}", flat)
    flat = _ARROWS.sub(_JOINER, flat)
    return _PUNCTUATION.sub(r"\\\1", flat)


def plotly(text: str) -> str:
    """The text as a plotly label that shows exactly it: no link, tag, entity or formula."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("$", "&#36;")
    return _BREAKS.sub(" ", safe)


def shortened(text: str, width: int) -> str:
    """The text cut to a width in characters, with an ellipsis where something is missing."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"
