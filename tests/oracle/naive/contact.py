"""What was due by the communication plan, what kept it, and since when it is said why nothing did, from the manual.

What the manual leaves open, and what is chosen here:

- A plan stands from the day of its commit, and time does not run backwards for it; of two plans of a day the later one.
- The grace and the start of the newest charter judge; a line goes on under its name, whatever else is said of it.
- Of two days that are as near the earlier one counts, one still to come, too; what has not passed by more than the
  grace is not missed yet, and not yet due where nothing kept it.
"""

from __future__ import annotations

from datetime import date, timedelta

from oracle.naive.states import WEEKDAYS, Item

DAY = timedelta(days=1)
WEEKS = {"first": 1, "second": 8, "third": 15, "fourth": 22}


class Plans:
    """The plans there were, each with its day."""

    def __init__(self) -> None:
        self.stood: list[tuple[date, list[Item]]] = []
        self.until = date.min

    def note(self, day: date, charter: Item) -> None:
        """Note what the plan says from a day on."""
        self.until = max(self.until, day)
        lines = charter.get("communication") or []
        if not self.stood or self.stood[-1][1] != lines:
            self.stood.append((self.until, lines))

    def kept(self, charter: Item, told: dict[str, list[tuple[date, date]]], until: date) -> list[Item]:
        """Each line of today’s plan beside what happened; `told` are the days of what keeps it, and of its coming."""
        found = []
        self.until = until
        for line in charter.get("communication") or []:
            grace = timedelta(days=charter.get("rhythm", {}).get("grace_days", 2))
            due = self.due(line["what"], charter)
            kept = set()
            for day, since in told.get(line["kept_by"], ()):
                nearest = min(due, key=lambda other: (abs(other - day), other), default=None)
                if nearest and (line["kept_by"] != "update" or since <= nearest + grace):
                    kept.add(nearest)
            so_far = [day for day in due if day <= self.until and (day in kept or day + grace < self.until)]
            missed = [self.missed(line, day, grace) for day in reversed(so_far) if day not in kept]
            if so_far:
                row = {"kind": "plan", "what": line["what"], "due": len(so_far)}
                found.append(row | {"kept": len(so_far) - len(missed), "missed": missed})
        return found

    def due(self, what: str, charter: Item) -> list[date]:
        """Every day on which a line was due, and those of the next month."""
        ends = [day - DAY for day, _ in self.stood[1:]] + [self.until + timedelta(days=31)]
        found = []
        stood = (day for day, lines in self.stood if any(line["what"] == what for line in lines))
        begins = charter.get("start") or next(stood, self.until)
        for (day, lines), end in zip(self.stood, ends, strict=True):
            then = next((line for line in lines if line["what"] == what), None)
            day = max(day, charter.get("start", day))
            while then and day <= end:
                if is_due(then, day, begins):
                    found.append(day)
                day += DAY
        return found

    def missed(self, line: Item, day: date, grace: timedelta) -> Item:
        """A day on which nothing came: why, and since when that is said, if that was only after the grace."""
        why = next((skip["why"] for skip in line.get("skipped", ()) if skip["on"] == day), None)
        said = [
            since
            for since, lines in self.stood
            for then in lines
            if then["what"] == line["what"] and any(skip["on"] == day for skip in then.get("skipped", ()))
        ]
        late = why is not None and said[0] > day + grace
        return {"on": day.isoformat(), "why": why, "said": said[0].isoformat() if late else None}


def is_due(line: Item, day: date, begins: date) -> bool:
    """Whether a line is due on a day; a fortnight counts from the first such weekday since it begins."""
    if WEEKDAYS[day.weekday()] != line["day"]:
        return False
    if line["every"] != "month":
        first = begins + ((day.weekday() - begins.weekday()) % 7) * DAY
        return line["every"] == "week" or (day - first).days % 14 == 0
    week = line.get("week", "last")
    return (day + 7 * DAY).month != day.month if week == "last" else WEEKS[week] <= day.day < WEEKS[week] + 7
