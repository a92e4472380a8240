"""The agreed date judges: what an event says, and how it looks."""

from __future__ import annotations

import pytest

from history_builder import Told, milestone
from milepost.render.sentences.entries import Entry, entry_of
from milepost.render.sentences.sentences import further_facts, what_happened
from milepost.render.words.words import Words

ENGLISH = Words.of("en")
MET, MISSED = "the moved date, 20 Mar, was met", "1 day after the moved date, 20 Mar"


def _last(story: Told) -> tuple[Entry, str, tuple[str, ...]]:
    event = story.report().events[-1]
    return entry_of(event, ENGLISH, event.recorded), what_happened(event, ENGLISH), further_facts(event, ENGLISH)


@pytest.mark.parametrize(
    ("done", "tag", "tone", "said", "fact"),
    [
        ("2026-03-05", "Reached", "ok", "on 5 Mar, 1 day before the agreed 6 Mar", MET),
        ("2026-03-06", "Reached", "ok", "on 6 Mar, on the agreed date", MET),
        ("2026-03-19", "Reached late", "warn", "on 19 Mar, 13 days after the agreed 6 Mar", MET),
        ("2026-03-21", "Reached late", "warn", "on 21 Mar, 15 days after the agreed 6 Mar", MISSED),
    ],
)
def test_meeting_a_moved_date_is_late(done: str, tag: str, tone: str, said: str, fact: str) -> None:
    """Agreed for 6 March, moved to 20 March: that the moved date was met follows, and changes nothing."""
    moved = milestone(due="2026-03-20")
    story = Told().on("2026-01-05", milestone()).on("2026-01-12", moved)
    entry, words, further = _last(story.on(done, milestone(due="2026-03-20", done=done)))
    assert (entry.tag, entry.tone, words) == (tag, tone, said)
    assert further[0] == fact


@pytest.mark.parametrize(
    ("due", "tone"), [("2026-03-20", "warn"), ("2026-03-10", "idle"), ("2026-03-06", "ok"), ("2026-03-02", "ok")]
)
def test_a_move_is_good_only_up_to_the_agreed_date(due: str, tone: str) -> None:
    """Earlier than last week and still after the agreed date is not green."""
    story = Told().on("2026-01-05", milestone()).on("2026-01-12", milestone(due="2026-03-13"))
    assert _last(story.on("2026-01-19", milestone(due=due)))[0].tone == tone


def test_a_corrected_day_is_no_second_time() -> None:
    """It says from which day to which."""
    story = Told().on("2026-03-03", milestone(done="2026-03-03")).on("2026-03-09", milestone(done="2026-03-04"))
    entry, words, _ = _last(story)
    assert (entry.tag, words) == ("Day corrected", "from 3 Mar to 4 Mar, 2 days before the agreed 6 Mar")


def test_causes_and_sides_are_said_in_words() -> None:
    """Nobody has to know how they are written in the files."""
    story = Told().on("2026-01-05", milestone()).on("2026-01-12", milestone(cause="staffing"))
    assert _last(story)[1] == "kind of reason: nothing became “staffing”"
