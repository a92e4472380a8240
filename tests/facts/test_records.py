"""What the ledger tells of items that are no promises, where only one kind has it."""

from __future__ import annotations

from history_builder import Told, feedback, problem, shortly

_SEEN = {"on": "2026-02-02", "state": "fixing", "text": "It is being mended"}


def test_a_told_step_that_says_resolved_later_closes_the_problem() -> None:
    """That the last entry was told as something else before hides no end."""
    story = (
        Told()
        .on("2026-02-02", problem("P-1", thread=[_SEEN]))
        .on("2026-02-09", problem("P-1", thread=[{**_SEEN, "state": "resolved"}]))
    )
    told = [(event.event, event.after, event.days) for event in story.report().events[-2:]]
    assert [(name.value, str(after), days) for name, after, days in told] == [
        ("closed", "2026-02-02", 0),
        ("edited", "None", None),
    ]


def test_a_problem_whose_last_entry_goes_is_resolved_by_the_one_before() -> None:
    """Taking out what came after the end tells both: what is gone, and that it is closed."""
    end = {"on": "2026-02-05", "state": "resolved", "text": "It is mended"}
    again = {"on": "2026-02-06", "state": "fixing", "text": "Not yet"}
    story = (
        Told()
        .on("2026-02-06", problem("P-1", thread=[_SEEN, end, again]))
        .on("2026-02-09", problem("P-1", thread=[_SEEN, end]))
    )
    assert sorted(event.event.value for event in story.report().events if str(event.recorded) == "2026-02-09") == [
        "closed",
        "edited",
    ]


def test_a_title_that_nobody_wrote_is_told_as_the_words_it_comes_from() -> None:
    """Feedback without a title is called by what was said; other words are told once, and another id not at all."""
    story = (
        Told()
        .on("2026-02-02", feedback("F-1", title=None, said="It is slow"), feedback("F-2", title=None))
        .on("2026-02-09", feedback("F-1", title=None, said="It is fast"), feedback("F-3", title=None, was="F-2"))
        .on("2026-02-16", feedback("F-1", title="The speed", said="It is fast"), feedback("F-3", title=None, was="F-2"))
    )
    assert shortly(story.report().events)[2:] == [
        "2026-02-09 F-1 reworded said: It is slow → It is fast",
        "2026-02-16 F-1 reworded title: It is fast → The speed",
    ]


def test_a_day_that_is_taken_out_says_what_it_was_first() -> None:
    """Whoever reads that it is gone reads how it began."""
    story = (
        Told()
        .on("2026-02-02", problem("P-1", due="2026-02-20"))
        .on("2026-02-09", problem("P-1", due="2026-03-02"))
        .on("2026-02-16", problem("P-1"))
    )
    (gone,) = [event for event in story.report().events if str(event.recorded) == "2026-02-16"]
    assert (gone.event.value, str(gone.before), gone.after, str(gone.first)) == (
        "moved",
        "2026-03-02",
        None,
        "2026-02-20",
    )
