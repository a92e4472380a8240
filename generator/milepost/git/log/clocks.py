"""Clocks: which commits of a line say when they were made, and what is believed of those whose clock was wrong.

A commit whose moment lies more than a month after a later one's, or before an earlier one's, was made under a wrong
clock; which of two it was, the rest of the line decides: as few as can be are taken to be wrong. Such a commit is told
as made when the one before it was, so that one wrong clock neither ages a project by decades nor hides what it did.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

# Clocks that are a little wrong, and lines that were put together from branches, are left as they are.
_TOLERANCE = int(timedelta(days=31).total_seconds())
# Git can hold any number; what no calendar reaches is as wrong as can be.
_FIRST, _LAST = 86_400, 250_000_000_000
# The first commit of git itself: what claims to be older was made under a clock that had lost its time.
_GIT_BEGAN = int(datetime(2005, 4, 7, tzinfo=UTC).timestamp())


def moment_of(stamp: str | bytes) -> datetime:
    """The moment of a commit from its number of seconds, or the nearest that a calendar has; no number is the first."""
    return datetime.fromtimestamp(_seconds(stamp), UTC)


def run_forwards(stamps: Iterable[str | bytes]) -> bool:
    """Whether no moment of a line, oldest first, lies before an earlier one, or before git itself: nothing is wrong."""
    before = _GIT_BEGAN
    for stamp in stamps:
        seconds = _seconds(stamp)
        if seconds < before:
            return False
        before = seconds
    return True


def corrected(line: Sequence[tuple[str, datetime]]) -> Mapping[str, datetime]:
    """What is believed in place of a moment that cannot be, by commit, from a line of commits, oldest first."""
    seconds = [int(moment.timestamp()) for _, moment in line]
    trusted = _trusted(seconds)
    return dict(_replaced(line, seconds, trusted)) if trusted else {}


def _trusted(seconds: Sequence[int]) -> list[int]:
    """The places of the commits whose moments agree with one another: as many as can be, oldest first."""
    places = [place for place, moment in enumerate(seconds) if moment >= _GIT_BEGAN]
    ahead = [place for place in places if seconds[place] > seconds[-1] + _TOLERANCE]
    if len(ahead) <= len(places) // 2 and ahead[:1] != places[:1]:
        places = [place for place in places if place not in set(ahead)]
    return _longest_in_order(seconds, places)


def _longest_in_order(seconds: Sequence[int], places: Sequence[int]) -> list[int]:
    """The most places whose moments never go back; where several are as many, the earlier commits are believed."""
    ends: list[int] = []  # The moment, negated, and the place with which the best row of each length begins.
    heads: list[int] = []
    following: dict[int, int | None] = {}
    for place in reversed(places):
        length = bisect_right(ends, -seconds[place])
        following[place] = heads[length - 1] if length else None
        ends[length : length + 1] = [-seconds[place]]
        heads[length : length + 1] = [place]
    row = heads[-1:]
    while row and (after := following[row[-1]]) is not None:
        row.append(after)
    return row


def _replaced(
    line: Sequence[tuple[str, datetime]], seconds: Sequence[int], trusted: Sequence[int]
) -> Iterator[tuple[str, datetime]]:
    for place, (sha, _) in enumerate(line):
        after = bisect_right(trusted, place)
        before = trusted[after - 1] if after else None
        if before == place:
            continue
        following = trusted[after] if after < len(trusted) else None
        is_behind = before is not None and seconds[place] < seconds[before] - _TOLERANCE
        is_ahead = following is not None and seconds[place] > seconds[following] + _TOLERANCE
        if is_behind or is_ahead or seconds[place] < _GIT_BEGAN:
            neighbour = following if before is None else before
            assert neighbour is not None, "something is trusted"
            yield sha, line[neighbour][1]


def _seconds(stamp: str | bytes) -> int:
    try:
        return min(max(int(stamp), _FIRST), _LAST)
    except ValueError:
        return _FIRST
