"""The words: the reader's language, its dates and names, and what makes a title harmless in Markdown."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from babel.dates import format_date

from milepost.facts.events import EventName
from milepost.facts.promises.promises import State
from milepost.model.fields import Kind, Side, Status
from milepost.model.kinds.charter import Language
from milepost.render.words.catalogue import filled, plural_form, read_catalogue

# What Python-Markdown, or an extension of it, could take for markup; `&` and `<` are the two that HTML has too.
_MARKUP = re.compile(r"[!-/:-@\[-`{-~]")
_PATTERNS = {
    Language.EN: {
        "day": "d MMMM y",
        "short": "d MMM",
        "near": "d MMM y",
        "weekday": "EEE d MMM",
        "far_weekday": "EEE d MMM y",
        "month": "MMMM y",
        "far_tick": "MMM ’yy",
    },
    Language.ZH: {
        "day": "y年M月d日",
        "short": "M月d日",
        "near": "y年M月d日",
        "weekday": "M月d日EEE",
        "far_weekday": "y年M月d日EEE",
        "month": "y年M月",
        "far_tick": "yy年M月",
    },
}


def message(text: str) -> str:
    """Mark a text for translation where it is only named, and translated later."""
    return text


_STATUSES = {Status.GREEN: message("On track"), Status.AMBER: message("At risk"), Status.RED: message("Off track")}
_STATES = {
    State.KEPT: message("Kept"),
    State.KEPT_LATE: message("Kept late"),
    State.ACTIVE: message("In progress"),
    State.OPEN: message("Open"),
    State.MOVED: message("Moved"),
    State.OVERDUE: message("Overdue"),
    State.WITHDRAWN: message("Withdrawn"),
    State.CANCELLED: message("Cancelled"),
    State.VANISHED: message("Removed without a word"),
}
_MILESTONE_STATES = {
    State.KEPT: message("Reached"),
    State.KEPT_LATE: message("Reached late"),
    State.OPEN: message("Planned"),
}
_EVENTS = {
    EventName.MADE: message("New"),
    EventName.RAISED: message("Raised"),
    EventName.MOVED: message("Moved"),
    EventName.START_MOVED: message("Start moved"),
    EventName.PROGRESSED: message("Progress"),
    EventName.REWORDED: message("Reworded"),
    EventName.REASSIGNED: message("Reassigned"),
    EventName.CHANGED: message("Changed"),
    EventName.RATED: message("Rated"),
    EventName.STEPPED: message("Told"),
    EventName.DECIDED: message("Decided"),
    EventName.REWRITTEN: message("Rewritten"),
    EventName.SUPERSEDED: message("Superseded"),
    EventName.MERGED: message("Joined"),
    EventName.REBASELINED: message("Agreed anew"),
    EventName.KEPT: message("Kept"),
    EventName.KEPT_LATE: message("Kept late"),
    EventName.MISSED: message("Missed"),
    EventName.CLOSED: message("Closed"),
    EventName.REOPENED: message("Reopened"),
    EventName.WITHDRAWN: message("Withdrawn"),
    EventName.CANCELLED: message("Cancelled"),
    EventName.VANISHED: message("Removed without a word"),
    EventName.RETURNED: message("Returned"),
    EventName.PUBLISHED: message("Published"),
    EventName.EDITED: message("Edited"),
}
_EVENTS_OF: Mapping[Kind, Mapping[EventName, str]] = {
    Kind.MILESTONE: {EventName.KEPT: message("Reached"), EventName.KEPT_LATE: message("Reached late")},
    Kind.PROBLEM: {EventName.MISSED: message("Overdue"), EventName.CLOSED: message("Resolved")},
    Kind.DECISION: {EventName.RAISED: message("Asked"), EventName.MISSED: message("Overdue")},
    Kind.CHANGE: {EventName.RAISED: message("Requested"), EventName.RATED: message("Assessed")},
    Kind.FEEDBACK: {EventName.RAISED: message("Received"), EventName.DECIDED: message("Answered")},
}
# What an end or a verdict is called by its field, or by what was decided.
_ENDS = {
    "withdrawn": message("Withdrawn"),
    "implemented": message("Carried out"),
    "approved": message("Approved"),
    "rejected": message("Rejected"),
    "deferred": message("Deferred"),
    "investigating": message("Looked into"),
    "identified": message("Cause found"),
    "fixing": message("Being solved"),
    "monitoring": message("Watched"),
    "resolved": message("Resolved"),
    "asked": message("Asked"),
    "said": message("Received"),
}
_KINDS = {
    Kind.MILESTONE: message("Milestone"),
    Kind.COMMITMENT: message("Commitment"),
    Kind.UPDATE: message("Update"),
    Kind.LESSON: message("Lesson"),
    Kind.RISK: message("Risk"),
    Kind.PROBLEM: message("Problem"),
    Kind.DECISION: message("Decision"),
    Kind.CHANGE: message("Change request"),
    Kind.FEEDBACK: message("Feedback"),
}
_REGISTERS = {
    Kind.RISK: (message("Risks"), message("What may happen, and what is done about it.")),
    Kind.PROBLEM: (message("Problems"), message("What has gone wrong, and what is done about it.")),
    Kind.DECISION: (message("Decisions"), message("What must be decided, by whom, and what was.")),
    Kind.CHANGE: (message("Change requests"), message("What was asked for beyond the plan, and what came of it.")),
    Kind.FEEDBACK: (message("Feedback"), message("What you said, and what we did.")),
}
_SIDES = {Side.VENDOR: message("Vendor"), Side.CLIENT: message("Client")}
_CAUSES = {
    "scope": message("change of scope"),
    "estimate": message("estimate too low"),
    "technical": message("technical difficulty"),
    "supplier": message("supplier"),
    "staffing": message("staffing"),
    "decision": message("decision pending"),
    "client": message("on the client’s side"),
    "external": message("outside the project"),
}
_FIELDS = {
    "title": message("title"),
    "promise": message("promise"),
    "acceptance": message("acceptance"),
    "owner": message("owner"),
    "from": message("who promises"),
    "to": message("promised to"),
    "phase": message("phase"),
    "after": message("waits for"),
    "note": message("note"),
    "made": message("promised on"),
    "milestone": message("milestone"),
    "evidence": message("evidence"),
    "reason": message("reason"),
    "cause": message("kind of reason"),
    "key": message("key date"),
    "approved_by": message("agreed by"),
    "agreed_with": message("agreed with whom"),
    "change": message("change request"),
    "raised": message("raised on"),
    "raised_by": message("raised by"),
    "affects": message("touches"),
    "kind": message("kind"),
    "effect": message("effect"),
    "probability": message("likelihood"),
    "impact": message("impact"),
    "response": message("response"),
    "plan": message("plan"),
    "near": message("possible from"),
    "review": message("looked at again"),
    "closed.because": message("how it ended"),
    "closed.problem": message("what it became"),
    "severity": message("how grave"),
    "risk": message("foreseen as"),
    "problem.due": message("solved by"),
    "workaround": message("until then"),
    "lesson": message("lesson"),
    "thread": message("what is done about it"),
    "because": message("follows from"),
    "decision.from": message("who decides"),
    "due": message("due"),
    "decision.due": message("needed by"),
    "options": message("what can be chosen"),
    "if_late": message("what waiting costs"),
    "decided": message("decided on"),
    "decision": message("what was decided"),
    "why": message("why"),
    "by": message("decided by"),
    "consulted": message("asked before"),
    "supersedes": message("in place of"),
    "revisit": message("looked at again"),
    "side": message("who asks for it"),
    "requested": message("asked for on"),
    "action": message("what it does"),
    "contract": message("in the contract"),
    "impact.days": message("effect on dates"),
    "impact.cost": message("effect on cost"),
    "impact.effort": message("effort"),
    "impact.scope": message("effect on scope"),
    "impact.quality": message("effect on quality"),
    "decided.outcome": message("what was decided"),
    "decided.by": message("decided by"),
    "decided.why": message("why it was decided so"),
    "on": message("said on"),
    "asked": message("asked on"),
    "rating": message("how satisfied"),
    "said": message("what was said"),
    "answer": message("our answer"),
    "answered": message("answered on"),
    "outcome": message("outcome"),
    "actions": message("what came of it"),
}
# What values of these fields mean that are no words of the author's.
_VALUES: Mapping[str, Mapping[str, str]] = {
    "from": {"vendor": message("Vendor"), "client": message("Client")},
    "side": {"vendor": message("Vendor"), "client": message("Client")},
    "action": {
        "add": message("adds to the work"),
        "modify": message("makes something otherwise"),
        "remove": message("leaves something out"),
    },
    "contract": {"inside": message("inside of what was agreed"), "outside": message("outside of what was agreed")},
    "decided.outcome": {
        "approved": message("approved"),
        "rejected": message("rejected"),
        "deferred": message("deferred"),
    },
    "kind": {
        "threat": message("threat"),
        "opportunity": message("opportunity"),
        "praise": message("praise"),
        "wish": message("wish"),
        "complaint": message("complaint"),
        "question": message("question"),
    },
    "rating": {
        "1": message("1 of 5"),
        "2": message("2 of 5"),
        "3": message("3 of 5"),
        "4": message("4 of 5"),
        "5": message("5 of 5"),
    },
    "outcome": {"done": message("done"), "planned": message("planned"), "declined": message("not done")},
    "probability": {
        "1": message("very unlikely"),
        "2": message("unlikely"),
        "3": message("possible"),
        "4": message("likely"),
        "5": message("very likely"),
    },
    "impact": {
        "1": message("very small"),
        "2": message("small"),
        "3": message("noticeable"),
        "4": message("large"),
        "5": message("very large"),
    },
    "key": {"yes": message("yes")},
    "response": {
        "avoid": message("avoid it"),
        "reduce": message("make it smaller"),
        "transfer": message("let somebody else bear it"),
        "share": message("share it"),
        "accept": message("accept it"),
        "prepare": message("be ready for it"),
        "exploit": message("make sure of it"),
        "enhance": message("make it likelier"),
    },
    "thread.state": {
        state: _ENDS[state] for state in ("investigating", "identified", "fixing", "monitoring", "resolved")
    },
    "severity": {"low": message("minor"), "medium": message("serious"), "high": message("grave")},
    "closed.because": {
        "occurred": message("it happened"),
        "passed": message("it did not happen"),
        "reduced": message("it was reduced until it needed no watching"),
        "transferred": message("somebody else bears it"),
        "accepted": message("it was accepted as it is"),
    },
}


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of one language; call it with a message and the values for its `{names}`.

    A value that is Markup makes the answer Markup: the message and the other values are then escaped.
    """

    language: Language
    catalogue: Mapping[str, tuple[str, ...]]

    @staticmethod
    @cache
    def of(language: Language | str) -> Words:
        """The words of a language, read once."""
        language = Language(language)
        return Words(language, MappingProxyType(read_catalogue(language)))

    def __call__(self, message: str, /, **values: object) -> str:
        """A message in this language."""
        return filled(self.catalogue.get(message, (message,))[0], values)

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """A message that counts: `{n}` is the number."""
        forms = self.catalogue.get(one, (one, many))
        return filled(forms[0] if plural_form(self.language, n) == "one" else forms[-1], {"n": n, **values})

    def date(self, day: datetime.date, pattern: str) -> str:
        """A date in a CLDR pattern."""
        return _formatted(day, pattern, self.language)

    def day(self, day: datetime.date) -> str:
        """6 March 2026."""
        return self.date(day, _PATTERNS[self.language]["day"])

    def short_day(self, day: datetime.date) -> str:
        """6 Mar."""
        return self.date(day, _PATTERNS[self.language]["short"])

    def near_day(self, day: datetime.date, today: datetime.date) -> str:
        """6 Mar, with its year where that is not this year's."""
        return self.date(day, _PATTERNS[self.language]["short" if day.year == today.year else "near"])

    def weekday_day(self, day: datetime.date, today: datetime.date) -> str:
        """Fri 6 Mar, with its year where that is not this year's."""
        return self.date(day, _PATTERNS[self.language]["weekday" if day.year == today.year else "far_weekday"])

    def large_day(self, day: datetime.date) -> tuple[str, str]:
        """A day in large figures, and what stands small after it: its year, which Chinese says first."""
        return (self.day(day), "") if self.language is Language.ZH else (self.short_day(day), self.date(day, "y"))

    def month(self, day: datetime.date) -> str:
        """March 2026."""
        return self.date(day, _PATTERNS[self.language]["month"])

    def tick(self, day: datetime.date, today: datetime.date, *, is_first: bool) -> str:
        """The first of a month on an axis: Mar; January is its year, and an axis that begins in another one says so."""
        if day.month == 1:
            return self.date(day, "y")
        return self.date(day, _PATTERNS[self.language]["far_tick"] if is_first and day.year != today.year else "MMM")

    def days(self, n: int) -> str:
        """1 day, 3 days."""
        return self.plural("{n} day", "{n} days", n)

    def overdue(self, days: int) -> str:
        """How long a due date has passed: 3 days overdue."""
        return self.plural("{n} day overdue", "{n} days overdue", days)

    def was_due(self, day: str, overdue: int) -> str:
        """What is said of a due date that has passed: was due 14 Oct, 2 days overdue."""
        return self.plural("was due {day}, {n} day overdue", "was due {day}, {n} days overdue", overdue, day=day)

    def variance(self, days: int) -> str:
        """A date against the agreed one: 3 days later, 1 day earlier, on the agreed date."""
        if days > 0:
            return self.plural("{n} day later", "{n} days later", days)
        if days < 0:
            return self.plural("{n} day earlier", "{n} days earlier", -days)
        return self(message("on the agreed date"))

    def variance_from_first(self, days: int) -> str:
        """A date against the first promise: 21 days after the first date."""
        if days > 0:
            return self.plural("{n} day after the first promise", "{n} days after the first promise", days)
        if days < 0:
            return self.plural("{n} day before the first promise", "{n} days before the first promise", -days)
        return self(message("back on the first date"))

    def status(self, status: Status) -> str:
        """Green, amber and red, in words."""
        return self(_STATUSES[status])

    def state(self, state: State, kind: Kind = Kind.COMMITMENT) -> str:
        """Where a promise stands; a milestone is reached, a commitment kept."""
        special = _MILESTONE_STATES if kind is Kind.MILESTONE else {}
        return self(special.get(state, _STATES[state]))

    def event(self, event: EventName, kind: Kind = Kind.COMMITMENT) -> str:
        """What happened, in a word or two."""
        return self(_EVENTS_OF.get(kind, {}).get(event, _EVENTS[event]))

    def ending(self, field: str | None, outcome: str | None = None) -> str | None:
        """How something ended, in a word, by the field that says so or by what was decided; None: as all else does."""
        found = _ENDS.get(outcome or "") or _ENDS.get(field or "")
        return self(found) if found else None

    def kind(self, kind: Kind) -> str:
        """What an item is."""
        return self(_KINDS[kind])

    def register(self, kind: Kind) -> tuple[str, str]:
        """What the list of all items of a kind is called, and what it holds."""
        title, lede = _REGISTERS[kind]
        return self(title), self(lede)

    def side(self, side: Side) -> str:
        """Which of the two sides, where it has no name."""
        return self(_SIDES[side])

    def cause(self, cause: str) -> str:
        """What kind of reason it was."""
        return self(_CAUSES.get(cause, cause))

    def value(self, field: str, value: object) -> str:
        """What a value of a field means, where it is no word of the author's; else itself."""
        known = _VALUES.get(field, {}).get(str(value))
        return self(known) if known else str(value)

    def field(self, field: str, kind: Kind | None = None) -> str:
        """The name of a field that was reworded or reassigned; some kinds of item have their own for it."""
        return self(_FIELDS.get(f"{kind}.{field}") or _FIELDS.get(field, field))


def escape_markdown(text: str) -> str:
    """A title that shows as it is written wherever Markdown reads it: every mark becomes its number."""
    return _MARKUP.sub(lambda mark: f"&#{ord(mark[0])};", " ".join(text.split()))


@lru_cache(maxsize=4096)
def _formatted(day: datetime.date, pattern: str, language: Language) -> str:
    return format_date(day, pattern, locale=language.value)
