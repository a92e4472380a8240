"""An independent ledger, written from the manual to be obviously right rather than fast.

It shares nothing with the product but the contract of its data. It reads every revision of the first-parent line whole
(`git archive`), parses each file with PyYAML's safe loader, and compares the whole public states of neighbouring
revisions. Where the manual leaves a choice, this is what is chosen here:

- A *thread* is what the public was told under joined ids. What nobody ever saw has no thread, and gives nothing.
- Who goes on with which thread, public items before internal ones: what is still there under its id; what is back
  under its last id; whom `was` gives it anew, by a last id before an older one; what is back under an older id; whom
  `was` gave it already. Of two that ask for the same the first by id has it. Where an item has several, the first that
  was still there goes on, and the others are joined to it: `merged`. `was` naming an id that is still public says
  nothing, and what is internal passes on what it says it was.
- What was internal when it was last there is told nowhere, nor is what it says it was.
- A commit that gives the content's folder another name, or files other bytes, touches it, whatever it says.
- A file that cannot be read stays as it last could; of an id in two files the last by path counts.
- `recorded` is the committer's day in the zone of that revision's own charter, also where clocks run backwards; for
  the clock's own entries time does not run backwards, and the day after `due` begins before its commits.
- Fields are compared with the last state that was public, so what is back tells every difference. What names a
  milestone that nobody may see says nothing.
- Reason and cause belong to the other entries of a step in which one of them changed; by themselves, or beside nothing
  but a progress or another name of a milestone, they are `changed`.
- A fortnight counts from the project's start, or else from the first update that had been told.
- The grace of an update is that of the charter under which it was published; how long there was time to announce what
  the clock tells is judged by the charter under which the date began to stand. What is gone announces nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from oracle.naive.announcements import Links, closes
from oracle.naive.contact import Plans
from oracle.naive.differences import differences, untold
from oracle.naive.endings import agreed_before, approved, closing, consent, is_silent, reads_otherwise
from oracle.naive.handover import countdown, waits
from oracle.naive.records import firsts_of, raised_on, record_begun, record_differences
from oracle.naive.revisions import Revision, revisions
from oracle.naive.states import KINDS, PAGES, PROMISES, RECORDS, Item, Reading, State
from oracle.naive.threads import Thread, Threads
from oracle.naive.values import ended, fulfilled, is_public, listed, page_day, plain, text

FOLLOWED = ("change", "problem", "decision", "risk")
REFERENCES: dict[str, tuple[str, ...]] = {
    "after": ("milestone",),
    "milestone": ("milestone",),
    "affects": PROMISES,
    "because": FOLLOWED,
    "risk": ("risk",),
    "lesson": ("lesson",),
    "supersedes": ("decision",),
    "actions": ("commitment", "milestone", "change", "decision", "problem", "risk"),
}
"""Which kinds of item a field names."""
HIDDEN = ("charter", "old_due", "step", "name")
"""What is remembered of an entry, and is no part of the data."""


class When:
    """The revision in which something is told, and the settings that judge it."""

    def __init__(self, revision: Revision, charter: Item, first_update: date | None) -> None:
        zone = ZoneInfo(charter.get("timezone", "UTC"))
        self.revision = revision
        # Failing a start, a fortnight counts from the first update that had been told, or from some Monday.
        self.charter = {"start": first_update or date(2024, 1, 1), **charter}
        self.day = datetime.fromtimestamp(revision.moment, zone).date()
        self.grace = timedelta(days=charter.get("rhythm", {}).get("grace_days", 2))


class NaiveLedger:
    """Walks the revisions and keeps every thread with what was told of it."""

    def __init__(
        self, repository: Path, ref: str = "HEAD", status_date: date | None = None, folder: str = "content"
    ) -> None:
        line = revisions(repository, ref, folder)
        self.walk(line, status_date, lambda kind, name: True)
        bearers = [(kind, *bearer) for kind in KINDS for bearer in self.threads[kind].bearers.items()]
        seen = {(k, name) for k, name, thread in bearers if not thread.final.hidden and name in self.threads[k].ever}
        self.walk(line, status_date, lambda kind, name: (kind, name) in seen)

    def walk(self, line: list[Revision], status_date: date | None, is_seen: Callable[[str, str], bool]) -> None:
        """Walk the revisions; a name of what nobody may see says nothing."""
        self.threads = {kind: Threads(kind) for kind in KINDS}
        self.links = Links()
        self.plans = Plans()
        self.charter: Item = {}
        self.clock = date.min
        self.steps = 0
        self.updates: dict[str, Item] = {}
        self.first_update: date | None = None
        reading = Reading()
        for revision in line:
            state = with_seen(reading.read(revision.files), is_seen)
            when = When(revision, reading.charter, self.first_update)
            self.steps += 1
            if revision.touches:
                self.charter = reading.charter
                self.plans.note(when.day, reading.charter)
                self.pass_time(when.day)
                self.step(state, when)
        self.pass_time(status_date or when.day)

    # What is told at the end.

    def events(self) -> list[Item]:
        """Every event that may be told, in no order; what was internal last is told nowhere."""
        return [self.told(thread, entry) for thread in self.shown(*KINDS) for entry in thread.events]

    def promises(self) -> list[Item]:
        """What stands of every promise that may be told, in no order."""
        return [
            {
                "kind": thread.kind,
                "id": thread.called,
                "made": plain(
                    min((e for e in thread.events if e["event"] == "made"), key=itemgetter("step", "name"))["on"]
                ),
                "first_due": plain(thread.first),
                "agreed": plain(thread.agreed),
                "due": plain(thread.last["due"]),
                "moves": thread.count("moved"),
                "rebaselinings": thread.count("rebaselined"),
            }
            for thread in self.shown(*PROMISES)
        ]

    def kept_plan(self) -> list[Item]:
        """The communication plan beside what happened."""
        told: dict[str, list[tuple[date, date]]] = {}
        for thread in self.shown("update", "meeting"):
            if thread.here:
                keeps = "update" if thread.kind == "update" else thread.last.get("kind", "other")
                told.setdefault(keeps, []).append((page_day(thread.last), thread.public_since))
        return self.plans.kept(self.charter, told, self.ended() or self.clock)

    def ended(self) -> date | None:
        """The day on which nothing was open any more: that of the closing report, or on which the last was settled."""
        promises = self.shown(*PROMISES)
        still = [t.kind for t in promises if t.here and (is_open(t.kind, t.last) or waits(t.last))]
        report = next((thread.last["on"] for thread in self.shown("closing") if thread.here), None)
        if report and "milestone" not in still:
            return report  # type: ignore[no-any-return]  # YAML says anything
        if still or not any(fulfilled(thread.last) for thread in promises):
            return None
        gone = {t: max(e["recorded"] for e in t.events if e["event"] == "vanished") for t in promises if not t.here}
        return report or max(fulfilled(t.last) or ended(t.last) or gone[t] for t in promises)

    def shown(self, *kinds: str) -> list[Thread]:
        """The threads that were public last, or vanished as they were."""
        return [thread for kind in kinds for thread in self.threads[kind].all if not thread.hidden]

    def told(self, thread: Thread, entry: Item) -> Item:
        """An entry as the data has it: under the id of now, with the update that told it in time, and the notice."""
        charter, old_due, recorded = entry["charter"], entry.get("old_due"), entry["recorded"]
        announced = None
        if thread.kind not in PAGES:
            found = self.links.first(thread, recorded, closes(recorded, charter))
            announced = {"update": found[1], "on": found[0]} if found else None
        known = announced["on"] if announced else recorded
        told = {
            "kind": thread.kind,
            "id": thread.called,
            **entry,
            "because": self.named(entry.get("because") or ()),
            "announced": announced,
            "notice_days": (old_due - known).days if old_due else None,
        }
        return {key: plain(value) for key, value in told.items() if key not in HIDDEN}

    def named(self, names: Iterable[str]) -> list[str] | None:
        """What a change follows from, called as it is called now; none where nothing of it may be told."""
        found = [
            (kind, thread.final)
            for name in names
            for kind in FOLLOWED
            if (thread := self.threads[kind].find(name.removeprefix(f"{kind}:")))
        ]
        return list(dict.fromkeys(f"{kind}:{thread.called}" for kind, thread in found if not thread.hidden)) or None

    # One step.

    def step(self, state: State, when: When) -> None:
        """Find out who goes on with which thread, and tell every difference."""
        for kind, threads in self.threads.items():
            items = state[kind]
            given = threads.claimed(items)
            superseding = {thread: thread.last.get("supersedes") for thread in threads.all}
            hidden = threads.hidden(items, given)
            shown: dict[str, Thread] = {}
            for name, found in sorted(given.items()):
                shown[name] = (
                    self.went_on(found[0], found[1:], items[name], when)
                    if found
                    else self.began(kind, items[name], when)
                )
            for thread in threads.all:
                if thread.here and thread not in shown.values():
                    self.vanished(thread, when)
            threads.hold(items, shown, hidden)
            if kind == "decision":
                self.supersede(superseding, shown, when)
        for name, item in sorted(state["update"].items()):
            told_by = self.threads["update"].find(name)
            anew = self.updates.get(name) != item
            if anew and is_public(item) and told_by and self.clock <= told_by.public_since + told_by.grace:
                self.links.read(told_by, item, when.day, self.threads)
        self.updates = state["update"]
        days = [page_day(item) for item in self.updates.values() if is_public(item)]
        self.first_update = min([*days, *([self.first_update] if self.first_update else [])], default=None)
        self.miss(self.clock)

    def supersede(self, before: dict[Thread, Any], shown: dict[str, Thread], when: When) -> None:
        """Tell of each question that another one stands in its place from now on."""
        for name, thread in sorted(shown.items()):
            names = thread.last.get("supersedes") or []
            for old in names if before.get(thread) != names else ():
                other = self.threads["decision"].find(old)
                if other and other.final is not thread:
                    self.write(other.final, when, {"event": "superseded", "to": name, "field": "supersedes"})

    def began(self, kind: str, item: Item, when: When) -> Thread:
        """Tell that an item first appears."""
        thread = Thread(kind, item["id"], item, item.get("due"), when.day, when.grace)
        self.threads[kind].all.append(thread)
        if kind in PAGES:
            late = {"days": max(0, (when.day - page_day(item)).days)} if kind == "meeting" else {}
            self.write(thread, when, {"event": "published", "on": page_day(item), **late})
            for entry in approved({}, item):
                self.write(thread, when, entry | {"reason": when.revision.reason})
            return thread
        reasons = why({}, item, when)
        if kind in RECORDS:
            thread.first, thread.degrees = raised_on(item, when.day), firsts_of(kind, item)
            asked = {"field": "asked"} if kind == "feedback" and is_silent(item) else {}
            self.write(thread, when, {"event": "raised", "on": thread.first, **asked, **reasons})
            for entry in record_begun(kind, item, thread.first, reasons):
                self.write(thread, when, entry)
            thread.stands = when.charter
            return thread
        self.write(thread, when, {"event": "made", "on": item.get("made"), "to": item["due"], **reasons})
        for entry in differences(untold(item), item, item["due"], reasons, fresh=True):
            self.write(thread, when, entry)
        thread.stands = when.charter
        self.count_down(thread, when)
        return thread

    def went_on(self, thread: Thread, others: list[Thread], item: Item, when: When) -> Thread:
        """Tell what joined a thread, and what differs from its last public state."""
        for other in others:
            merged = {"event": "merged", "from": other.called, "to": item["id"]}
            is_promise = thread.kind in PROMISES
            if is_promise:
                merged["days"] = (item["due"] - other.last["due"]).days
            self.threads[thread.kind].merge(thread, other)
            if is_promise:
                merged["days_from_first"] = (item["due"] - thread.first).days
            self.write(thread, when, merged | why({}, {}, when))
        old, thread.last = thread.last, item
        back, thread.here = not thread.here, True
        reasons = why(old, item, when)
        if back:
            promised = {"from": ended(old), "to": item.get("due")} if thread.kind in PROMISES else {}
            self.write(thread, when, {"event": "returned", **promised, **reasons})
        if thread.kind in PAGES:
            # Whoever had agreed to minutes hears at once of whatever is changed in them, taken back or not.
            had = thread.consent = thread.consent or consent(old)
            is_late = agreed_before(item, when.day) or self.clock > thread.public_since + thread.grace
            if reads_otherwise(old, item) and (had or is_late):
                self.write(thread, when, {"event": "edited", "field": had, **reasons})
            for entry in approved(old, item):
                self.write(thread, when, entry | {"reason": when.revision.reason})
            return thread
        if thread.kind in RECORDS:
            thread.degrees = firsts_of(thread.kind, item) | thread.degrees
        assert thread.first is not None
        entries = (
            record_differences(
                thread.kind, old, item, thread.degrees, reasons, raised=thread.first, day=when.day, back=back
            )
            if thread.kind in RECORDS
            else differences(old, item, thread.first, reasons, back=back)
        )
        for entry in entries:
            self.write(thread, when, entry)
        if old.get("due") != item.get("due"):
            thread.missed = False
        if old.get("due") != item.get("due") or back or not is_open(thread.kind, old):
            thread.stands = when.charter
        self.count_down(thread, when)
        return thread

    def count_down(self, thread: Thread, when: When) -> None:
        """The days for a word begin, go on or end; anew where the delivery is put on another day."""
        if not waits(thread.last):
            thread.countdown, thread.deemed = None, False
        elif thread.countdown is None or thread.countdown["delivered"] != thread.last["delivered"]:
            thread.countdown, thread.deemed = countdown(thread.last, self.clock, when.charter), False

    def vanished(self, thread: Thread, when: When) -> None:
        """Tell that an item is gone from the public eye without a word."""
        thread.here = False
        thread.countdown = thread.countdown if thread.deemed else None
        last = thread.last
        if thread.kind in RECORDS:
            entry = {"event": "vanished", "to": closing(thread.kind, last)}
        else:
            entry = {"event": "vanished", "from": last.get("due"), "to": fulfilled(last) or ended(last)}
        self.write(thread, when, entry | why({}, {}, when))

    def write(self, thread: Thread, when: When, entry: Item) -> None:
        """Write an entry of a revision."""
        row: Item = dict.fromkeys(("from", "to", "days", "reason", "cause"))
        row |= {
            "revision": when.revision.sha,
            "author": when.revision.author,
            "charter": when.charter,
            "step": self.steps,
            "name": thread.called,
        }
        row |= {"recorded": when.day, **entry, "on": entry.get("on") or when.day}
        thread.events.append(row)

    # The clock.

    def pass_time(self, day: date) -> None:
        """Let the days pass until one; time does not run backwards."""
        before, self.clock = self.clock, max(self.clock, day)
        self.miss(before)

    def miss(self, known: date) -> None:
        """Tell what passed with nothing set; no entry is recorded before the day on which the state was known."""
        for thread in (thread for kind in (*PROMISES, *RECORDS) for thread in self.threads[kind].all):
            due = thread.last.get("due")
            if due and thread.here and is_open(thread.kind, thread.last) and not thread.missed and due < self.clock:
                thread.missed = True
                on = due + timedelta(days=1)
                row: Item = dict.fromkeys(("to", "days", "reason", "cause", "revision", "author"))
                row |= {
                    "event": "missed",
                    "on": on,
                    "recorded": max(on, known),
                    "from": due,
                    "field": None if thread.kind in PROMISES else "due",
                    "charter": thread.stands,
                    "step": 0,
                    "name": "",
                }
                thread.events.append(row)
            days = thread.countdown
            if thread.here and days and days["accepts"] and not thread.deemed and days["until"] < self.clock:
                thread.deemed = True
                on = days["until"] + timedelta(days=1)
                row = dict.fromkeys(("days", "reason", "cause", "revision", "author"))
                row |= {"event": "deemed-accepted", "on": on, "recorded": on, "from": days["delivered"], "to": on}
                thread.events.append(row | {"charter": thread.stands, "step": 0, "name": ""})


def with_seen(state: State, is_seen: Callable[[str, str], bool]) -> State:
    """A state in which items name only what may be seen."""

    def kept(names: Any, kinds: tuple[str, ...]) -> list[str]:
        return [n for n in listed(names) if any(is_seen(kind, n.removeprefix(f"{kind}:")) for kind in kinds)]

    def seen(kind: str, item: Item) -> Item:
        named: Item = {key: kept(item[key], kinds) for key, kinds in REFERENCES.items() if key in item}
        for whole, part in (("rebaselined", "change"), ("closed", "problem")):
            if part in (item.get(whole) or {}):
                named[whole] = {**item[whole], part: next(iter(kept(item[whole][part], (part,))), None)}
        return {**item, **named}

    seen_of = {kind: {name: seen(kind, item) for name, item in state[kind].items()} for kind in (*PROMISES, *RECORDS)}
    return {kind: state[kind] for kind in PAGES} | seen_of


def is_open(kind: str, item: Item) -> bool:
    """Whether a promise is neither kept nor given up, or what is none has not come to its end."""
    if kind in RECORDS:
        return closing(kind, item) is None
    return not fulfilled(item) and not ended(item)


def why(old: Item, new: Item, when: When) -> dict[str, Any]:
    """Why something changed: the item's own words if they changed with it, else the commit's trailer.

    What it follows from belongs to it where that, the reason or the cause is new; a new agreement names its change.
    """
    own = text(new.get("reason")) if old.get("reason") != new.get("reason") else None
    anew = own or old.get("cause") != new.get("cause")
    because = list(new.get("because") or ()) if anew or (old.get("because") or []) != (new.get("because") or []) else []
    if "agreed" in new and new.get("change") and new["change"] != old.get("change"):
        because.append(f"change:{new['change'].removeprefix('change:')}")
    agreed = new.get("rebaselined") or {}
    if agreed.get("change") and agreed != (old.get("rebaselined") or {}):
        because.append(f"change:{agreed['change'].removeprefix('change:')}")
    return {"reason": own or when.revision.reason, "cause": new.get("cause") if anew else None, "because": because}
