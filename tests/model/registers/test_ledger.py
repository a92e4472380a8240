"""What the ledger tells of every kind of item: each field as it is marked, a life, and nothing that is internal."""

from __future__ import annotations

import re
from typing import Any

from declared import every_record, fields_told
from history_builder import Told, change, lesson, milestone, risk, update
from milepost.facts.events import EventName
from milepost.model.fields import Kind
from milepost.model.kinds.charter import Language
from milepost.model.marks import Mark, marked, way_to
from milepost.model.registers import Register
from milepost.render.all_pages import render_pages
from milepost.render.data.status_json import status_json
from milepost.render.sentences.sentences import headline
from milepost.render.words.words import Words
from samples import sample, still_open

TOLD_AS = {
    Mark.TITLE: EventName.REWORDED,
    Mark.WORDS: EventName.REWORDED,
    Mark.PERSON: EventName.REASSIGNED,
    Mark.LEVEL: EventName.RATED,
    Mark.DATE: EventName.MOVED,
}
HIDDEN = "quince"


@every_record
def test_every_field_is_told_as_it_is_marked(register: Register) -> None:
    """One event a field, named by its mark, and a sentence of it in both languages."""
    before = still_open(register, reason=None)
    for name, value in fields_told(register):
        after = still_open(register, **{"reason": None, name.partition(".")[0]: value})
        named: list[Any] = [milestone(item_id) for item_id in before.affects]
        named += [milestone("pilot"), still_open(register, id="pilot"), lesson("pilot")]
        named += [risk("pilot")] if register.kind is not Kind.RISK else []
        named += [change("pilot")] if register.kind is Kind.BUDGET else []
        report = Told().on("2026-01-05", before, *named).on("2026-01-12", after, *named).report()
        changes = [event for event in report.events if (event.kind, event.id) == (register.kind, before.id)][1:]
        field = way_to(register.written, name)[-1]
        expected = next((event for mark, event in TOLD_AS.items() if field.has(mark)), EventName.CHANGED)
        assert [(e.event, e.field) for e in changes] == [(expected, name)]
        for language in Language:
            said = headline(changes[0], Words.of(language))
            assert not re.search(r"None|[<>{}]", said), said


@every_record
def test_its_life_is_told(register: Register) -> None:
    """Raised, decided, closed, opened again, deleted, back, joined: each once, with a sentence in both languages."""
    still, over = still_open(register, id="a", reason=None), sample(register, id="a", reason=None)
    other = still_open(register, id="b", reason=None)
    story = Told().on("2026-01-05", still, other).on("2026-05-12", over, other).on("2026-05-19", still, other)
    story = story.on("2026-05-26", other).on("2026-06-02", still, other)
    report = story.on("2026-06-09", still.model_copy(update={"was": ("b",)})).report()
    told = [event.event.value for event in report.events if event.event is not EventName.MISSED]
    ends = [
        name
        for mark, name in ((Mark.DECIDES, "decided"), (Mark.CLOSES, "closed"))
        for field in marked(register.written, mark)
        if getattr(over, field.attribute)
    ]
    ends += ["stepped", "closed"] if register.kind is Kind.PROBLEM else []
    again = ["edited", "reopened"] if register.kind is Kind.PROBLEM else ["reopened"] * len(ends)
    life = [*ends, *again, "vanished", "returned", "merged"]
    assert sorted(told) == sorted(["raised", "raised", *life])
    assert told[-3:] == life[-3:]
    for event in report.events:
        for language in Language:
            assert not re.search(r"None|[<>{}]", headline(event, Words.of(language)))


@every_record
def test_an_update_announces_a_change_of_it(register: Register) -> None:
    """An update that links to it tells what changed, as of a promise."""
    report = (
        Told()
        .on("2026-01-05", still_open(register, id="a", title="Before"))
        .on("2026-01-09", still_open(register, id="a"), update("2026-01-09", f"See <{register.kind}:a>."))
        .report()
    )
    found = next(event for event in report.events if event.event is EventName.REWORDED)
    assert found.announced
    assert found.announced.update == "2026-01-09"


@every_record
def test_what_is_internal_is_nowhere(register: Register) -> None:
    """Neither an item that is, nor one that was public, nor what it names that nobody may see."""
    hidden = sample(register, id="a", title=HIDDEN, visibility="internal")
    secret = milestone(HIDDEN, visibility="internal")
    plain = sample(register, id="b", affects=[HIDDEN])
    report = Told().on("2026-01-05", sample(register, id="a"), secret, plain).on("2026-01-12", hidden, secret, plain)
    told = report.report()
    pages = "".join(page.before + page.title for page in render_pages(told, Words.of("en")))
    assert HIDDEN not in status_json(told, None) + pages
    assert [(held.kind, str(held.recorded)) for held in told.withheld] == [(register.kind, "2026-01-12")]
