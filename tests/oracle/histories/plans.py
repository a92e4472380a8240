"""A communication plan in a history that is made already: lines come, change and go; skips are told, mostly late."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from oracle.histories.commits import Commit
from oracle.histories.projects import Item, json_flow
from oracle.histories.storyteller import WORDS

DAYS = ("monday", "wednesday", "friday")
KINDS = ("steering", "status", "review")


def with_plan(commits: list[Commit], seed: int) -> list[Commit]:
    """The history with a plan of two lines from some commit on, by chances of its own."""
    chance = Random(f"plan {seed}")  # noqa: S311 - a seed, not a secret
    lines = [_line(what, kept_by, chance) for what, kept_by in (("The week", "update"), ("Steering", "steering"))]
    first = chance.randrange(len(commits))
    found = []
    for place, commit in enumerate(commits):
        files = {path: _of_kind(path, text) for path, text in commit.files.items()}
        if place >= first and "project.yml" in files:
            shown = [line for line in lines if chance.random() < 0.9]
            files["project.yml"] += f"communication: {json_flow(shown)}\n" if shown else ""
            for line in lines:
                _go_on(line, datetime.fromtimestamp(commit.moment, UTC).date(), chance)
        found.append(replace(commit, files=files))
    return found


def _line(what: str, kept_by: str, chance: Random) -> Item:
    every = chance.choice(("week", "week", "fortnight", "month"))
    line = {"what": what, "kept_by": kept_by, "every": every, "day": chance.choice(DAYS), "skipped": []}
    return line | ({"week": chance.choice(("second", "last"))} if every == "month" else {})


def _go_on(line: Item, today: date, chance: Random) -> None:
    """It is said of a day why nothing came, or said otherwise, or no more; seldom another day is agreed."""
    line["skipped"] = deepcopy(line["skipped"])
    said = [skip["on"] for skip in line["skipped"]]
    due = [day for n in range(40) if _is_due(line, day := today - timedelta(n)) and day not in said]
    what = chance.random()
    if due and what < 0.6:
        line["skipped"].append({"on": chance.choice(due), "why": f"The {chance.choice(WORDS)}"})
    elif said and what < 0.7:
        line["skipped"].remove(chance.choice(line["skipped"]))
    elif said and what < 0.8:
        chance.choice(line["skipped"])["why"] = f"The {chance.choice(WORDS)}"
    elif what < 0.85:
        line["day"] = chance.choice(DAYS)


def _is_due(line: Item, day: date) -> bool:
    is_the_week = line["every"] != "month" or (
        8 <= day.day <= 14 if line["week"] == "second" else (day + timedelta(7)).month != day.month
    )
    return f"{day:%A}".casefold() == line["day"] and is_the_week


def _of_kind(path: str, text: str) -> str:
    """Minutes of a kind, whatever else they say."""
    if not path.startswith("meetings/") or "kind:" in text:
        return text
    kind = KINDS[sum(map(ord, path)) % len(KINDS)]
    return text.replace("---\n", f"---\nkind: {kind}\n", 1)
