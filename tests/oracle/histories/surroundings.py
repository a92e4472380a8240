"""What happens around promises: each method is one happening."""

from __future__ import annotations

from datetime import timedelta

from oracle.histories.projects import FILES, Item
from oracle.histories.storyteller import PEOPLE, START, Storyteller

ZONES = ("UTC", "Europe/Oslo", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata")
WEEKDAYS = ("monday", "wednesday", "friday", "sunday")


class Surroundings(Storyteller):
    """Settings, updates, lessons, and files that cannot be read."""

    def settle(self) -> None:
        """The charter changes: zone, rhythm, grace."""
        chance = self.random
        charter = self.project.charter
        what = chance.choice(("timezone", "rhythm", "grace", "start", "name", "acceptance", "acceptance"))
        if what == "timezone":
            charter["timezone"] = chance.choice(ZONES)
        elif what == "start":
            charter["start"] = START - timedelta(days=chance.randint(0, 20))
        elif what == "acceptance":
            charter["acceptance"] = {"days": chance.choice((0, 2, 5, 10)), "deemed": chance.random() < 0.7}
        elif what == "name":
            charter["summary"] = self.sentence()
        elif what == "rhythm":
            every = chance.choice(("week", "fortnight", "month"))
            charter["rhythm"] = {"every": every, "day": chance.choice(WEEKDAYS)}
        else:
            charter["rhythm"] = {**charter.get("rhythm", {}), "grace_days": chance.choice((0, 1, 2, 5, 14))}

    def report(self) -> None:
        """An update is written, edited, hidden, deleted or brought back."""
        chance = self.random
        updates = self.project.updates
        if updates and chance.random() < 0.55:
            name = chance.choice(sorted(updates))
            update = updates[name]
            what = chance.random()
            if what < 0.15:
                del updates[name]
            elif what < 0.3:
                if update.pop("visibility", None) is None:
                    update["visibility"] = "internal"
                    update["headline"] = self.sentence(update)
                else:
                    update["headline"], update["body"] = self.sentence(), self.told()
            elif what < 0.4:
                update["status"] = chance.choice(("green", "amber", "red"))
            elif what < 0.5:
                update["headline"] = self.sentence(update)
            else:
                update["body"] = chance.choice((update["body"] + "\n" + self.told(update), self.told(update)))
        else:
            name = (self.day - timedelta(days=chance.choice((0, 0, 0, 1, 3, 8)))).isoformat()
            name += chance.choice(("", "", "-b"))
            update = {"status": chance.choice(("green", "amber", "red"))}
            if chance.random() < 0.12:
                update["visibility"] = "internal"
            updates[name] = {**update, "headline": self.sentence(update), "body": self.told(update)}

    def told(self, item: Item | None = None) -> str:
        """An update's words, with links to items."""
        chance = self.random
        lines = [self.sentence(item) + "."]
        for _ in range(chance.choice((0, 1, 1, 2))):
            if found := self.pick():
                kind, target = found
                if "visibility" not in target:
                    lines.append(
                        chance.choice((f"[It]({kind}:{target['id']}) moves.", f"See <{kind}:{target['id']}>."))
                    )
        return "\n".join(lines)

    def jot(self) -> None:
        """A page of the author's own changes, which no ledger tells."""
        self.project.notebook = f"# {self.sentence()}"

    def learn(self) -> None:
        """A lesson is written, edited, or deleted."""
        chance = self.random
        name = chance.choice(("rates", "piers"))
        lessons = self.project.lessons
        if name in lessons and chance.random() < 0.3:
            del lessons[name]
        else:
            lessons[name] = {"title": self.sentence(), "date": START, "body": self.sentence()}

    def meet(self) -> None:
        """Minutes are written, edited, agreed to, hidden, or taken off."""
        chance = self.random
        meetings = self.project.meetings
        if not meetings or chance.random() < 0.3:
            day = self.day - timedelta(days=chance.choice((0, 0, 1, 5)))
            meetings.setdefault(day.isoformat(), {"title": self.sentence(), "body": self.sentence()})
            return
        name = chance.choice(sorted(meetings))
        minutes, what = meetings[name], chance.random()
        if what < 0.1:
            del meetings[name]
        elif what < 0.2 and minutes.pop("visibility", None) is None:
            meetings[name] = {"title": self.sentence(), "visibility": "internal", "body": "CANARY"}
        elif what < 0.2:
            meetings[name] = {"title": self.sentence(), "body": self.sentence()}
        elif what < 0.5:
            minutes["approved"] = {"on": self.day, "by": chance.choice(PEOPLE)}
        elif what < 0.6:
            minutes.pop("approved", None)
        else:
            minutes[chance.choice(("title", "body"))] = self.sentence(minutes)
            minutes["present"] = sorted(chance.sample(PEOPLE, chance.randint(1, 3)))

    def close(self) -> None:
        """The closing report is written, edited, agreed to, hidden, or taken off."""
        chance, report = self.random, self.project.closing
        what = chance.random()
        if report is None or what < 0.1:
            fresh = {"on": self.day, "body": self.sentence()} | ({"title": self.sentence()} if what < 0.5 else {})
            self.project.closing = None if report else fresh
        elif what < 0.2 and report.pop("visibility", None) is None:
            self.project.closing = {"on": self.day, "visibility": "internal", "body": "CANARY"}
        elif what < 0.2:
            self.project.closing = {"on": self.day, "body": self.sentence()}
        elif what < 0.5:
            report["accepted"] = {"on": self.day, "by": chance.choice(PEOPLE)}
        elif what < 0.6:
            report.pop("accepted", None)
        else:
            report[chance.choice(("title", "body"))] = self.sentence(report)

    def reconsider(self) -> None:
        """What both sides agreed to is taken back, says something else, or is agreed to again, mostly in a row."""
        chance = self.random
        pages = [(minutes, "approved") for _, minutes in sorted(self.project.meetings.items())]
        pages += [(self.project.closing, "accepted")] if self.project.closing else []
        if not pages:
            return
        page, consent = chance.choice(pages)
        what = chance.random()
        if page.get("visibility"):
            return
        if consent not in page and what < 0.6:
            page[consent] = {"on": self.day, "by": chance.choice(PEOPLE)}
        elif what < 0.6:
            del page[consent]
        if what > 0.4:
            page["body"] = self.sentence(page)

    def slip(self) -> None:
        """A file cannot be read for a while, or the slips are mended."""
        chance = self.random
        if self.project.broken and chance.random() < 0.7:
            self.project.broken = {}
            return
        names = ["project.yml", *(name for files in FILES.values() for name in files)]
        names += [f"updates/{name}.md" for name in sorted(self.project.updates)]
        slips = ("bracket", "key", "date", "twice", "missing", "zone")
        self.project.broken[chance.choice(names)] = chance.choice(slips)
