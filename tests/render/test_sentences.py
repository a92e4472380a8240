"""An entry of the ledger in plain sentences."""

from history_builder import Told, lesson, milestone
from milepost.facts.events import Event
from milepost.render.sentences.sentences import detail, headline
from milepost.render.words.words import Words

ENGLISH = Words.of("en")


def _last(story: Told) -> Event:
    return story.report().events[-1]


def test_a_headline_names_what_happened_to_what() -> None:
    """The word for it, the item's title, the change."""
    moved = _last(Told().on("2026-01-05", milestone()).on("2026-01-12", milestone(due="2026-03-13")))
    assert headline(moved, ENGLISH) == "Moved: The beta is open, from 6 Mar to 13 Mar, 7 days later"
    assert detail(moved, ENGLISH) == "No reason given; told in no update."


def test_an_edit_shows_what_was_changed() -> None:
    """Replaced, added, taken out: each passage in the reader's words."""
    before = "Ask for the limits today. Then estimate all of it. As a rule never guess."
    after = "Ask for the rates today. Then estimate it. As a rule never ever guess."
    edited = _last(Told().on("2026-03-02", lesson(text=before)).on("2026-04-01", lesson(text=after)))
    assert headline(edited, ENGLISH) == "Edited: Ask before estimating, 4 words changed"
    assert detail(edited, ENGLISH) == "“limits” became “rates”; taken out: “all of”; added: “ever”."


def test_markup_in_a_title_stays_text() -> None:
    """Sentences are plain text: nothing is escaped, nothing is dropped."""
    made = _last(Told().on("2026-01-05", milestone(title="<b>Beta</b> & more")))
    assert headline(made, ENGLISH) == "New: <b>Beta</b> & more, promised for 6 Mar"
