"""The closing report: what history says of it, when a project is closed, and what is open then."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from history_builder import Told, closing, commitment, milestone, problem, risk, update
from milepost.facts.acceptance.closing import left_open, records_left_open
from milepost.facts.events import Event, EventName
from milepost.facts.report.report import StatusReport
from milepost.model.fields import Kind

ACCEPTED = {"on": "2026-05-12", "by": "Steering group"}
DONE = milestone(done="2026-03-06")


def closed(*items: Any, **matter: Any) -> Told:
    """A project whose only milestone is reached, and that is closed on 8 May."""
    return Told().on("2026-02-02", milestone()).on("2026-05-08", DONE, closing("We pay", **matter), *items)


def told_of(story: Told) -> list[Event]:
    """What is told of the closing report."""
    return [event for event in story.report().events if event.kind is Kind.CLOSING]


def test_it_is_told_that_a_project_is_closed() -> None:
    """On the day that it gives, under its title, or failing that under its day."""
    (event,) = told_of(closed())
    assert (event.event, event.on, event.title, event.id) == (
        EventName.PUBLISHED,
        date(2026, 5, 8),
        "2026-05-08",
        "closing",
    )
    assert [told.title for told in told_of(closed(title="Half of all tickets"))] == ["Half of all tickets"]


def test_within_the_grace_it_may_be_mended() -> None:
    """As minutes: whoever had read it had hardly done so; what is changed after that is told."""
    story = closed().on("2026-05-10", DONE, closing("You pay"))
    assert "closing edited" not in " ".join(story.told())
    assert story.on("2026-05-11", DONE, closing("Both pay")).told()[-1] == "2026-05-11 closing edited"


def test_what_is_changed_after_it_was_accepted_is_told_at_once() -> None:
    """Even within the grace, with the words and by whom it had been accepted."""
    report = closed(accepted=ACCEPTED).on("2026-05-09", DONE, closing("You pay", accepted=ACCEPTED)).report()
    edited = report.events[-1]
    assert (edited.event, edited.field, edited.approved_by) == (EventName.EDITED, "accepted", "Steering group")
    assert [(edit.before, edit.after) for edit in edited.edits] == [("We", "You")]
    assert report.closing
    assert len(report.closing.edits_after_acceptance) == 1


def test_what_had_been_accepted_does_not_change_unseen_once_that_is_taken_back() -> None:
    """Nor where it is gone and back in between: it had been accepted, by whom is told with the words."""
    story = closed(accepted=ACCEPTED).on("2026-05-08", DONE, closing("We pay")).on("2026-05-08", DONE)
    events = told_of(story.on("2026-05-09", DONE, closing("You pay", accepted=ACCEPTED)))
    assert [(event.event, event.field, event.approved_by) for event in events[-3:]] == [
        (EventName.RETURNED, None, None),
        (EventName.CLOSED, "accepted", "Steering group"),
        (EventName.EDITED, "accepted", "Steering group"),
    ]


def test_its_acceptance_is_told_and_can_be_taken_back() -> None:
    """Each with its day; another day of the same acceptance is a correction."""
    story = closed().on("2026-05-13", DONE, closing("We pay", accepted=ACCEPTED))
    story = story.on("2026-05-14", DONE, closing("We pay", accepted={**ACCEPTED, "on": "2026-05-11"}))
    events = told_of(story.on("2026-05-20", DONE, closing("We pay")))
    told = [(str(e.event), e.field, e.before, e.after) for e in events[1:]]
    first, second = date(2026, 5, 12), date(2026, 5, 11)
    assert told == [
        ("closed", "accepted", None, first),
        ("closed", "accepted", first, second),
        ("reopened", "accepted", second, None),
    ]


def test_a_project_with_an_open_milestone_is_not_closed() -> None:
    """Whatever its closing report says: there is one, and the overview goes on as before."""
    report = Told().on("2026-05-08", milestone(), closing()).report()
    assert (report.closing is not None, report.is_closed, report.is_finished) == (True, False, False)


def test_a_promise_that_is_open_is_handed_over() -> None:
    """With a closing report the project is over all the same, and no more updates are due; it is not complete."""
    report = closed(commitment(), update("2026-05-08")).report("2026-06-30")
    assert (report.is_closed, report.is_finished, report.is_complete) == (True, True, False)
    assert (report.rhythm.overdue_days, report.awaited) == (0, None)
    assert not Told().on("2026-05-08", DONE, commitment()).report().is_finished


def test_what_is_left_open_is_what_still_waits() -> None:
    """Promises soonest first; of the registers whatever is not at its end."""
    over = risk("R-2", closed={"on": "2026-05-01", "because": "passed"})
    late = commitment("C-2", due="2026-02-20")
    report = closed(commitment(kept="2026-03-05"), late, problem("P-1"), risk("R-1"), over).report()
    assert [p.item.id for p in left_open((*report.milestones, *report.commitments))] == ["C-2"]
    assert ids(report) == ["R-1", "P-1"]


def ids(report: StatusReport) -> list[str]:
    """What of the registers is left open."""
    return [r.item.id for r in records_left_open(r for found in report.records.values() for r in found)]


@pytest.mark.parametrize("words", ["quince", "medlar"])
def test_one_that_is_internal_is_nowhere(words: str) -> None:
    """Neither what it says, nor what it said when it was public, nor that the project is closed."""
    story = closed(title="The quince").on("2026-05-20", DONE, closing("medlar", visibility="internal"))
    report = story.report()
    assert (report.closing, report.is_closed) == (None, False)
    assert words not in repr(report.events)
    assert [held.kind for held in report.withheld] == [Kind.CLOSING]
