"""Draws what `growth.py` measured, by our own shapes, and writes it into the manual with the figures in a table."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from milepost.render.drawing.measures import text_width
from milepost.render.drawing.scales import spread
from milepost.render.drawing.shapes import Element, add, canvas, number, written

DOCS = Path(__file__).parents[2] / "docs"
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM, _ROOM = 720, 320, 64, 16, 44, 14
_STYLE = """
svg{background:#fff}text{font:12px system-ui,sans-serif;fill:#39424e}path{fill:none;stroke-width:2}
.grid{stroke:#e3e6eb;stroke-width:1}.ours{stroke:#3f51b5}.peer{stroke:#9aa3b2}
.again{stroke:#3f51b5;stroke-dasharray:5 4}
text.ours,text.again{fill:#303f9f;font-weight:600;stroke:none}text.peer{stroke:none}circle{stroke:none}
circle.ours,circle.again{fill:#3f51b5}circle.peer{fill:#9aa3b2}
@media(prefers-color-scheme:dark){svg{background:#14171c}text{fill:#c3cad4}.grid{stroke:#2b313a}
.ours,.again{stroke:#8c9eff}text.ours,text.again{fill:#aab6ff}circle.ours,circle.again{fill:#8c9eff}}
"""
_MARKED = re.compile(r"(<!-- figures -->\n).*?(<!-- end of figures -->)", re.DOTALL)


def draw(measured: Mapping[str, Any]) -> None:
    """Write a drawing of each curve, and all the figures."""
    for name, curve in measured.items():
        (DOCS / f"speed-{name}.svg").write_text(plot(name, curve), "utf-8")
    page = DOCS / "speed.md"
    page.write_text(told(page.read_text("utf-8"), measured), "utf-8")


def told(page: str, measured: Mapping[str, Any]) -> str:
    """The page of the manual with these figures."""
    tables = "\n".join(f"![{_caption(curve)}](speed-{name}.svg)\n\n{_table(curve)}" for name, curve in measured.items())
    return _MARKED.sub(lambda found: f"{found[1]}\n{tables}\n{found[2]}", page)


def plot(name: str, curve: Mapping[str, Any]) -> str:
    """A line for each of what was compared, over what grows, both on scales of tens; ours stands out."""
    lines: Mapping[str, list[tuple[int, float]]] = curve["lines"]
    right = _WIDTH - 24 - max(text_width(line, 12, bold=True) for line in lines)
    numbers = sorted({at for points in lines.values() for at, _ in points})
    seconds = [taken for points in lines.values() for _, taken in points]
    low, high = 10 ** math.floor(math.log10(min(seconds))), 10 ** math.ceil(math.log10(max(seconds)))
    told = "s" if _measure(curve) == "seconds" else _measure(curve)
    root = canvas(name, "plot", (_WIDTH, _HEIGHT), curve["title"], _caption(curve))
    add(root, "style", _STYLE)

    def across(at: float) -> float:
        return _LEFT + _share(at, numbers[0], numbers[-1]) * (right - _LEFT)

    def up(taken: float) -> float:
        return _HEIGHT - _BOTTOM - _share(taken, low, high) * (_HEIGHT - _BOTTOM - _TOP)

    _draw_grid(
        root,
        [(across(at), f"{at:,}") for at in numbers],
        [(up(at), f"{at:g} {told}") for at in _tens(low, high)],
        right,
    )
    add(root, "text", curve["over"], x=(_LEFT + right) / 2, y=_HEIGHT - 8, **{"text-anchor": "middle"})
    ends = sorted((up(points[-1][1]), line) for line, points in lines.items())
    places = spread([end for end, _ in ends], _ROOM, _HEIGHT - _BOTTOM)
    for (_, line), place in zip(ends, places, strict=True):
        points = [(across(at), up(taken)) for at, taken in lines[line]]
        add(root, "path", class_=_kind(line), d="M" + "L".join(f"{number(x)} {number(y)}" for x, y in points))
        for x, y in points:
            add(root, "circle", class_=_kind(line), cx=x, cy=y, r=3)
        add(root, "text", line, class_=_kind(line), x=right + 10, y=place + 4)
    return written(root) + "\n"


def _draw_grid(root: Element, columns: list[tuple[float, str]], rows: list[tuple[float, str]], right: float) -> None:
    for x, label in columns:
        add(root, "path", class_="grid", d=f"M{number(x)} {_TOP}V{_HEIGHT - _BOTTOM}")
        add(root, "text", label, x=x, y=_HEIGHT - _BOTTOM + 16, **{"text-anchor": "middle"})
    for y, label in rows:
        add(root, "path", class_="grid", d=f"M{_LEFT} {number(y)}H{number(right)}")
        add(root, "text", label, x=_LEFT - 8, y=y + 4, **{"text-anchor": "end"})


def _table(curve: Mapping[str, Any]) -> str:
    numbers = sorted({at for points in curve["lines"].values() for at, _ in points})
    head = f"| {curve['title']}, {_measure(curve)} | " + " | ".join(f"{at:,} {_unit(curve)}" for at in numbers) + " |\n"
    digits = 2 if _measure(curve) == "seconds" else 0
    rule = "|---|" + "--:|" * len(numbers) + "\n"
    rows = ((line, dict(map(tuple, points))) for line, points in curve["lines"].items())
    return (
        head
        + rule
        + "".join(
            f"| {line} | " + " | ".join(f"{known[at]:.{digits}f}" if at in known else "" for at in numbers) + " |\n"
            for line, known in rows
        )
    )


def _caption(curve: Mapping[str, Any]) -> str:
    measure = _measure(curve)
    return f"{curve['title']}: {measure}{' of the processors' if measure == 'seconds' else ''} over {_unit(curve)}"


def _measure(curve: Mapping[str, Any]) -> str:
    return str(curve.get("measure", "seconds"))


def _unit(curve: Mapping[str, Any]) -> str:
    return str(curve["over"]).partition(",")[0]


def _kind(line: str) -> str:
    if not line.casefold().startswith("milepost") or line == "milepost build":
        return "peer"
    return "again" if "," in line else "ours"


def _tens(low: float, high: float) -> list[float]:
    return [low * 10**power for power in range(round(math.log10(high / low)) + 1)]


def _share(value: float, first: float, last: float) -> float:
    return math.log(value / first) / math.log(last / first)
