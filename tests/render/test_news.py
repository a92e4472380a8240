"""What a client hears of: who is late, which dates moved, what was promised."""

from __future__ import annotations

from history_builder import Told, commitment, milestone
from milepost.facts.telling.news import moved_dates, new_promises
from milepost.model.kinds.charter import Charter
from milepost.render.sentences.event_words import EventWords
from milepost.render.words.words import Words

ENGLISH = Words.of("en")
CHARTER = Charter.model_validate({
    "name": "Harbour line",
    "client": "Harbour Ferries",
    "contacts": [{"name": "Head of sales", "side": "client"}, {"name": "Shop team"}],
})  # fmt: skip


def test_who_is_late_is_said() -> None:
    """A commitment says whose it is; a milestone is its owner's, and nobody's where the owner's side is unknown."""
    items = (
        commitment("C-1"),
        commitment("C-2", owner="Head of finance", **{"from": "client"}),
        milestone("a"),
        milestone("b", owner="Head of sales"),
        milestone("c", owner="Head of finance"),
        milestone("d", owner="Harbour authority"),
    )
    report = Told(CHARTER).on("2026-02-02", *items).report("2026-03-09")
    tags = {entry.event.id: entry.tag for entry in EventWords(report, ENGLISH).entries(report.events)}
    assert tags == {
        "C-1": "Missed by us",
        "C-2": "Missed by you",
        "a": "Missed by us",
        "b": "Missed by you",
        "c": "Missed by you",
        "d": "Missed",
    }


def test_what_was_reached_in_time_is_not_missed() -> None:
    """Entered after the clock told otherwise, it says so, in the list and in the feed."""
    story = Told().on("2026-02-02", milestone()).on("2026-03-09", milestone(done="2026-03-05"))
    report = story.report()
    said, missed = EventWords(report, ENGLISH), report.events[1]
    assert said.headline(missed) == ("Recorded late: The beta is open, reported as missed; it had been done on 5 Mar")
    assert said.standing([missed])[0].tone == "warn"


def test_the_feed_says_what_its_day_knew() -> None:
    """How long something is overdue would change from day to day."""
    report = Told().on("2026-02-02", milestone()).report("2026-03-09")
    said = EventWords(report, ENGLISH)
    assert said.headline(report.events[1]) == "Missed by us: The beta is open, was due 6 Mar, not reached"
    assert said.standing([report.events[1]])[0].what.endswith(", 3 days overdue")


def test_why_something_is_late_is_told() -> None:
    """A reason given after the date passed is that of the delay; one that was given for a move is not."""
    late = milestone(reason="The printer broke.")
    report = Told().on("2026-02-02", milestone()).on("2026-03-09", late).report()
    missed = next(event for event in report.events if event.event == "missed")
    entry = EventWords(report, ENGLISH).standing([missed])[0]
    assert (entry.tag, entry.reason) == ("Missed by us", "The printer broke.")
    moved = milestone(due="2026-03-13", reason="The pier is closed.")
    again = Told().on("2026-02-02", milestone()).on("2026-03-02", moved).report("2026-03-16")
    entry = EventWords(again, ENGLISH).standing([again.events[-1]])[0]
    assert (entry.tag, entry.reason) == ("Missed by us", None)


def test_new_promises_are_told_by_name() -> None:
    """Soonest first."""
    story = Told().on("2026-02-02", commitment("C-2", due="2026-05-01"), milestone(), commitment("C-1"))
    assert [event.id for event in new_promises(story.report().events)] == ["C-1", "beta", "C-2"]


def test_dates_that_moved_are_all_dates() -> None:
    """What is due, what was agreed, when it starts: an agreement on the new date says nothing more."""
    agreed = {"on": "2026-02-08", "due": "2026-04-01", "approved_by": "Steering group"}
    story = (
        Told()
        .on("2026-02-02", milestone("a", start="2026-02-02"), milestone("b"), milestone("c"))
        .on(
            "2026-02-09",
            milestone("a", start="2026-02-09"),
            milestone("b", rebaselined=agreed, reason="Scope"),
            milestone("c", due="2026-04-01", rebaselined=agreed, reason="Scope"),
        )
    )
    assert [(event.id, event.event) for event in moved_dates(story.report().events)] == [
        ("a", "start-moved"),
        ("b", "rebaselined"),
        ("c", "moved"),
    ]


def test_tidying_away_is_no_news() -> None:
    """What was settled before it was deleted has not changed, and keeps its state."""
    done = commitment(kept="2026-02-24")
    report = Told().on("2026-02-02", commitment()).on("2026-02-27", done).on("2026-03-02").report()
    assert (report.commitments[0].state, str(report.commitments[0].closed_on)) == ("kept", "2026-02-24")
    entry = EventWords(report, ENGLISH).standing([report.events[-1]])[0]
    assert (entry.tag, entry.tone, entry.silence) == ("Tidied away", "idle", "")
