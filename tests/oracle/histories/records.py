"""What happens to problems, decisions, change requests and feedback: each method is one happening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from oracle.histories.projects import FILES, Item
from oracle.histories.risks import Risks
from oracle.histories.storyteller import PEOPLE, START

KINDS = ("problem", "decision", "change", "feedback")
STATES = ("investigating", "identified", "fixing", "monitoring", "resolved", "resolved")
SIDES = ("vendor", "client")


class Records(Risks):
    """Problems, decisions, change requests and feedback."""

    def note_down(self) -> None:
        """A new entry of a register, internal now and then."""
        chance = self.random
        kind = chance.choice(KINDS)
        item: Item = {"id": self.free(kind), "file": chance.choice(FILES[kind])}
        if kind != "feedback" or chance.random() < 0.5:
            item["title"] = self.sentence()
        if kind == "feedback" and chance.random() < 0.5:
            item["asked"] = self.day - timedelta(days=chance.randint(0, 3))
        if chance.random() < 0.15:
            self.make_internal(item)
            if chance.random() < 0.7:
                self.count += 1
                item["id"] = f"secret{self.count}"
        self.project.items[kind].append(item)
        for _ in range(chance.randint(0, 3)):
            self.retell(kind, item)

    def go_on(self) -> None:
        """What is said of an entry changes, or it goes on to its end."""
        found = [(kind, item) for kind in KINDS for item in self.project.items[kind]]
        if found:
            kind, item = self.random.choice(found)
            if self.random.random() < 0.5:
                {"problem": self.tread, "decision": self.decide, "change": self.judge_change, "feedback": self.answer}[
                    kind
                ](item)
            else:
                self.retell(kind, item)

    def retell(self, kind: str, item: Item) -> None:
        """Set, change or take away one field."""
        chance = self.random
        makers: dict[str, Callable[[], Any]] = {
            "reason": lambda: self.sentence(item),
            "note": lambda: self.prose(item),
            "owner": lambda: chance.choice(PEOPLE),
            "raised_by": lambda: chance.choice(PEOPLE),
            "affects": self.touched,
        }
        begun = {"change": "requested", "feedback": "on"}.get(kind, "raised")
        makers[begun] = lambda: START - timedelta(days=chance.randint(0, 9))
        makers["title"] = lambda: self.sentence(item)
        self.by_chance(item, makers | self.makers(kind, item))

    def makers(self, kind: str, item: Item) -> dict[str, Callable[[], Any]]:
        """What the fields that only one kind has may say."""
        chance = self.random
        of: dict[str, dict[str, Callable[[], Any]]] = {
            "problem": {
                "severity": lambda: chance.choice(("low", "medium", "high")),
                "effect": lambda: self.sentence(item),
                "workaround": lambda: self.sentence(item),
                "due": self.some_day,
                "risk": lambda: (self.ids_of("risk") or ["R-1"])[0],
                "lesson": lambda: "rates",
            },
            "decision": {
                "from": lambda: chance.choice(SIDES),
                "due": self.some_day,
                "options": lambda: [self.sentence(item) for _ in range(chance.randint(1, 3))],
                "if_late": lambda: self.sentence(item),
                "revisit": self.some_day,
                "supersedes": lambda: chance.choice(self.ids_of("decision") or ["D-1"]),
            },
            "change": {
                "why": lambda: self.prose(item),
                "side": lambda: chance.choice(SIDES),
                "action": lambda: chance.choice(("add", "modify", "remove")),
                "contract": lambda: chance.choice(("inside", "outside")),
                "impact": lambda: self.impact(item),
            },
            "feedback": {
                "kind": lambda: chance.choice(("praise", "wish", "agreement")),
                "rating": lambda: chance.randint(1, 5),
                "said": lambda: self.sentence(item),
                "phase": lambda: "build",
                "milestone": lambda: (self.ids_of("milestone") or ["a"])[0],
                "actions": lambda: self.ids_of(*FILES)[:2],
                "outcome": lambda: chance.choice(("done", "planned", "declined")),
            },
        }
        return of[kind]

    def ids_of(self, *kinds: str) -> list[str]:
        """The public ids of some kinds, in some order."""
        found = [i["id"] for kind in kinds if kind not in ("feedback", "budget") for i in self.project.items[kind]]
        chance = self.random
        return chance.sample(found, len(found))

    def impact(self, item: Item) -> Item:
        """What a change is estimated to cost; some of it."""
        chance = self.random
        whole = {"days": chance.randint(-3, 9), "cost": self.sentence(item), "quality": self.sentence(item)}
        return {key: value for key, value in whole.items() if chance.random() < 0.6} or {"days": 1}

    def tread(self, problem: Item) -> None:
        """A step is done, told otherwise, taken out, or put before another."""
        chance = self.random
        steps = problem.setdefault("thread", [])
        what = chance.random()
        if not steps or what < 0.6:
            day = self.day - timedelta(days=chance.choice((0, 0, 1, 4)))
            steps.append({"on": day, "state": chance.choice(STATES), "text": self.sentence(problem)})
        elif what < 0.75:
            step = chance.choice(steps)
            step[chance.choice(("text", "text", "again"))] = self.sentence(problem)
            if step.pop("again", None):
                step["state"] = chance.choice(STATES)
        elif what < 0.9:
            steps.remove(chance.choice(steps))
        else:
            chance.shuffle(steps)
        if not steps:
            del problem["thread"]

    def decide(self, decision: Item) -> None:
        """It is decided, otherwise, no more, or nobody needs it."""
        chance = self.random
        if "decided" in decision and chance.random() < 0.35:
            for name in ("decided", "by", *(["why"] if chance.random() < 0.5 else [])):
                decision.pop(name, None)
        elif chance.random() < 0.15:
            decision["withdrawn"] = self.day
        elif "decided" in decision and chance.random() < 0.5:
            decision[chance.choice(("decision", "why", "by"))] = self.sentence(decision)
        else:
            decision.pop("withdrawn", None)
            decision["decided"] = self.day - timedelta(days=chance.choice((0, 0, 2)))
            decision["decision"] = self.sentence(decision)
            decision["consulted"] = chance.sample(PEOPLE, 2)
            if chance.random() < 0.6:
                decision["by"], decision["why"] = chance.choice(PEOPLE), self.prose(decision)

    def judge_change(self, change: Item) -> None:
        """It is decided, otherwise, no more, carried out, or taken back."""
        chance = self.random
        what = chance.random()
        if "decided" in change and what < 0.2:
            del change["decided"]
        elif "decided" in change and what < 0.4:
            change["decided"] = {**change["decided"], "by": chance.choice(PEOPLE), "why": self.sentence(change)}
        elif what < 0.55:
            change[chance.choice(("implemented", "withdrawn"))] = self.day
        elif what < 0.65:
            change.pop("implemented", None)
            change.pop("withdrawn", None)
        else:
            outcome = chance.choice(("approved", "rejected", "deferred"))
            change["decided"] = {"on": self.day - timedelta(days=chance.choice((0, 0, 2))), "outcome": outcome}
            if chance.random() < 0.6:
                change["decided"] |= {"by": chance.choice(PEOPLE), "why": self.prose(change)}

    def answer(self, feedback: Item) -> None:
        """It is answered, otherwise, no more; or what we asked for comes."""
        chance = self.random
        if "answered" in feedback and chance.random() < 0.3:
            del feedback["answered"]
            feedback.pop("answer")
        elif "answered" in feedback and chance.random() < 0.5:
            feedback["answer"] = self.sentence(feedback)
        elif chance.random() < 0.4:
            feedback["said"], feedback["rating"] = self.sentence(feedback), chance.randint(1, 5)
            if chance.random() < 0.5:
                feedback["on"] = self.day
        else:
            feedback["answered"] = self.day - timedelta(days=chance.choice((0, 0, 2)))
            feedback["answer"] = self.sentence(feedback)

    def spend(self, changes: set[str]) -> None:
        """A budget is agreed, agreed anew, reported, or told no more."""
        chance, lines = self.purse, self.project.items["budget"]
        if not lines or chance.random() < 0.03:
            new = {"id": f"B-{len(lines) + 1}", "title": "The shop", "unit": "days", "agreed": 4, "file": "budget.yml"}
            lines.append(new)
        line, what = chance.choice(lines), chance.random()
        if what < 0.2:
            line["agreed"] = chance.randint(1, 6)
        elif what < 0.5:
            line["used"] = chance.randint(0, 7)
        elif what < 0.55:
            line.pop("used", None)
        elif what < 0.7:
            line["as_of"] = self.day - timedelta(days=chance.choice((0, 1, 5)))
        elif what < 0.8:
            line["forecast"] = chance.randint(0, 7)
        elif what < 0.9 and changes:
            line["change"] = chance.choice(sorted(changes))
        for each in lines:
            self.keep(each, "change", changes)

    def mend_records(self) -> None:
        """Make the registers whole: what they name is there, and their days are in order."""
        items = self.project.items
        ids = {kind: {i["id"] for i in rows if "visibility" not in i} for kind, rows in items.items()}
        self.spend(ids["change"])
        for problem in items["problem"]:
            problem.get("thread", []).sort(key=lambda step: step["on"])
            if problem.get("thread") and "raised" in problem:
                problem["raised"] = min(problem["raised"], problem["thread"][0]["on"])
            self.keep(problem, "risk", ids["risk"])
            self.keep(problem, "lesson", set(self.project.lessons))
        for decision in items["decision"]:
            self.keep(decision, "supersedes", ids["decision"] - {decision["id"]})
            if "decided" in decision:
                decision.pop("withdrawn", None)
                decision["decided"] = max(decision["decided"], decision.get("raised", START))
        for change in items["change"]:
            if "implemented" in change:
                change.pop("withdrawn", None)
            if "decided" in change and "requested" in change:
                change["requested"] = min(change["requested"], change["decided"]["on"])
        for feedback in items["feedback"]:
            feedback.pop("phase", None)
            self.keep(feedback, "milestone", ids["milestone"])
            there = [ids[kind] for kind in ids if kind not in ("feedback", "budget")]
            if actions := [n for n in feedback.pop("actions", []) if any(n in names for names in there)]:
                feedback["actions"] = actions
            if "on" in feedback and feedback["on"] < feedback.get("asked", START):
                feedback["asked"] = feedback["on"]
            began = feedback.get("on") or feedback.get("asked")
            if "answered" in feedback and began:
                feedback["answered"] = max(feedback["answered"], began)
        for risk in items["risk"]:
            self.keep(risk, "lesson", set(self.project.lessons))
            if risk.get("closed", {}).get("problem") not in (None, *ids["problem"]):
                risk["closed"] = {"on": risk["closed"]["on"], "because": "passed"}
        for kind in ("milestone", "commitment"):
            for promise in items[kind]:
                names = [(n, n.rpartition(":")[2]) for n in promise.pop("because", [])]
                if left := [n for n, i in names if any(i in ids[k] for k in ("change", "problem", "decision", "risk"))]:
                    promise["because"] = left
                agreed = promise.get("rebaselined", {})
                self.keep(agreed, "change", ids["change"])

    def keep(self, item: Item, name: str, there: set[str]) -> None:
        """Keep what a field names, if it is there."""
        if item.get(name) not in there:
            item.pop(name, None)
