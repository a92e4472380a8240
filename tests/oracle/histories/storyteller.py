"""Where a history is made up: the chance, the day, the project as it stands, and words for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from oracle.histories.projects import Item, Project

PEOPLE = ("Shop team", "Head of sales", "Design lead")
WORDS = ("beta", "ticket", "pier", "shop", "refund", "harbour", "5 days", "99 %", "< 60", "> 60", "not", "±5")
TEXTS = ("effect", "plan", "workaround", "if_late", "decision", "why", "by", "said", "answer")
"""What registers say in words, beside what every item does."""
START = date(2026, 1, 5)


class Storyteller:
    """What every happening needs."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - a seed, not a secret
        # What befalls budgets comes by chances of its own, so that all else happens as it would without them.
        self.purse = Random(seed + 1)  # noqa: S311
        self.count = 0
        self.day = START
        self.ids = {
            "milestone": ["a", "b", "c", "d", "e"],
            "commitment": ["C-1", "C-2", "C-3"],
            "risk": ["R-1", "R-2", "R-3"],
            "problem": ["P-1", "P-2"],
            "decision": ["D-1", "D-2", "D-3"],
            "change": ["CR-1", "CR-2"],
            "feedback": ["F-1", "F-2"],
            "budget": ["B-1", "B-2"],
        }
        self.project = Project({"name": "Harbour line"}, {kind: [] for kind in self.ids}, {}, {})

    def pass_days(self) -> None:
        """Go on by some days, seldom backwards."""
        chance = self.random
        if chance.random() < 0.1:
            self.day = max(START, self.day - timedelta(days=chance.randint(1, 20)))
        else:
            self.day += timedelta(days=chance.choice((0, 0, 1, 1, 2, 3, 5, 7, 12, 25)))

    def pick(self) -> tuple[str, Item] | None:
        """An item there is."""
        found = [(kind, item) for kind, items in self.project.items.items() for item in items]
        return self.random.choice(found) if found else None

    def free(self, kind: str) -> str:
        """An id that nobody bears now; it may have been used before."""
        used = {item["id"] for item in self.project.items[kind]}
        ids = [name for name in self.ids[kind] if name not in used]
        self.count += 1
        return self.random.choice(ids) if ids and self.random.random() < 0.8 else f"n{self.count}"

    def some_day(self) -> date:
        """A day around now."""
        return self.day + timedelta(days=self.random.choice((-10, -2, 0, 1, 2, 5, 9, 14, 30, 60, 90)))

    def sentence(self, item: Item | None = None) -> str:
        """A few words, with a canary where the item is internal."""
        words = " ".join(self.random.choice(WORDS) for _ in range(self.random.randint(1, 4)))
        return f"CANARY {words}" if item and item.get("visibility") == "internal" else f"The {words}"

    def by_chance(self, item: Item, makers: dict[str, Callable[[], Any]], *more: str) -> None:
        """Set, change or take away one field; `more` are those that change more often."""
        chance = self.random
        name = chance.choice((*makers, *more))
        if name in item and name != "title" and chance.random() < 0.3:
            del item[name]
            return
        item[name] = makers[name]()
        if item[name] == []:
            del item[name]

    def prose(self, item: Item) -> str:
        """Some Markdown."""
        chance = self.random
        said = self.sentence(item)
        return chance.choice((said, f"**{said}**", f"{said} [as agreed](https://example.org/{chance.randint(1, 3)})"))

    def make_internal(self, item: Item) -> None:
        """Hide an item; what is written into it from now on is a canary."""
        item["visibility"] = "internal"
        for name in ("title", "promise", "note", "reason", "owner", *TEXTS):
            if name in item:
                item[name] = self.sentence(item)
        for step in item.get("thread", ()):
            step["text"] = self.sentence(item)
        for name in ("decided", "impact"):
            if isinstance(item.get(name), dict):
                item[name] = {k: self.sentence(item) if k in ("why", "cost") else v for k, v in item[name].items()}
