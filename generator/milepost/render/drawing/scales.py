"""Scales: where a day stands on a drawing, which days it shows, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from milepost.frozen import dataclass
from milepost.render.words.words import Words

_NEAR, _FAR = timedelta(days=3 * 365), timedelta(days=20 * 365)


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
