"""The ledger of updates and lessons, and clocks that run backwards."""

import pytest

from history_builder import Told, lesson, milestone, update
from milepost.facts.report.deriving import derive_report
from milepost.model.fields import Kind


def test_clocks_that_run_backwards_do_not_turn_the_ledger_around() -> None:
    """Events stand in the order of the revisions, whatever day their commits bear."""
    story = (
        Told()
        .on("2026-01-12", milestone())
        .on("2026-01-05", milestone(due="2026-03-13"))
        .on("2026-01-19", milestone(due="2026-03-20"))
    )
    assert story.told(without=()) == [
        "2026-01-12 beta made: None → 2026-03-06",
        "2026-01-05 beta moved: 2026-03-06 → 2026-03-13",
        "2026-01-19 beta moved: 2026-03-13 → 2026-03-20",
    ]


def test_a_grace_that_is_over_stays_over() -> None:
    """An edit that is dated back into it is told all the same, once the line has gone past it."""
    first, second = update("2026-03-06", "All nine piers"), update("2026-03-13")
    edited = update("2026-03-06", "Two piers")
    told = Told().on("2026-03-06", first).on("2026-03-13", first, second).on("2026-03-07", edited, second).told()
    assert told == ["2026-03-07 2026-03-06 edited"]
    assert Told().on("2026-03-06", first).on("2026-03-07", edited).on("2026-03-13", edited, second).told() == []


def test_updates_and_lessons_are_published_edited_lost_and_found() -> None:
    """Within the grace an edit is part of publishing; afterwards it is told, with the words that changed."""
    story = (
        Told()
        .on("2026-03-06", update("2026-03-06", "Ten tickets sold."), lesson(text="Ask."))
        .on("2026-03-08", update("2026-03-06", "Twelve tickets sold."), lesson(text="Ask them."))
        .on("2026-03-09", update("2026-03-06", "Twenty tickets sold.", status="amber"), lesson(text="**Ask** them"))
        .on("2026-03-10", lesson(text="Ask them all.", title="Ask early"))
        .on(
            "2026-03-11",
            update("2026-03-06", "Twenty tickets sold.", status="amber"),
            lesson(text="Ask", title="Ask early"),
        )
    )
    report = story.report()
    assert [(str(e.recorded), e.id, str(e.event), e.words) for e in report.events] == [
        ("2026-03-06", "ask-first", "published", None),
        ("2026-03-06", "2026-03-06", "published", None),
        ("2026-03-09", "2026-03-06", "edited", 2),
        ("2026-03-10", "ask-first", "edited", 3),
        ("2026-03-10", "2026-03-06", "vanished", None),
        ("2026-03-11", "ask-first", "edited", 2),
        ("2026-03-11", "2026-03-06", "returned", None),
    ]
    assert [(e.before, e.after) for e in report.updates[0].edits[0].edits] == [
        ("status: green", "status: amber"),
        ("Twelve", "Twenty"),
    ]


def test_a_proof_of_use_is_no_edit_of_a_lesson() -> None:
    """The list of applications grows by design."""
    used = [{"on": "2026-04-01", "where": "Supplier checklist"}]
    story = Told().on("2026-03-06", lesson()).on("2026-04-01", lesson(applied=used))
    assert story.told() == []
    assert story.report().lessons[0].in_practice


def test_a_history_must_end_where_the_content_stands() -> None:
    """Steps that do not lead to the content are a mistake of ours, and not passed over."""
    story = Told().on("2026-01-05", milestone())
    story.items = {(Kind.MILESTONE, "other"): milestone("other")}
    with pytest.raises(ValueError, match="do not end"):
        derive_report(story.history())
