"""Drawing: the scales, measures and shapes that all charts share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from xml.etree import ElementTree as ET

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.render.words.words import Words

Element = ET.Element
_NEAR, _FAR = timedelta(days=3 * 365), timedelta(days=20 * 365)
# What XML 1.0 cannot hold, and the marks that would turn the rest of a drawing's text around.
_UNDRAWABLE = re.compile(
    "[\x00-\x1f\ud800-\udfff\ufffe\uffff]|[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\ufdd0-\ufdef]"
)
_JOINERS = "\u200d\ufe0f"  # what makes one emoji of several characters
# Advance widths in tenths of the font size, as in the wider ones of the usual sans serifs.
_WIDTHS = {c: w for w, group in ((3, "ijl|!.,:;'"), (4, 'ftr()[]{}/\\I-" '), (9, "mwMW@%—")) for c in group}


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


@dataclass(frozen=True, slots=True)
class Reach:
    """The stretch of days that a chart shows: one date years off must not squeeze all the others."""

    first: date
    last: date

    @classmethod
    def of(cls, days: Iterable[date], today: date) -> Reach:
        """From the first to the last of the days and today, without those far from where most are."""
        by_distance = sorted(days, key=lambda day: abs(day - today))
        usual = abs(by_distance[len(by_distance) * 3 // 4] - today) if by_distance else _NEAR
        near = [day for day in by_distance if abs(day - today) <= min(max(4 * usual, _NEAR), _FAR)]
        first, last = min([today, *near]), max([today, *near])
        room = timedelta(days=7 if (last - first).days < 14 else 0)
        return cls(first - room, last + room)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def nearest(self, day: date) -> date:
        """The day, or the edge on its side."""
        return min(max(day, self.first), self.last)

    def scale(self, start: float, end: float) -> Scale:
        """All of it on a stretch of pixels."""
        return Scale(self.first, self.last, start, end)


def ticks(scale: Scale, words: Words, today: date, room: float = 44) -> tuple[tuple[float, str], ...]:
    """The starts of months (or quarters, years: whatever leaves `room` between them), and what to call them."""
    months = (scale.last - scale.first).days / 30.4
    pixels = abs(scale.end - scale.start)
    step = next((n for n in (1, 2, 3, 6, 12, 24, 60) if months / n * room <= pixels), 120)
    if pixels / max(months, 0.1) > 400:  # a plan of some weeks: every Monday
        week = scale.first.toordinal() + -scale.first.weekday() % 7
        mondays = map(date.fromordinal, range(week, scale.last.toordinal() + 1, 7))
        return tuple((scale(day), words.near_day(day, today)) for day in mondays)
    firsts = (date(year, month, 1) for year in range(scale.first.year, scale.last.year + 1) for month in range(1, 13))
    shown = [day for day in firsts if scale.first <= day <= scale.last and (12 * day.year + day.month - 1) % step == 0]
    return tuple((scale(day), words.tick(day, today, is_first=not place)) for place, day in enumerate(shown))


def clean(text: str) -> str:
    """The text on one line, without what no drawing can hold."""
    return " ".join(_UNDRAWABLE.sub(" ", text).split())


def text_width(text: str, size: float = 12, *, bold: bool = False) -> float:
    """About how wide a text is; rather too wide than too narrow."""
    return sum(map(_advance, text)) * size / 10 * (1.1 if bold else 1)


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


def spread(wanted: Iterable[float], gap: float, most: float) -> list[float]:
    """The places nearest to those wanted (ascending) that are at least `gap` apart, the last at `most`."""
    groups: list[tuple[float, int]] = []  # middle and number of those that touch
    for place in wanted:
        middle, count = place, 1
        while groups and groups[-1][0] + groups[-1][1] * gap / 2 > middle - count * gap / 2:
            before, many = groups.pop()
            middle, count = (before * many + middle * count) / (many + count), many + count
        groups.append((middle, count))
    places = [middle + gap * (n + 0.5 - count / 2) for middle, count in groups for n in range(count)]
    return [min(place, most - gap * (len(places) - 1 - n)) for n, place in enumerate(places)]


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
    elif promise.state is State.OVERDUE:
        due = words.was_due(now, promise.overdue_days)
        return words("{title}: agreed {agreed}, {due}", title=title, agreed=agreed, due=due)
    elif promise.state is State.CANCELLED:
        state = words("{title}: agreed {agreed}, cancelled", title=title, agreed=agreed)
    elif promise.agreed == promise.forecast:
        state = words("{title}: agreed {agreed}", title=title, agreed=agreed)
    else:
        state = words("{title}: agreed {agreed}, now {now}", title=title, agreed=agreed, now=now)
    return words("{words} ({state})", words=state, state=words.state(promise.state, promise.item.kind))


def day_of(promise: PromiseFacts, today: date, words: Words) -> str:
    """The day beside a milestone's name; one that has passed is not said as if it were to come."""
    day = words.near_day(promise.forecast, today)
    return words("was due {day}", day=day) if promise.state is State.OVERDUE else day


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


@cache
def _advance(character: str) -> float:
    if unicodedata.combining(character) or character in _JOINERS:
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 10.4
    if character in _WIDTHS:
        return _WIDTHS[character]
    return 7.2 if character.isupper() else 6.2
