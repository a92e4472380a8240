"""Feedback: what a reader sees of what the client said, what we did, and who has not answered."""

from __future__ import annotations

import json
import re
from typing import Any

from history_builder import Told, commitment, feedback, update
from milepost.facts.versions import Archive, PastVersion
from milepost.model.fields import Kind, Status
from milepost.model.kinds.charter import Charter, FeedbackRoute, Language, Phase
from milepost.model.places import RECORD_PAGE
from milepost.model.texts.days import day_from
from milepost.render.all_pages import render_pages
from milepost.render.data.status_json import status_json
from milepost.render.words.words import Words


def shown(told: Told, uri: str = "feedback/index.md", language: str = "en") -> str:
    """A page as text."""
    (page,) = (p for p in render_pages(told.report(), Words.of(language)) if p.uri == uri)
    return " ".join(re.sub(r"<[^>]+>", " ", page.before).split())


def story(**answer: Any) -> Told:
    """Something was said on 5 January, and a month later this is known."""
    told = Told().on("2026-01-05", feedback(on="2026-01-05"))
    told.charter = told.charter.model_copy(update={"phases": (Phase(id="build", title="Building"),)})
    return told.on("2026-02-05", feedback(on="2026-01-05", **answer), commitment(kept="2026-02-04", due="2026-02-04"))


def test_what_came_of_it_stands_beside_what_was_said() -> None:
    """The answer with its days, and each action with how far it is."""
    page = shown(story(answer="The ticket names it", answered="2026-01-08", outcome="done", actions=["C-1"]))
    assert "1 of 1 answered, after 3 days, 1 of 1 action done" in page
    assert re.search(r"You said We did .* The ticket names it 8 Jan · after 3 days .* Kept Done", page)


def test_what_waits_longer_than_was_promised_is_told() -> None:
    """After ten days, or as many as the project says."""
    told = story()
    assert "No answer for 31 days" in shown(told)
    assert "No answer for 31 days" in shown(told, "feedback/F-1.md")
    assert "No answer for 31 days" in shown(told, RECORD_PAGE)
    told.charter = told.charter.model_copy(update={"feedback": FeedbackRoute(answer_days=31)})
    assert "No answer for" not in shown(told)
    assert "To be answered" in shown(told)


def test_silence_counts() -> None:
    """Who was asked and said nothing is no voice, and stands by itself and beside the ratings of the phase."""
    said = feedback(on="2026-01-05", rating=4, phase="build")
    pulse = feedback("pulse", asked="2026-02-06", phase="build")
    told = story(rating=4, phase="build").on("2026-02-06", said, pulse)
    page = shown(told)
    assert "Building 4 of 5; asked once, no answer" in page
    assert "0 of 1 answered" in page
    assert re.search(r"Asked, no answer yet 1 .* asked 6 Feb", page)


def test_both_languages_say_it() -> None:
    """No word of ours is left in the other language."""
    told = story(rating=4, phase="build")
    told.charter = told.charter.model_copy(update={"language": Language.ZH})
    page = shown(told, language="zh")
    assert "您的反馈 我们的行动" in page
    assert "已 31 天未答复" in page
    assert not re.search(r"said|answer|asked", page)


def test_without_any_there_is_no_trace() -> None:
    """Neither a page, nor a chip, nor a key of the data."""
    pages = render_pages(Told().on("2026-01-05", commitment()).report(), Words.of("en"))
    assert [page.uri for page in pages if "feedback" in page.uri] == []


def test_satisfaction_counts_what_was_asked() -> None:
    """Phase by phase: each rating, and how many of the questions were answered; silence alone is told as that."""
    charter = Charter.model_validate(
        {"name": "L", "phases": [{"id": "p", "title": "Pilot"}, {"id": "q", "title": "Q"}]}
    )
    told = Told(charter).on(
        "2026-03-02",
        feedback("F-1", phase="p", asked="2026-02-02", on="2026-02-03", rating=4),
        feedback("F-2", phase="p", asked="2026-02-20"),
        feedback("F-3", phase="p", on="2026-02-10", rating=2),
        feedback("F-4", phase="q", asked="2026-02-20"),
    )
    text = shown(told)
    assert "Pilot 4, 2 of 5; 1 of 2 questions answered" in text
    assert "Q asked once, no answer" in text
    data = json.loads(status_json(told.report(), None))["satisfaction"]
    assert data == [
        {"phase": "p", "ratings": [4, 2], "asked": 2, "silent": 1},
        {"phase": "q", "ratings": [], "asked": 1, "silent": 1},
    ]


def test_what_is_seen_and_agreed_needs_no_answer() -> None:
    """It stands by itself, with who agreed to what and of which version, and waits for nobody, however long ago."""
    of_it = {
        "kind": "agreement",
        "raised_by": "Head of sales",
        "version": "2026-01-02",
        "affects": ["C-1", "2026-01-02"],
    }
    agreed = feedback("F-2", title="Seen and agreed.", on="2026-01-05", **of_it)
    told = Told().on("2026-01-05", commitment(), update("2026-01-02", headline="We began"), agreed)
    told = told.on("2026-06-05", *told.items.values())
    page = shown(told)
    assert "Seen and agreed 1 Seen and agreed. 5 Jan · Head of sales · Send the fare table · We began" in page
    assert "Version 2026-01-02" in page
    assert "answered" not in page
    assert "No answer for" not in shown(told, RECORD_PAGE)
    (facts,) = told.report().records[Kind.FEEDBACK]
    assert (facts.is_open, facts.closed_on) == (False, day_from("2026-01-05"))


def test_a_version_says_who_has_seen_it_and_agrees() -> None:
    """Beside what was said in it, with a link to the words."""
    agreed = feedback("F-2", on="2026-01-05", kind="agreement", raised_by="Head of sales", version="2026-01-02")
    version = PastVersion("2026-01-02", "a", day_from("2026-01-02"), None, Status.GREEN, None, (), (), "")
    archive = Archive((version,))
    report = Told().on("2026-01-05", commitment(), agreed).report()
    (page,) = (p for p in render_pages(report, Words.of("en"), archive=archive) if p.uri == "versions/index.md")
    text = " ".join(re.sub(r"<[^>]+>", " ", page.before).split())
    assert "Seen and agreed Head of sales 5 Jan" in text
    assert 'href="../feedback/F-2/"' in page.before
