"""What happens to promises: each method is one happening."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from typing import Any

from oracle.histories.projects import FILES, Item
from oracle.histories.storyteller import PEOPLE, START, Storyteller

PROMISES = ("milestone", "commitment")
FOLLOWED = ("change", "problem", "decision", "risk")
CAUSES = ("scope", "estimate", "technical", "supplier", "client", "external")


class Promises(Storyteller):
    """Milestones and commitments."""

    def add(self) -> None:
        """A new item, internal now and then."""
        chance = self.random
        kind = chance.choice(("milestone", "milestone", "commitment"))
        item: Item = {"id": self.free(kind), "due": self.some_day(), "file": chance.choice(FILES[kind])}
        item["title" if kind == "milestone" else "promise"] = self.sentence()
        if chance.random() < 0.2:
            self.make_internal(item)
            if chance.random() < 0.7:
                self.count += 1
                item["id"] = f"secret{self.count}"
        self.project.items[kind].append(item)
        if chance.random() < 0.3:
            self.fill(kind, item)

    def move(self) -> None:
        """A date moves, with or without a reason."""
        if (found := self.pick()) and found[0] in PROMISES:
            found[1]["due"] = self.some_day()
            if self.random.random() < 0.4:
                found[1]["reason"] = self.sentence(found[1])
            if self.random.random() < 0.3:
                found[1]["cause"] = self.random.choice(CAUSES)
            if self.random.random() < 0.3 and (because := self.origins(found[1])):
                found[1]["because"] = because

    def edit(self) -> None:
        """A field changes."""
        if (found := self.pick()) and found[0] in PROMISES:
            self.fill(*found)

    def fill(self, kind: str, item: Item) -> None:
        """Set, change or take away one field."""
        chance = self.random
        fields = ["note", "owner", "reason", "cause", "because"]
        fields += ["title", "acceptance", "start", "progress", "after", "key"] if kind == "milestone" else []
        fields += ["promise", "evidence", "to", "from", "made", "milestone"] if kind == "commitment" else []
        name = chance.choice(fields)
        if name in item and name not in ("title", "promise") and chance.random() < 0.3:
            del item[name]
            return
        if name in item and isinstance(item[name], str) and chance.random() < 0.2:
            if name in ("title", "promise", "acceptance", "note") and not any(map(str.isdigit, item[name])):
                item[name] = item[name].upper()  # behind a number it might be another unit
            return
        makers: dict[str, Any] = {
            "owner": lambda: chance.choice(PEOPLE),
            "to": lambda: chance.choice(PEOPLE),
            "from": lambda: chance.choice(("vendor", "client")),
            "cause": lambda: chance.choice(CAUSES),
            "start": self.some_day,
            "made": lambda: START - timedelta(days=chance.randint(0, 9)),
            "progress": lambda: chance.randint(0, 100),
            "because": lambda: self.origins(item),
            "key": lambda: chance.random() < 0.7,
            "after": lambda: self.others(item, "milestone", chance.randint(1, 2)),
            "milestone": lambda: (self.others(item, "milestone", 1) or ["a"])[0],
            "acceptance": lambda: self.prose(item),
            "note": lambda: self.prose(item),
        }
        item[name] = makers.get(name, lambda: self.sentence(item))()
        if item[name] == []:
            del item[name]

    def others(self, item: Item, kind: str, number: int) -> list[str]:
        """Some ids of other public items."""
        ids = [i["id"] for i in self.project.items[kind] if i["id"] != item["id"] and "visibility" not in i]
        return sorted(self.random.sample(ids, min(number, len(ids))))

    def origins(self, item: Item) -> list[str]:
        """What a change may follow from, some by kind and id; what is internal among it, seldom."""
        names = [
            self.random.choice((other["id"], f"{kind}:{other['id']}"))
            for kind in FOLLOWED
            for other in self.project.items[kind]
            if "visibility" not in other or "visibility" in item or self.random.random() < 0.3
        ]
        return sorted(self.random.sample(names, min(self.random.randint(1, 2), len(names))))

    def finish(self) -> None:
        """Reached, kept, given up, or one of these taken back or corrected."""
        if not (found := self.pick()) or found[0] not in PROMISES:
            return
        kind, item = found
        chance = self.random
        done, gone = ("done", "cancelled") if kind == "milestone" else ("kept", "withdrawn")
        if chance.random() < 0.35 and (done in item or gone in item):
            item.pop(done, None)
            item.pop(gone, None)
        elif chance.random() < 0.7 and gone not in item:
            item[done] = self.day - timedelta(days=chance.choice((0, 0, 1, 4, 10)))
        elif done not in item:
            day = self.day - timedelta(days=chance.randint(0, 3))
            item[gone] = day if kind == "milestone" else {"on": day}
            if kind == "commitment" and chance.random() < 0.5:
                item[gone]["agreed_with"] = chance.choice(PEOPLE)

    def hand_over(self) -> None:
        """A milestone is delivered, accepted, rejected, delivered again; or one of these is put otherwise."""
        chance = self.random
        if not self.project.items["milestone"]:
            return
        delivered = [item for item in self.project.items["milestone"] if "delivered" in item]
        item = chance.choice(delivered if delivered and chance.random() < 0.8 else self.project.items["milestone"])
        what = chance.random()
        if "delivered" not in item or what < 0.2:
            item["delivered"] = self.day - timedelta(days=chance.choice((0, 0, 1, 4)))
        elif what < 0.45:
            item["accepted"] = {"on": self.day - timedelta(days=chance.choice((0, 0, 1)))}
            if chance.random() < 0.5:
                item["accepted"] |= {"by": chance.choice(PEOPLE), "how": chance.choice(("mail", "signed"))}
        elif what < 0.7:
            item["rejected"] = {"on": self.day - timedelta(days=chance.choice((0, 0, 1)))}
            if chance.random() < 0.5:
                item["rejected"]["why"] = self.sentence(item)
        elif "accepted" in item and what < 0.8:
            item["accepted"]["by"] = chance.choice(PEOPLE)
        else:
            item.pop(chance.choice(("delivered", "accepted", "rejected")), None)

    def agree(self) -> None:
        """A new baseline is agreed, changed, or taken out."""
        chance = self.random
        if self.project.items["milestone"]:
            item = chance.choice(self.project.items["milestone"])
            if "rebaselined" in item and chance.random() < 0.3:
                del item["rebaselined"]
            elif "rebaselined" in item and chance.random() < 0.3:
                item["rebaselined"]["approved_by"] = chance.choice(PEOPLE)
            else:
                due = item["due"] if chance.random() < 0.7 else self.some_day()
                item["rebaselined"] = {"on": self.day, "due": due, "approved_by": chance.choice(PEOPLE)}
                item.setdefault("reason", self.sentence(item))
                if chance.random() < 0.4 and (changes := self.project.items["change"]):
                    item["rebaselined"]["change"] = chance.choice(changes)["id"]

    def rename(self) -> None:
        """An id is renamed, mostly with `was`, seldom without."""
        if found := self.pick():
            kind, item = found
            chance = self.random
            old, item["id"] = item["id"], self.free(kind)
            if old.startswith("secret"):
                self.count += 1
                item["id"] = f"secret{self.count}"
            if chance.random() < 0.85:
                item["was"] = [old] if chance.random() < 0.7 else [old, *item.get("was", [])]
            if chance.random() < 0.15 and "visibility" not in item:
                self.make_internal(item)
                if chance.random() < 0.5:
                    self.count += 1
                    item["id"] = f"secret{self.count}"

    def join(self) -> None:
        """Two items become one: a third, or one of them."""
        chance = self.random
        kind = chance.choice(("milestone", *self.ids))
        items = self.project.items[kind]
        if len(items) < 2:
            return
        one, two = chance.sample(items, 2)
        items.remove(two)
        names = [two["id"]]
        if chance.random() < 0.5 and "visibility" not in one:
            names.append(one["id"])
            one["id"] = self.free(kind)
        chance.shuffle(names)
        one["was"] = names

    def split(self) -> None:
        """One item becomes two, of which one or both say what they were."""
        if found := self.pick():
            kind, item = found
            other = deepcopy(item)
            old = item["id"]
            for piece in (item, other) if self.random.random() < 0.6 else (other,):
                self.count += 1
                piece["id"] = f"secret{self.count}" if old.startswith("secret") else self.free(kind)
                if self.random.random() < 0.8:
                    piece["was"] = [old]
            if kind in PROMISES:
                other["due"] = self.some_day()
            self.project.items[kind] = [i for i in self.project.items[kind] if i["id"] != other["id"]] + [other]

    def swap(self) -> None:
        """Two items take each other's id, with or without saying so."""
        chance = self.random
        kind = chance.choice(tuple(self.ids))
        items = [item for item in self.project.items[kind] if "visibility" not in item]
        if len(items) >= 2:
            one, two = chance.sample(items, 2)
            one["id"], two["id"] = two["id"], one["id"]
            if chance.random() < 0.5:
                one["was"], two["was"] = [two["id"]], [one["id"]]

    def claim(self) -> None:
        """An item says that it was something else: what vanished, what is internal, what never was."""
        if found := self.pick():
            kind, item = found
            secrets = [i["id"] for i in self.project.items[kind] if "visibility" in i] or ["secret0"]
            item["was"] = [self.random.choice([*self.ids[kind], *secrets])]

    def forget_was(self) -> None:
        """A `was` that has served is taken out."""
        if found := self.pick():
            found[1].pop("was", None)

    def remove(self) -> None:
        """An item is deleted without a word."""
        if found := self.pick():
            self.project.items[found[0]].remove(found[1])

    def hide(self) -> None:
        """What is public becomes internal, or what is internal public."""
        if found := self.pick():
            item = found[1]
            if "visibility" not in item:
                self.make_internal(item)
            elif not item["id"].startswith("secret"):
                del item["visibility"]
                for name in item:
                    item[name] = self.opened(item[name])

    def opened(self, value: Any) -> Any:
        """A value with other words in the place of what was internal, at any depth."""
        if isinstance(value, dict):
            return {key: self.opened(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.opened(inner) for inner in value]
        return self.sentence() if isinstance(value, str) and "CANARY" in value else value

    def carry(self) -> None:
        """An item moves to another file, or all of a kind are sorted anew."""
        chance = self.random
        if found := self.pick():
            kind, item = found
            item["file"] = chance.choice(FILES[kind])
            chance.shuffle(self.project.items[kind])
