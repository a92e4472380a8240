"""What happens to risks: each method is one happening."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from oracle.histories.projects import FILES, Item
from oracle.histories.storyteller import PEOPLE, START, Storyteller

ENDINGS = ("passed", "reduced", "transferred", "accepted")


class Risks(Storyteller):
    """Risks."""

    def fear(self) -> None:
        """A new risk, internal now and then, some known for longer."""
        chance = self.random
        item: Item = {"id": self.free("risk"), "title": self.sentence(), "file": chance.choice(FILES["risk"])}
        if chance.random() < 0.3:
            item["raised"] = START - timedelta(days=chance.randint(0, 9))
        if chance.random() < 0.2:
            self.make_internal(item)
            if chance.random() < 0.7:
                self.count += 1
                item["id"] = f"secret{self.count}"
        self.project.items["risk"].append(item)
        for _ in range(chance.randint(0, 3)):
            self.judge(item)

    def watch(self) -> None:
        """What is said of a risk changes."""
        if items := self.project.items["risk"]:
            self.judge(self.random.choice(items))

    def judge(self, item: Item) -> None:
        """Set, change or take away one field."""
        chance = self.random
        makers: dict[str, Any] = {
            "title": lambda: self.sentence(item),
            "effect": lambda: self.sentence(item),
            "plan": lambda: self.sentence(item),
            "reason": lambda: self.sentence(item),
            "note": lambda: self.prose(item),
            "owner": lambda: chance.choice(PEOPLE),
            "raised_by": lambda: chance.choice(PEOPLE),
            "response": lambda: chance.choice(("avoid", "reduce", "accept")),
            "kind": lambda: chance.choice(("threat", "opportunity")),
            "probability": lambda: chance.randint(1, 5),
            "impact": lambda: chance.randint(1, 5),
            "near": self.some_day,
            "review": self.some_day,
            "lesson": lambda: "rates",
            "raised": lambda: START - timedelta(days=chance.randint(0, 9)),
            "affects": self.touched,
        }
        self.by_chance(item, makers, "probability", "impact", "reason")

    def touched(self) -> list[str]:
        """Some ids of public promises."""
        items = [*self.project.items["milestone"], *self.project.items["commitment"]]
        ids = [item["id"] for item in items if "visibility" not in item]
        return sorted(self.random.sample(ids, min(self.random.randint(1, 2), len(ids))))

    def conclude(self) -> None:
        """A risk ends, ends otherwise, or is open again."""
        chance = self.random
        if items := self.project.items["risk"]:
            item = chance.choice(items)
            if "closed" in item and chance.random() < 0.4:
                del item["closed"]
            elif "closed" in item and chance.random() < 0.4:
                item["closed"] = {"on": item["closed"]["on"], "because": chance.choice(ENDINGS)}
            else:
                day = self.day - timedelta(days=chance.choice((0, 0, 1, 4)))
                item["closed"] = {"on": day, "because": chance.choice(ENDINGS)}
            problems = self.project.items["problem"]
            if "closed" in item and problems and chance.random() < 0.4:
                item["closed"] |= {"because": "occurred", "problem": chance.choice(problems)["id"]}
