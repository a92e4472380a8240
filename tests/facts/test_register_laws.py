"""The laws of the registers: no difference is quiet, nothing internal is told, and what was told stays told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from history_builder import Told, budget, change, decision, feedback, milestone, problem, risk
from milepost.facts.events import Event, EventName
from milepost.facts.report.deriving import derive_report
from milepost.facts.telling.binding import told as binding
from milepost.facts.wording.item_fields import is_same, names_told, value_of
from milepost.model.fields import Kind
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark, marked, way_to
from milepost.model.records.feedback import Feedback
from milepost.model.records.problems import ProblemRecord
from milepost.model.records.risks import Risk
from milepost.model.registers import REGISTERS
from milepost.render.all_pages import render_pages
from milepost.render.data.status_json import status_json
from milepost.render.words.words import Words
from often import often

MARK = "quince"
_CHANGES = {EventName.MOVED, EventName.REWORDED, EventName.REASSIGNED, EventName.RATED, EventName.CHANGED}
_START = date(2026, 1, 5)
_SOME = often(40)
_DAYS = st.integers(0, 40).map(lambda n: (_START + timedelta(n)).isoformat())
_MAYBE_DAY = st.none() | _DAYS
_WORDS = st.sampled_from([None, "Rain", "Snow, and rain", "See <decision:D-1>", "See [it](problem:P-1)"])
_STEP = st.fixed_dictionaries(
    {"on": _DAYS, "state": st.sampled_from(["fixing", "resolved"]), "text": st.sampled_from(["Seen", "Mended"])}
)
_FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "decision": {
        "due": _MAYBE_DAY,
        "options": st.sampled_from([(), ("Keep them", "End them")]),
        "decided": _MAYBE_DAY,
        "decision": _WORDS,
        "why": _WORDS,
        "by": st.sampled_from([None, "Steering group"]),
        "consulted": st.sampled_from([(), ("Head of operations",), ("Nobody of weight",)]),
        "supersedes": st.sampled_from([None, "D-2"]),
        "withdrawn": _MAYBE_DAY,
    },
    "change": {
        "why": _WORDS,
        "impact": st.none() | st.fixed_dictionaries({"days": st.none() | st.integers(-9, 9)}),
        "decided": st.none()
        | st.fixed_dictionaries({"on": _DAYS, "outcome": st.sampled_from(["approved", "rejected"]), "why": _WORDS}),
        "implemented": _MAYBE_DAY,
    },
    "problem": {
        "severity": st.sampled_from([None, "low", "high"]),
        "due": _MAYBE_DAY,
        "risk": st.sampled_from([None, "R-1"]),
        "thread": st.lists(_STEP, max_size=3),
    },
    "risk": {
        "probability": st.none() | st.integers(1, 5),
        "closed": st.none()
        | st.fixed_dictionaries(
            {"on": _DAYS, "because": st.just("occurred"), "problem": st.sampled_from(["P-1", "P-2"])}
        ),
    },
    "feedback": {
        "on": _MAYBE_DAY,
        "asked": _MAYBE_DAY,
        "raised_by": st.sampled_from([None, "Sales", "Harbour office"]),
        "kind": st.sampled_from([None, "wish", "praise"]),
        "said": _WORDS,
        "rating": st.none() | st.integers(1, 5),
        "answer": _WORDS,
        "answered": _MAYBE_DAY,
        "outcome": st.sampled_from([None, "planned", "done"]),
        "actions": st.sampled_from([(), ("beta",), ("CR-1", "decision:D-1")]),
    },
    "budget": {
        "agreed": st.integers(1, 5),
        "used": st.none() | st.integers(0, 6),
        "forecast": st.none() | st.integers(0, 6),
        "as_of": _MAYBE_DAY,
        "change": st.sampled_from([None, "CR-1", "change:CR-1"]),
    },
    "milestone": {
        "due": _DAYS,
        "because": st.sampled_from([(), ("CR-1",), ("CR-1", "D-1"), ("P-1", "risk:R-1")]),
        "cause": st.sampled_from([None, "client"]),
    },
}
_ALWAYS = {"title": st.sampled_from(["This", "That"]), "reason": _WORDS, "note": _WORDS}
_MAKE = {
    "D-1": decision,
    "D-2": decision,
    "CR-1": change,
    "P-1": problem,
    "P-2": problem,
    "R-1": risk,
    "F-1": feedback,
    "B-1": budget,
    "beta": milestone,
}


@st.composite
def histories(draw: st.DrawFn) -> Told:
    """Up to six states of a few items, each of which may be internal for a while."""
    told, items, day = Told(), {name: make(name) for name, make in _MAKE.items()}, _START
    for _ in range(draw(st.integers(1, 6))):
        day += timedelta(draw(st.integers(0, 9)))
        for name, item in items.items():
            choices = {**_FIELDS[item.kind], **_ALWAYS}
            chosen = draw(st.lists(st.sampled_from(sorted(choices)), max_size=3, unique=True))
            fields = {**item.model_dump(by_alias=True), **{key: draw(choices[key]) for key in chosen}}
            hidden = draw(st.integers(0, 4)) == 0
            if hidden:
                fields |= {"title": f"The {MARK}", "reason": MARK, "note": MARK}
            elif not item.is_public:
                fields |= {"title": "Public again", "reason": None, "note": None}
            fields["visibility"] = "internal" if hidden else "public"
            items[name] = type(item).model_validate(fields)
        told.on(day.isoformat(), *(item for item in items.values() if draw(st.integers(0, 5))))
    return told


@_SOME
@given(histories())
def test_no_difference_is_quiet_and_sameness_is(told: Told) -> None:
    """Two neighbouring public states of an item differ for a reader exactly where an event of that step tells of it."""
    report = derive_report(told.history(), None)
    events, withheld = report.events, report.hidden
    for step in told.steps:
        for pair in step.changes:
            old, new = pair.before, pair.after
            if not isinstance(old, RegisterItem) or not isinstance(new, RegisterItem):
                continue
            if not old.is_public or not new.is_public or (new.kind, new.id) in withheld:
                continue
            said = [e for e in events if (e.revision, e.kind, e.id) == (step.revision.sha, new.kind, new.id)]
            said = [event for event in said if event.event != "superseded"]
            assert bool(said) or not _differs(old, new)


@_SOME
@given(histories())
def test_what_was_said_never_goes_without_an_entry_that_names_it(told: Told) -> None:
    """A value that stood is replaced or taken out by an entry of its field, or by one of a verdict that had told it."""
    report = derive_report(told.history(), None)
    for step in told.steps:
        for pair in step.changes:
            old, new = pair.before, pair.after
            if not isinstance(old, RegisterItem) or not isinstance(new, RegisterItem):
                continue
            if not old.is_public or not new.is_public or (new.kind, new.id) in report.hidden:
                continue
            said = [e for e in report.events if (e.revision, e.kind, e.id) == (step.revision.sha, new.kind, new.id)]
            named = {e.field for e in said} | {name for e in said for name in _told_by(e)}
            names = (*names_told(type(old)), *_parts_of_ends(old))
            gone = {name for name in names if _is_gone(old, new, name) and not _names_hidden(told, old, name)}
            if isinstance(old, Feedback) and isinstance(new, Feedback) and not old.is_titled:
                gone.discard("title")  # It is the beginning of what was said, or the id.
            assert gone <= named, (gone, named)


def _is_gone(old: RegisterItem, new: RegisterItem, name: str) -> bool:
    before = value_of(old, name)
    return before is not None and not _same(old, name, before, value_of(new, name))


def _names_hidden(told: Told, item: RegisterItem, name: str) -> bool:
    """Whether a field names an item that was internal, or away, at any time."""
    if not way_to(type(item), name)[-1].kinds:
        return False
    named = str(value_of(item, name)).split(", ")
    pairs = [(pair.before, pair.after) for step in told.steps[1:] for pair in step.changes]
    away = {item.id for pair in pairs for item in pair if item and (None in pair or not item.is_public)}
    away |= {pair.after.id for pair in told.steps[0].changes if pair.after and not pair.after.is_public}
    return any(one.rpartition(":")[2] in away for one in named)


def _parts_of_ends(item: RegisterItem) -> list[str]:
    ends = marked(type(item), Mark.CLOSES, Mark.DECIDES)
    return [f"{field.name}.{part.name}" for field in ends for part in field.parts]


def _told_by(event: Event) -> list[str]:
    """The fields whose going, or whose new words, the entry of an end, of a verdict or of a report tells."""
    parts = [f"{event.field}.{name}" for name in ("on", "because", "outcome", "by", "why")]
    if event.event is EventName.DECIDED:
        # Of a decision and an answer the words stand in the entry only where they came with it.
        return parts
    if event.event is EventName.REOPENED:
        return [*parts, "decision", "why", "by", "answer"]
    if event.event is EventName.CLOSED:
        return parts
    return {"used": ["as_of"], "agreed": ["change"]}.get(event.field or "", [])


@_SOME
@given(histories())
def test_every_event_has_its_state_before_and_after(told: Told) -> None:
    """What a change of a field says stood before is what the public state before held, and so is what stands since."""
    report = derive_report(told.history(), None)
    events = {(e.revision, e.kind, e.id, e.field): e for e in report.events if e.event in _CHANGES}
    seen: dict[Any, RegisterItem] = {}
    for step in told.steps:
        for item in (pair.after for pair in step.changes):
            if isinstance(item, RegisterItem) and item.is_public:
                old = seen.get((item.kind, item.id), item)
                seen[item.kind, item.id] = item
                for name in names_told(type(item)):
                    event = events.get((step.revision.sha, item.kind, item.id, name))
                    if event and _is_told_whole(event, item, name):
                        assert _same(item, name, event.before, value_of(old, name))
                        assert _same(item, name, event.after, value_of(item, name))


def _is_told_whole(event: Event, item: RegisterItem, name: str) -> bool:
    """Whether nothing was left out of it: neither a name, nor words with a link, nor what its passages tell."""
    is_silent = event.before is None and event.after is None
    return not (is_silent or way_to(type(item), name)[-1].kinds or any(mark in f"{event}" for mark in ("<", "](")))


def _same(item: RegisterItem, name: str, told: Any, held: Any) -> bool:
    return bool(told == held or is_same(item, name, told, held))


@_SOME
@given(histories())
def test_a_risk_that_occurred_names_a_problem_that_is_there(told: Told) -> None:
    """Or none, where nobody may see it."""
    report = derive_report(told.history(), None)
    problems = {facts.item.id for facts in report.records[Kind.PROBLEM]}
    for facts in report.records[Kind.RISK]:
        if isinstance(facts.item, Risk) and facts.item.closed:
            assert facts.item.closed.problem is None or facts.item.closed.problem in problems


def _differs(old: RegisterItem, new: RegisterItem) -> bool:
    """Whether two states read otherwise, but for names of what nobody may see and what a verdict that is gone said."""
    names = [
        "title",
        "note",
        *(name for name in names_told(type(new)) if name in {"due", "severity", "impact.days", "rating", "said"}),
    ]
    pairs = [(name, value_of(old, name), value_of(new, name)) for name in names]
    worded = any(
        was != now and not is_same(new, name, was, now) for name, was, now in pairs if "<" not in f"{was}{now}"
    )
    threads = [item.thread for item in (old, new) if isinstance(item, ProblemRecord)]
    return worded or (len(threads) == 2 and threads[0] != threads[1])


@_SOME
@given(histories(), st.integers(0, 30))
def test_nothing_internal_is_ever_told(told: Told, later: int) -> None:
    """Neither in the report, nor in the data, nor on any page: of no register, and through no reference."""
    day = told.steps[-1].day + timedelta(later)
    report = derive_report(told.history(), day)
    assert MARK not in repr(report.events) + repr(report.records) + repr(report.milestones)
    assert MARK not in status_json(report, None)
    assert MARK not in "".join(page.before + page.title for page in render_pages(report, Words.of("en")))
    hidden = {f"{kind}:{item_id}" for kind, item_id in report.hidden}
    assert [event for event in report.events if hidden & set(event.because)] == []


@_SOME
@given(histories())
def test_what_was_told_stays_told(told: Told) -> None:
    """Each entry that a step told is told after every later step, unless its item is internal now."""
    for size in range(1, len(told.steps)):
        then = Told(told.charter, told.steps[:size], _state_after(told, size))
        before = {binding(event).digest for event in derive_report(then.history(), None).events if event.revision}
        whole = derive_report(told.history(), None)
        after = {binding(event).digest for event in whole.events} | whole.unsaid
        assert before <= after


def _state_after(told: Told, size: int) -> dict[Any, Any]:
    state: dict[Any, Any] = {}
    for step in told.steps[:size]:
        for pair in step.changes:
            for item in (pair.before, pair.after):
                if item is not None:
                    state[item.kind, item.id] = pair.after
    return {key: item for key, item in state.items() if item is not None}


def test_every_register_of_records_is_in_these_laws() -> None:
    """A new register joins them."""
    assert {register.kind.value for register in REGISTERS if register.is_record} <= set(_FIELDS)


def test_what_a_public_item_says_of_an_internal_one_is_left_out() -> None:
    """A change request that affects an internal milestone; a decision that stands in place of an internal one."""
    plan = milestone("quince", visibility="internal"), milestone("beta")
    asked = change("CR-1", affects=["quince", "beta"]), decision("D-1", supersedes="quince-too")
    old = decision("quince-too", visibility="internal")
    story = Told().on("2026-01-05", milestone("beta"), change("CR-1"), decision("D-1"), old)
    report = story.on("2026-01-12", *plan, *asked, old).report()
    (request,), (question,) = report.records[Kind.CHANGE], report.records[Kind.DECISION]
    assert request.item.affects == ("beta",)
    assert "quince" not in repr(question)
    told = [(event.kind, event.id, event.field, event.before, event.after) for event in report.events[3:]]
    assert told == [("change", "CR-1", "affects", None, "beta")]
    pages = "".join(page.before + page.title for page in render_pages(report, Words.of("en")))
    assert "quince" not in pages + status_json(report, None)
