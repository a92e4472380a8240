"""Meetings: what a reader sees of who met, what was written down, and whether it still says what was agreed to."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from history_builder import Told, commitment, meeting, update
from milepost.facts.versions import Archive, PastVersion
from milepost.model.fields import Status
from milepost.model.kinds.charter import Language
from milepost.model.places import RECORD_PAGE
from milepost.model.texts.days import day_from
from milepost.render.all_pages import render_pages
from milepost.render.data.status_json import status_json
from milepost.render.feeds.calendar import calendar
from milepost.render.feeds.topics import events_by_topic
from milepost.render.sentences.event_words import EventWords
from milepost.render.words.words import Words

ID = "2026-02-04-steering"
APPROVED = {"on": "2026-02-06", "by": "The steering group"}


def story(**matter: Any) -> Told:
    """A meeting of 4 February, minuted five days later."""
    return Told().on("2026-02-09", meeting(ID, "We pay", **matter))


def shown(told: Told, uri: str = f"meetings/{ID}.md", language: str = "en", archive: Archive | None = None) -> str:
    """A page as text."""
    pages = render_pages(told.report(), Words.of(language), archive=archive)
    (page,) = (page for page in pages if page.uri == uri)
    return " ".join(re.sub(r"<[^>]+>", " ", page.before + page.after).split())


def test_a_page_says_who_met_and_when_it_was_written_down() -> None:
    """With the day of the next one, and whether it is agreed to."""
    page = shown(story(present=["Head of sales"], absent=["Head of finance"], next="2026-03-11"))
    assert "Not approved yet Steering meeting , 4 February 2026 Steering group" in page
    assert "Present Head of sales Absent Head of finance" in page
    assert "Minutes written down after 5 days The next one 11 Mar" in page


def test_a_meeting_that_is_called_as_its_sort_is_called_so_once() -> None:
    """Its draft is titled so: the list, the Record and its own page do not say it twice."""
    for language, title, many in (("en", "Kick-off meeting", "Meetings"), ("zh", "启动会", "会议")):
        told = story(title=title, kind="kickoff")
        assert shown(told, language=language).count(title) == 1
        assert many in shown(told, language=language)
        for uri in ("meetings/index.md", RECORD_PAGE):
            assert shown(told, uri, language).count(title) == 1
    assert "Steering group Steering meeting written down" in shown(story(), "meetings/index.md")


def test_a_chinese_line_does_not_say_that_a_meeting_took_days() -> None:
    """How long after it the minutes came is told as days after it."""
    report = story().report()
    (event,) = report.events
    told = EventWords(report, Words.of("zh")).headline(event)
    assert told.endswith("2月4日的会议，5 天后")


def test_what_was_changed_after_approval_is_no_longer_approved() -> None:
    """It is bad news on its page, in the list and in the record, with the words."""
    told = story(approved=APPROVED)
    assert "Minutes approved" in shown(told, "meetings/index.md")
    told = told.on("2026-02-10", meeting(ID, "You pay", approved=APPROVED))
    for uri in (f"meetings/{ID}.md", "meetings/index.md", RECORD_PAGE):
        assert "Changed after it was approved" in shown(told, uri)
    page = shown(told)
    assert "it had been approved by The steering group" in page
    assert re.search(r"We .* You", page)


def test_a_page_leads_to_the_site_as_it_was_when_they_met() -> None:
    """The newest version that is not younger; before the first one there is none."""
    one = PastVersion("2026-01-30", "a", day_from("2026-01-30"), Status.GREEN, Status.GREEN, None, (), (), "")
    later = replace(one, name="2026-02-06", day=day_from("2026-02-06"))
    told, archive = story(), Archive((later, one))
    (page,) = (p for p in render_pages(told.report(), Words.of("en"), archive=archive) if p.uri == f"meetings/{ID}.md")
    assert 'href="../../versions/2026-01-30/"' in page.after
    assert "versions/" not in shown(told, archive=Archive((later,)))


def test_a_month_tells_its_meetings() -> None:
    """Beside the decisions of the month, where an update was written in it."""
    told = story().on("2026-02-13", meeting(ID, "We pay"), update("2026-02-13"))
    assert "Meetings 1 Steering group the meeting of 4 Feb after 5 days" in shown(told, "updates/2026-02.md")


def test_the_next_meeting_of_each_kind_is_in_the_calendar() -> None:
    """As the newest of its kind says."""
    older = meeting("2026-01-14", next="2026-02-04")
    report = Told().on("2026-02-09", older, meeting(ID, next="2026-03-11")).report()
    text = calendar(report, Words.of("en"), None)
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", text) == ["20260311"]
    assert f"UID:meeting-{ID}-next@milepost" in text
    assert "SUMMARY:Steering meeting" in text


def test_who_follows_decisions_hears_of_minutes() -> None:
    """They say what was decided, and by whom."""
    assert [event.id for event in events_by_topic(story().report())["decisions"]] == [ID]


def test_the_data_hold_what_is_written_and_what_history_says() -> None:
    """Under a key that is there only where there is a meeting."""
    told = story(approved=APPROVED, present=["Head of sales"])
    (found,) = json.loads(status_json(told.report(), None))["meetings"]
    assert found == {
        "id": ID,
        "url": f"meetings/{ID}/",
        "title": "Steering group",
        "kind": "steering",
        "date": "2026-02-04",
        "recorded": "2026-02-09",
        "days": 5,
        "present": ["Head of sales"],
        "absent": [],
        "next": None,
        "approved": {"on": "2026-02-06", "by": "The steering group"},
        "edits": 0,
        "edits_after_approval": 0,
    }


@pytest.mark.parametrize("uri", [f"meetings/{ID}.md", "meetings/index.md"])
def test_both_languages_say_it(uri: str) -> None:
    """No word of ours is left in the other language."""
    minutes = meeting(ID, title="指导委员会", present=["张"], next="2026-03-11")
    told = Told().on("2026-02-09", minutes, by="张").on("2026-03-01", meeting(ID, title="指导委员会"), by="张")
    told.charter = told.charter.model_copy(update={"language": Language.ZH})
    page = shown(told, uri, "zh")
    assert "5 天后整理出纪要" in page
    assert not re.search(r"[A-Za-z]{3,}", re.sub(r"(next|present):", "", page))


def test_without_any_there_is_no_trace() -> None:
    """Neither a page, nor a chip, nor a key of the data."""
    report = Told().on("2026-01-05", commitment()).report()
    assert [page.uri for page in render_pages(report, Words.of("en")) if "meeting" in page.uri] == []
    assert "meetings" not in json.loads(status_json(report, None))
