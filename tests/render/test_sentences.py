"""An entry of the ledger in plain sentences."""

from dataclasses import replace

from history_builder import Told, decision, lesson, milestone
from milepost.facts.events import Event
from milepost.render.sentences.event_words import EventWords
from milepost.render.sentences.named import Names
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


def test_other_items_are_told_by_title() -> None:
    """A reader knows no ids: what it waits for is called as it was on that day, and keeps that when renamed later."""
    review, kickoff = milestone("review", title="The review"), milestone("kickoff", title="The kick-off")
    told = Told().on("2026-01-05", review, kickoff, milestone(after=["review"]))
    told = told.on("2026-01-12", review, kickoff, milestone(after=["review", "kickoff"]))
    renamed = milestone("review", title="The second review")
    report = told.on("2026-01-19", renamed, kickoff, milestone(after=["kickoff"])).report()
    changed = [event for event in report.events if event.field == "after"]
    told_as = [(entry.was, entry.now) for entry in EventWords(report, ENGLISH).entries(changed)]
    assert told_as == [
        ("The review", "The review, The kick-off"),
        ("The second review, The kick-off", "The kick-off"),
    ]


def test_what_is_touched_and_followed_is_told_by_title() -> None:
    """With its kind before it or without, in quotation marks within a sentence; an unknown name stays as it is."""
    secret = milestone("secret", title="Hidden", visibility="internal")
    told = Told().on("2026-01-05", milestone(), secret, decision(affects=["beta"]))
    later = decision(affects=["beta", "secret"])
    report = told.on("2026-01-12", milestone(), secret, later).report()
    said = " ".join(EventWords(report, ENGLISH).headline(event) for event in report.events)
    assert "Hidden" not in said
    event = next(event for event in report.events if event.kind == "milestone")
    because = Names(report).in_a_sentence(replace(event, because=("decision:D-1", "change:CR-9"))).because
    assert because == ("decision:“Do we keep the paper tickets?”", "change:CR-9")


def test_a_question_keeps_no_comma_after_its_mark() -> None:
    """What is told of it follows a dash, in either language."""
    asked = decision(due="2026-03-06")
    kept = decision(due="2026-03-06", decided="2026-03-02", decision="We keep them")
    decided = _last(Told().on("2026-02-02", asked).on("2026-03-02", kept))
    told = "Decided: Do we keep the paper tickets? – We keep them, on 2 Mar, 4 days before it was due, 6 Mar"
    assert headline(decided, ENGLISH) == told
    assert "tickets?——We keep them，" in headline(decided, Words.of("zh"))


def test_chinese_sentences_stand_without_blanks_between_them() -> None:
    """Only after Latin letters a blank parts one from the next; days stand in a sentence as they are."""
    first, chinese = milestone(), Words.of("zh")
    for reason, told in (("不再需要。", "不再需要。各期更新"), ("Rain.", "Rain. 各期更新"), ("下雨", "下雨。各期更新")):
        moved = _last(Told().on("2026-01-05", first).on("2026-01-12", milestone(due="2026-03-13", reason=reason)))
        assert detail(moved, chinese).startswith(told)
        assert "从3月6日到3月13日" in headline(moved, chinese)
