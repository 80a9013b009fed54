"""The account map as an SVG file of its own: what is on the screen, as lines and text that an office program opens."""

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from math import cos, pi, sin
from typing import Any, Final

import plotly.graph_objects as go

from components.theme import LIGHT, SIZE_NOTE, Slot, resolved

_TAGS: Final = re.compile(r"<[^>]*>")
_DASHES: Final = {"dot": "3 3", "dash": "6 4"}
_FONT: Final = "Source Sans 3, Source Sans Pro, Segoe UI, Helvetica, Arial, sans-serif"
_ANCHORS: Final = {"left": "start", "center": "middle", "right": "end"}
_Part = Mapping[str, Any]


def map_svg(figure: go.Figure, title: str, palette: Mapping[Slot, str] = LIGHT) -> str:
    """Draw a figure of `components.figures.account_map` as SVG, with `title` for who cannot see it."""
    spec = figure.to_dict()
    layout = spec["layout"]
    width, high, head = layout["xaxis"]["range"][1], layout["height"], layout["margin"]["t"]
    page = _Page(width, high, head)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{high}" viewBox="0 0 {width:.0f} {high}" '
        f'role="img" font-family="{_FONT}" font-size="{SIZE_NOTE}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="100%" height="100%" fill="{Slot.BACKGROUND}"/>',
        *(page.shape(shape) for shape in layout["shapes"]),
        *(line for trace in spec["data"] for line in page.trace(trace)),
        *(line for label in layout["annotations"] for line in page.label(label)),
        "</svg>",
    ]
    return resolved("\n".join(parts), palette)


class _Page:
    """Places of the figure as places of the picture: x to the right, y downwards."""

    def __init__(self, width: float, high: float, head: float) -> None:
        self.width, self.high, self.head = width, high, head

    def y(self, value: float) -> float:
        return self.high - value

    def shape(self, shape: _Part) -> str:
        line = shape.get("line", {})
        if shape["type"] == "circle":
            x, y = shape["xanchor"], self.y(shape["yanchor"])
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{shape["x1"]:.1f}" fill="none" {_stroke(line)}/>'
        x0, x1 = (0.0, self.width) if "xref" in shape else (shape["x0"], shape["x1"])
        y0, y1 = (self.head, self.high) if "yref" in shape else (self.y(shape["y1"]), self.y(shape["y0"]))
        if shape["type"] == "rect":
            box = f'x="{x0:.1f}" y="{y0:.1f}" width="{x1 - x0:.1f}" height="{y1 - y0:.1f}"'
            return f'<rect {box} fill="{shape["fillcolor"]}" opacity="{shape["opacity"]}"/>'
        return f'<line x1="{x0:.1f}" x2="{x1:.1f}" y1="{y0:.1f}" y2="{y1:.1f}" {_stroke(line)}/>'

    def trace(self, trace: _Part) -> Iterable[str]:
        yield f'<g opacity="{trace.get("opacity", 1.0)}">'
        if trace["mode"] == "lines":
            yield from self.lines(trace)
        if "markers" in trace["mode"]:
            yield from self.markers(trace)
        if "text" in trace["mode"]:
            below = SIZE_NOTE if "bottom" in trace.get("textposition", "") else SIZE_NOTE / 3
            font = trace["textfont"]
            for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
                yield _text(_said(text), x, self.y(y) + below, font["color"], weight=font.get("weight", 400))
        yield "</g>"

    def lines(self, trace: _Part) -> Iterable[str]:
        run: list[str] = []
        for x, y in zip([*trace["x"], None], [*trace["y"], None], strict=True):
            if x is not None:
                run.append(f"{x:.1f},{self.y(y):.1f}")
            elif run:
                yield f'<polyline points="{" ".join(run)}" fill="none" {_stroke(trace["line"])}/>'
                run = []

    def markers(self, trace: _Part) -> Iterable[str]:
        look, count = trace["marker"], len(trace["x"])
        symbols, sizes = (_each(look[name], count) for name in ("symbol", "size"))
        names = [_said(text).replace("\n", ", ") for text in trace.get("hovertext", [""] * count)]
        for x, y, symbol, size, name in zip(trace["x"], trace["y"], symbols, sizes, names, strict=True):
            is_open, line = symbol.endswith("-open"), dict(look.get("line", {}))
            line.setdefault("color", look["color"])
            fill = "none" if is_open else look["color"]
            told = f"<title>{escape(name)}</title>" if name else ""
            outline = _outline(symbol.removesuffix("-open"), x, self.y(y), size / 2)
            yield f'<path d="{outline}" fill="{fill}" {_stroke(line)}>{told}</path>'

    def label(self, label: _Part) -> Iterable[str]:
        top = self.head if "yref" in label else self.y(label["y"])
        x, y = label["x"] + label["xshift"], top - label["yshift"] + (0 if label["yanchor"] == "bottom" else SIZE_NOTE)
        for number, line in enumerate(_said(label["text"]).split("\n")):
            colour = label["font"]["color"] if number == 0 else Slot.SECOND_INK
            anchor = _ANCHORS[label["xanchor"]]
            yield _text(line, x, y + number * (SIZE_NOTE + 2), colour, anchor=anchor, opacity=label.get("opacity", 1.0))


def _text(
    text: str, x: float, y: float, colour: str, *, anchor: str = "middle", weight: int = 400, opacity: float = 1.0
) -> str:
    halo = f'stroke="{Slot.BACKGROUND}" stroke-width="3" paint-order="stroke"' if weight == 400 else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} fill="{colour}" font-weight="{weight}" opacity="{opacity}" {halo}>{escape(text)}</text>'


def _said(text: str) -> str:
    """A plotly label as plain text, a break as a new line."""
    return unescape(_TAGS.sub("", text.replace("<br>", "\n")))


def _stroke(line: _Part) -> str:
    dash = f' stroke-dasharray="{_DASHES[line["dash"]]}"' if line.get("dash") in _DASHES else ""
    return f'stroke="{line.get("color", "none")}" stroke-width="{line.get("width", 1)}"{dash}'


def _each(value: Any, count: int) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value] * count


def _outline(symbol: str, x: float, y: float, r: float) -> str:
    """The path of a symbol with its middle and half of its size."""
    if symbol == "square":
        return f"M{x - r:.1f} {y - r:.1f}h{2 * r:.1f}v{2 * r:.1f}h{-2 * r:.1f}z"
    if symbol == "x":
        return f"M{x - r:.1f} {y - r:.1f}l{2 * r:.1f} {2 * r:.1f}m{-2 * r:.1f} 0l{2 * r:.1f} {-2 * r:.1f}"
    corners = {"triangle-up": (3, 1.15), "hexagon": (6, 1.1), "star": (10, 1.3)}
    if symbol in corners:
        count, wider = corners[symbol]
        reach = [r * wider * (0.45 if symbol == "star" and at % 2 else 1.0) for at in range(count)]
        points = [
            f"{x + far * sin(2 * pi * at / count):.1f} {y - far * cos(2 * pi * at / count):.1f}"
            for at, far in enumerate(reach)
        ]
        return "M" + "L".join(points) + "z"
    return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
