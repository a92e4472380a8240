"""Histories from a seed: projects that rename, split, merge, swap, hide, lose and bring back their promises.

What is internal holds `CANARY` and, where it never was public, an id that begins with `secret`.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, date, datetime

from oracle.histories.commits import Commit
from oracle.histories.projects import Item, written
from oracle.histories.promises import PROMISES, Promises
from oracle.histories.records import Records
from oracle.histories.storyteller import PEOPLE
from oracle.histories.surroundings import Surroundings


class Historian(Promises, Records, Surroundings):
    """Makes up one history."""

    def history(self) -> list[Commit]:
        """Some commits, the last of which can be read."""
        chance = self.random
        for _ in range(chance.randint(1, 4)):
            self.add()
        commits = [self.commit()]
        past = [deepcopy(self.project)]
        for _ in range(chance.randint(3, 14)):
            self.pass_days()
            topic = []
            if chance.random() < 0.12:
                for _ in range(chance.randint(1, 3)):
                    self.change()
                    topic.append(self.commit())
            elif chance.random() < 0.1:
                self.project = deepcopy(chance.choice(past))
            for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3, 5))):
                self.change()
            commits.append(self.commit(topic))
            past.append(deepcopy(self.project))
        self.pass_days()
        self.mend()
        commits.append(self.commit())
        if chance.random() < 0.3:
            self.pass_days()
            commits.append(self.commit())
        return commits

    def commit(self, topic: Iterable[Commit] = ()) -> Commit:
        """The project as it stands, on the day it is."""
        chance = self.random
        seconds = chance.choice((12 * 3600, chance.randrange(86_400)))
        moment = int(datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC).timestamp()) + seconds
        message = "Work on the project\n"
        if chance.random() < 0.15:
            message += f"\nReason: {self.sentence()}\n"
        if chance.random() < 0.05:
            message += "\nReason: this is no trailer\n\nfor a paragraph follows\n"
        return Commit(moment, chance.choice(PEOPLE), message, written(self.project), list(topic))

    def change(self) -> None:
        """One thing happens."""
        chance = self.random
        happenings = (
            [self.edit] * 9
            + [self.move] * 6
            + [self.add] * 3
            + [self.rename] * 4
            + [self.remove] * 2
            + [self.join] * 2
            + [self.split] * 2
            + [self.swap]
            + [self.hide] * 3
            + [self.finish] * 4
            + [self.hand_over] * 8
            + [self.agree] * 2
            + [self.forget_was] * 2
            + [self.claim] * 2
            + [self.settle] * 2
            + [self.carry] * 2
            + [self.fear] * 2
            + [self.watch] * 9
            + [self.conclude] * 2
            + [self.note_down] * 6
            + [self.go_on] * 22
            + [self.report] * 5
            + [self.learn]
            + [self.meet] * 2
            + [self.close]
            + [self.reconsider] * 2
            + [self.jot]
            + [self.slip] * 2
        )
        chance.choice(happenings)()

    def mend(self) -> None:
        """Make the project whole: at the end everything must be valid."""
        project = self.project
        project.broken = {}
        for kind, items in project.items.items():
            seen: dict[str, Item] = {}
            for item in items:
                seen.setdefault(item["id"], item)
            project.items[kind] = list(seen.values())
            claimed: set[str] = set()
            for item in project.items[kind]:
                was = [name for name in item.get("was", []) if name not in seen and name not in claimed]
                claimed.update(was)
                item.pop("was", None)
                if was:
                    item["was"] = list(dict.fromkeys(was))
                if "rebaselined" in item:
                    item.setdefault("reason", self.sentence(item))
                if "delivered" not in item or (item.get("accepted") or {}).get("on", self.day) < item["delivered"]:
                    item.pop("accepted", None)
                if "delivered" not in item or "accepted" in item:
                    item.pop("rejected", None)
                for done, gone in (("done", "cancelled"), ("kept", "withdrawn")):
                    if done in item and gone in item:
                        del item[gone]
        public = {item["id"] for item in project.items["milestone"] if "visibility" not in item}
        promises = [*project.items["milestone"], *project.items["commitment"]]
        seen_promises = {item["id"] for item in promises if "visibility" not in item}
        for record in (item for kind, items in project.items.items() if kind not in PROMISES for item in items):
            if affects := [name for name in record.pop("affects", []) if name in seen_promises]:
                record["affects"] = affects
        self.mend_records()
        for items in project.items.values():
            for item in items:
                item.pop("after", None)
                if item.get("milestone") not in public:
                    item.pop("milestone", None)
        there = {f"{kind}:{i['id']}" for kind, items in project.items.items() for i in items if "visibility" not in i}
        for name, update in list(project.updates.items()):
            lines = [
                line
                for line in update["body"].split("\n")
                if ":" not in line
                or any(link in there for link in line.replace("(", "<").replace(")", ">").replace(">", "<").split("<"))
            ]
            update["body"] = "\n".join(lines) or "Nothing."
            if date.fromisoformat(name[:10]) > self.day:
                del project.updates[name]
        for name, minutes in list(project.meetings.items()):
            if date.fromisoformat(name[:10]) > self.day:
                del project.meetings[name]
            elif "approved" in minutes and minutes["approved"]["on"] < date.fromisoformat(name[:10]):
                del minutes["approved"]
        report = project.closing
        if report and "accepted" in report and report["accepted"]["on"] < report["on"]:
            del report["accepted"]
