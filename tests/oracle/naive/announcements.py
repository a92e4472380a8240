"""Which update told a change first, and whether in time."""

from __future__ import annotations

import re
from datetime import date, timedelta

from oracle.naive.states import FILES, WEEKDAYS, Item
from oracle.naive.threads import Thread, Threads

DAY = timedelta(days=1)


def closes(day: date, charter: Item) -> date:
    """The last day on which an update still tells in time: the next rhythm day with its grace."""
    rhythm = charter.get("rhythm", {})
    weekday = WEEKDAYS.index(rhythm.get("day", "friday"))
    every = rhythm.get("every", "week")
    due = day
    while not is_rhythm_day(due, weekday, every, charter.get("start")):
        due += DAY
    return due + timedelta(days=rhythm.get("grace_days", 2))


def is_rhythm_day(day: date, weekday: int, every: str, start: date | None) -> bool:
    """Whether an update is due on a day."""
    if day.weekday() != weekday:
        return False
    if every == "month":
        return (day + timedelta(days=7)).month != day.month
    if every == "fortnight" and start:
        first = start
        while first.weekday() != weekday:
            first += DAY
        return (day - first).days % 14 == 0
    return True


class Links:
    """Which update's words linked to which thread, and since which day a reader could know."""

    def __init__(self) -> None:
        self.found: list[tuple[date, Thread, Thread]] = []

    def read(self, update: Thread, item: Item, day: date, promises: dict[str, Threads]) -> None:
        """Note the links of an update as its words stand on a day."""
        for kind, name in re.findall(rf"[(<]({'|'.join(FILES)}):([^)>\s]+)[)>]", item["body"]):
            target = promises[kind].find(name)
            if target and not any(u is update and t.final is target for _, u, t in self.found):
                self.found.append((day, update, target))

    def first(self, thread: Thread, begin: date, end: date) -> tuple[date, str] | None:
        """The first day in a span on which a public update linked to a thread, and that update."""
        days = [
            (day, update.called)
            for day, update, target in self.found
            if target.final is thread and update.here and begin <= day <= end
        ]
        return min(days, default=None)
