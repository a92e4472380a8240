"""Shapes: an empty drawing, and what is put into it."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from milepost.frozen import dataclass
from milepost.render.drawing.measures import clean, text_width

Element = ET.Element


@dataclass(frozen=True, slots=True)
class Flag:
    """The name of today above its line; it stays on a canvas so many pixels wide."""

    label: str
    x: float
    top: float
    canvas: float

    @property
    def half(self) -> float:
        """Half its width."""
        return text_width(self.label, 11, bold=True) / 2 + 9

    @property
    def middle(self) -> float:
        """Where its middle stands: over the line, unless it would leave the canvas there."""
        return min(max(self.x, self.half + 1), self.canvas - self.half - 1)


def canvas(name: str, kind: str, size: tuple[float, float], title: str, description: str) -> Element:
    """An empty drawing of a width and height that says what it shows."""
    name, (width, height) = f"chart-{name}", size
    root = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "class": f"mpc mpc-{kind}", "role": "img",
        "viewBox": f"0 0 {number(width)} {number(height)}",
        "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-desc",
    })  # fmt: skip
    add(root, "title", clean(title), id=f"{name}-title")
    add(root, "desc", clean(description), id=f"{name}-desc")
    return root


def add(parent: Element, tag: str, text: str = "", **attributes: str | float) -> Element:
    """A shape or a text; `class_` is its class, numbers are rounded to a tenth."""
    texts = {name: value if isinstance(value, str) else number(value) for name, value in attributes.items()}
    child = ET.SubElement(parent, tag, {name.rstrip("_"): value for name, value in texts.items()})
    child.text = clean(text) or None
    return child


def diamond(x: float, y: float, radius: float) -> str:
    """The path of a diamond around a point."""
    r = number(radius)
    return f"M{number(x)} {number(y - radius)}l{r} {r}l-{r} {r}l-{r} -{r}z"


def draw_months(root: Element, marks: Iterable[tuple[float, str]], top: float, bottom: float, flag: Flag) -> None:
    """A line for each month and its name above, where the flag of today leaves room for it."""
    grid = add(root, "g", class_="mpc-grid")
    for x, label in marks:
        add(grid, "path", d=f"M{number(x)} {number(top)}V{number(bottom)}")
        if abs(x - flag.middle) > flag.half + text_width(label) / 2 + 2:
            add(grid, "text", label, x=x, y=flag.top + 14)


def draw_flag(root: Element, flag: Flag, bottom: float) -> None:
    """The line of today, and its name on a flag."""
    group = add(root, "g", class_="mpc-today")
    add(group, "path", d=f"M{number(flag.x)} {number(flag.top + 10)}V{number(bottom)}")
    add(group, "rect", x=flag.middle - flag.half, y=flag.top, width=2 * flag.half, height=20, rx=10)
    add(group, "text", flag.label, x=flag.middle, y=flag.top + 14)


def slipped(parent: Element, agreed: float, now: float, y: float, radius: float) -> None:
    """A hollow diamond at the agreed date, and the line from there to where it is now."""
    add(parent, "path", class_="mpc-slip", d=f"M{number(agreed)} {number(y)}H{number(now)}")
    add(parent, "path", class_="mpc-agreed", d=diamond(agreed, y, radius))


def written(root: Element) -> str:
    """The drawing as text, to stand inside a page."""
    return ET.tostring(root, encoding="unicode")


def number(value: float) -> str:
    """A length, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")
