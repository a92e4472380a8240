"""Drawing: the scales, measures and shapes that all charts share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from xml.etree import ElementTree as ET

from milepost.facts.promises import PromiseFacts, State
from milepost.render.text import Words

Element = ET.Element
_HORIZON = 3653  # days: ten years
# What XML 1.0 cannot hold, and the marks that would turn the rest of a drawing's text around.
_UNDRAWABLE = re.compile(
    "[^ -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\ufdd0-\ufdef]"
)
_JOINERS = "\u200d\ufe0f"  # what makes one emoji of several characters
# Advance widths in tenths of the font size: groups of characters that are about as wide in every sans serif.
_WIDTHS = {c: w for w, group in ((2.7, "ijl|!.,:;'"), (3.5, 'ftr()[]{}/\\I-" '), (8.6, "mwMW@%—")) for c in group}


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from days to pixels; days outside it are drawn at its edge."""

    first: date
    last: date
    start: float
    end: float

    def __call__(self, day: date) -> float:
        """Where a day stands."""
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return self.start + share * (self.end - self.start)


def within_reach(day: date, today: date) -> date:
    """The day, or the furthest one that is drawn: a slip of the pen must not squeeze the whole plan."""
    return date.fromordinal(min(max(day.toordinal(), today.toordinal() - _HORIZON), today.toordinal() + _HORIZON))


def scale_over(days: Iterable[date], today: date, start: float, end: float) -> Scale:
    """A scale that holds all the days and today, with room for a fortnight where they are one."""
    shown = sorted([today, *(within_reach(day, today) for day in days)])
    first, last = shown[0], shown[-1]
    if (last - first).days < 14:
        first, last = first - timedelta(days=7), last + timedelta(days=7)
    return Scale(first, last, start, end)


def ticks(scale: Scale, words: Words, room: float = 44) -> tuple[tuple[float, str], ...]:
    """The starts of months (or quarters, years: whatever leaves `room` between them), and what to call them."""
    months = (scale.last - scale.first).days / 30.4
    pixels = abs(scale.end - scale.start)
    step = next((n for n in (1, 2, 3, 6, 12) if months / n * room <= pixels), 24)
    if pixels / max(months, 0.1) > 400:  # a plan of some weeks: every Monday
        week = scale.first.toordinal() + -scale.first.weekday() % 7
        mondays = map(date.fromordinal, range(week, scale.last.toordinal() + 1, 7))
        return tuple((scale(day), words.short_day(day)) for day in mondays)
    firsts = (date(year, month, 1) for year in range(scale.first.year, scale.last.year + 1) for month in range(1, 13))
    shown = (day for day in firsts if scale.first <= day <= scale.last)
    return tuple(
        (scale(day), words.date(day, "y" if day.month == 1 else "MMM"))
        for day in shown
        if (12 * day.year + day.month - 1) % step == 0
    )


def clean(text: str) -> str:
    """The text on one line, without what no drawing can hold."""
    return " ".join(_UNDRAWABLE.sub(" ", text).split())


def text_width(text: str, size: float = 12, *, bold: bool = False) -> float:
    """About how wide a text is; rather too wide than too narrow."""
    return sum(map(_advance, text)) * size / 10 * (1.07 if bold else 1)


def shortened(text: str, room: float, size: float = 12, *, bold: bool = False) -> str:
    """The text where it fits, else its beginning and an ellipsis."""
    text = clean(text)
    if text_width(text, size, bold=bold) <= room:
        return text
    ends = accumulate(text_width(character, size, bold=bold) for character in text)
    kept = sum(end <= room - text_width("…", size, bold=bold) for end in ends)
    # A character made of several (a flag, a family, an accent) is kept whole or not at all.
    while kept > 0 and (unicodedata.combining(text[kept]) or text[kept] in _JOINERS or text[kept - 1] == "\u200d"):
        kept -= 1
    return text[:kept].rstrip() + "…"


def wrapped(text: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """The text on at most so many lines, broken at spaces; what does not fit gives way to an ellipsis."""
    lines: list[str] = [""]
    for word in clean(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or len(lines) == most or text_width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [shortened(line, room, size, bold=bold) for line in lines]


def spread(wanted: Iterable[float], gap: float) -> list[float]:
    """The places nearest to those wanted (ascending) that are at least `gap` apart."""
    placed: list[list[float]] = []
    for place in wanted:
        placed.append([place, 1])
        while len(placed) > 1 and _bottom(placed[-2], gap) > _top(placed[-1], gap):
            centre, count = placed.pop()
            before, many = placed[-1]
            placed[-1] = [(before * many + centre * count) / (many + count), many + count]
    return [_top(group, gap) + gap * (n + 0.5) for group in placed for n in range(int(group[1]))]


def status_of(promise: PromiseFacts) -> str:
    """Done, active, planned, at-risk (forecast after the agreed date), late (overdue) or cancelled."""
    if promise.state in {State.KEPT, State.KEPT_LATE}:
        return "done"
    if promise.state in {State.CANCELLED, State.WITHDRAWN, State.VANISHED}:
        return "cancelled"
    if promise.state is State.OVERDUE:
        return "late"
    if promise.state is State.MOVED or promise.variance_days > 0:
        return "at-risk"
    return "active" if promise.state is State.ACTIVE else "planned"


def story_of(promise: PromiseFacts, words: Words) -> str:
    """A milestone in one line: its title, what was agreed, and what is or was."""
    agreed, now, title = words.day(promise.agreed), words.day(promise.forecast), clean(promise.item.title)
    if promise.state in {State.KEPT, State.KEPT_LATE}:
        state = words("{title}: agreed {agreed}, reached {now}", title=title, agreed=agreed, now=now)
    elif promise.state is State.CANCELLED:
        state = words("{title}: agreed {agreed}, cancelled", title=title, agreed=agreed)
    elif promise.agreed == promise.forecast:
        state = words("{title}: agreed {agreed}", title=title, agreed=agreed)
    else:
        state = words("{title}: agreed {agreed}, now {now}", title=title, agreed=agreed, now=now)
    return f"{state} ({words.state(promise.state, promise.item.kind)})"


def canvas(name: str, kind: str, width: float, height: float, title: str, description: str) -> Element:
    """An empty drawing that says what it shows."""
    name = f"chart-{name}"
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


def draw_flag(root: Element, x: float, top: float, bottom: float, label: str, width: float) -> None:
    """The line of today, with its name on a flag that stays on the canvas."""
    half = text_width(label, 11, bold=True) / 2 + 9
    middle = min(max(x, half + 1), width - half - 1)
    flag = add(root, "g", class_="mpc-today")
    add(flag, "path", d=f"M{number(x)} {number(top + 10)}V{number(bottom)}")
    add(flag, "rect", x=middle - half, y=top, width=2 * half, height=20, rx=10)
    add(flag, "text", label, x=middle, y=top + 14)


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


def _advance(character: str) -> float:
    if unicodedata.combining(character) or character in _JOINERS:
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 10.4
    if character in _WIDTHS:
        return _WIDTHS[character]
    return 7 if character.isupper() else 5.8


def _top(group: list[float], gap: float) -> float:
    return group[0] - group[1] * gap / 2


def _bottom(group: list[float], gap: float) -> float:
    return group[0] + group[1] * gap / 2
