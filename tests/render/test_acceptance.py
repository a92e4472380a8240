"""Acceptance: what every reader sees of a delivery that waits for a word, and of the word."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from history_builder import Told, milestone
from milepost.model.kinds.charter import AcceptanceTerms, FeedbackRoute, Language
from milepost.render.all_pages import render_pages
from milepost.render.answers import Answers
from milepost.render.data.status_json import status_json
from milepost.render.feeds.calendar import asks_calendar
from milepost.render.feeds.topics import events_by_topic
from milepost.render.words.words import Words

_NO = {"on": "2026-03-06", "why": "The **fares** are missing"}


def story(*, deemed: bool = False, language: str = "en", **fields: Any) -> Told:
    """A milestone that was delivered on 4 March."""
    told = Told().on("2026-03-06", milestone(**{"delivered": "2026-03-04", "done": "2026-03-04", **fields}))
    terms = {
        "acceptance": AcceptanceTerms(deemed=deemed),
        "client": "Harbour Ferries",
        "feedback": FeedbackRoute(email="status@example.org"),
        "language": Language(language),
    }
    told.charter = told.charter.model_copy(update=terms)
    return told


def shown(told: Told, uri: str, day: str = "2026-03-06") -> str:
    """A page as text."""
    report = told.report(day)
    words = Words.of(told.charter.language)
    pages = render_pages(report, words, answers=Answers(report, words))
    (page,) = (page for page in pages if page.uri == uri)
    return " ".join(re.sub(r"<[^>]+>", " ", page.before).split())


def test_a_delivery_is_asked_for_on_the_overview_and_the_plan_shows_until_when() -> None:
    """Who, until when, what silence means where that was agreed; and how to answer."""
    overview, plan = (shown(story(deemed=True), uri) for uri in ("index.md", "plan.md"))
    assert "Accept or reject: The beta is open" in overview
    assert "Delivered 4 Mar . Without a word it counts as accepted on 17 Mar , as agreed." in overview
    assert "Harbour Ferries" in overview
    assert "The beta is open : delivered; accepted on 17 Mar if you say nothing" in plan
    assert "The client has until 16 Mar to accept or reject it" in plan


def test_without_an_agreement_silence_means_nothing() -> None:
    """The day passes, and the word is overdue; nothing is accepted."""
    overview, plan = (shown(story(), uri, "2026-03-20") for uri in ("index.md", "plan.md"))
    assert "4 days overdue" in overview
    assert "as agreed" not in overview
    assert "delivered; your word was due 16 Mar" in plan


@pytest.mark.parametrize(
    ("fields", "day", "said"),
    [
        (
            {"accepted": {"on": "2026-03-05", "by": "A & B", "how": "mail"}},
            "2026-03-06",
            "Accepted on 5 Mar by A &amp; B, by mail.",
        ),
        ({"accepted": {"on": "2026-03-05"}}, "2026-03-06", "Accepted on 5 Mar ."),
        ({"rejected": _NO}, "2026-03-06", "Rejected on 6 Mar . Why it was rejected The fares are missing"),
        (
            {},
            "2026-03-30",
            "It has counted as accepted since 17 Mar : nobody had said a word in the days agreed for it.",
        ),
    ],
)
def test_the_word_stands_with_the_milestone(fields: dict[str, Any], day: str, said: str) -> None:
    """Who gave it, when and how; or why not."""
    assert said in shown(story(deemed=True, **fields), "plan.md", day)


def test_in_chinese_all_of_it_is_chinese() -> None:
    """No English word is left in what is said of a delivery."""
    told = story(deemed=True, language="zh", title="试用版开放")
    assert "请验收：试用版开放" in shown(told, "index.md")
    assert "如无答复则于" in shown(told, "index.md")
    assert "已交付，如无答复则于 3月17日 视为验收" in shown(told, "plan.md")


def test_the_data_the_calendar_and_the_feed_of_asks_know_it() -> None:
    """By the last day for a word, under a name that no due date has."""
    report = story(deemed=True).report()
    (told,) = json.loads(status_json(report, None))["milestones"]
    assert (told["handover"], told["accept_by"], told["silence_accepts"]) == ("delivered", "2026-03-16", True)
    calendar = asks_calendar(report, Words.of("en"), None)
    assert "UID:milestone-beta-acceptance@milepost" in calendar
    assert "DTSTART;VALUE=DATE:20260316" in calendar
    assert [event.event.value for event in events_by_topic(report)["asks"]] == ["delivered"]
