"""The waterfall of a date as rows of a table, each with its bar: the first promise, what moved it, now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from milepost.facts.events import Event
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.promises.waterfall import Part, Waterfall, waterfall
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.snapshot import Key
from milepost.render.words.words import Words

# Of a hundred, so that a bar is drawn as wide as its cell.
_WIDTH = 100
_THIN = 1


@dataclass(frozen=True, slots=True)
class FallRow:
    """A part in words: what it is called or follows from, how far it went, its bar, and the moves for it."""

    label: str
    items: tuple[Key, ...]
    days: str
    tone: str
    bar: Markup
    moves: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Fall:
    """The way of a date: where it began and stands, the rows in between, and what they say in a few words."""

    promise: PromiseFacts
    first: date
    now: date
    rows: tuple[FallRow, ...]
    summary: str


def fall_of(promise: PromiseFacts, words: Words) -> Fall | None:
    """The way of the date of a promise in words; None where it never moved and was met to the day."""
    fall = waterfall(promise)
    if not fall.parts:
        return None
    rows = tuple(_rows(fall, words))
    unexplained = sum(part.days for part in fall.parts if part.is_unexplained)
    summary = words.variance_from_first(fall.days)
    if unexplained:
        summary = words(", ").join(
            (summary, words("{days} of them with no reason given", days=words.days(unexplained)))
        )
    return Fall(promise, fall.first, fall.now, rows, summary)


def _rows(fall: Waterfall, words: Words) -> Iterator[FallRow]:
    at, low = 0, min(0, *_stops(fall))
    span = max(0, *_stops(fall)) - low or 1
    for part in fall.parts:
        start, at = at, at + part.days
        bar = _bar(min(start, at) - low, max(start, at) - low, span)
        items = tuple((Kind(kind), item_id) for kind, _, item_id in (name.partition(":") for name in part.because))
        days = words.variance(part.days) if part.days else words.days(0)
        yield FallRow(_label(part, words), items, days, _tone(part), bar, part.moves)


def _stops(fall: Waterfall) -> Iterator[int]:
    """How far from the first promise the date stood after each part."""
    at = 0
    for part in fall.parts:
        at += part.days
        yield at


def _bar(left: int, right: int, span: int) -> Markup:
    x, width = _WIDTH * left / span, max(_WIDTH * (right - left) / span, _THIN)
    x = min(x, _WIDTH - width)
    drawn = f'<rect x="{x:.4g}" y="0" width="{width:.4g}" height="8" rx="1"/>'
    head = f'<svg viewBox="0 0 {_WIDTH} 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    return Markup(f"{head}{drawn}</svg>")  # noqa: S704, numbers alone


def _label(part: Part, words: Words) -> str:
    if part.because:
        return ""
    if part.cause:
        return words.cause(part.cause)
    if part.is_arrival:
        is_late = part.days > 0
        return words("reached after the last date given") if is_late else words("reached before the last date given")
    return words("explained in words") if part.is_told else words("no reason given")


def _tone(part: Part) -> str:
    if part.is_unexplained:
        return "bad"
    return "ok" if part.days < 0 else "warn" if part.days else "idle"
