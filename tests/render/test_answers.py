"""Answers: a mail with everything in it, or the project's form, and nothing where nobody said where to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from history_builder import Told, commitment
from milepost.model.kinds.charter import Charter
from milepost.render.all_pages import render_pages
from milepost.render.answers import Answers
from milepost.render.words.words import Words

ASK = commitment(**{"promise": "Approve fees & dates", "due": "2026-02-09", "from": "client"})
OFFICE = {"name": "Office", "email": "office@example.org"}


def answers(charter: Mapping[str, Any], site_url: str | None = "https://status.example") -> Answers:
    """The answers of a project that waits for something."""
    told = {"name": "Harbour line", **charter}
    report = Told(Charter.model_validate(told)).on("2026-02-02", ASK).report()
    return Answers(report, Words.of(report.charter.language), site_url)


def test_an_answer_is_a_mail_with_everything_in_it() -> None:
    """Its subject names project and promise, its body says what is asked, and where that stands."""
    told = answers({"feedback": {"email": "voice@example.org", "form": "https://example.org/form"}})
    mail = told.href(told.report.asks[0])
    assert mail is not None
    assert mail.startswith("mailto:voice@example.org?")
    assert not set(mail) & set(' "<>+')
    assert parse_qs(urlsplit(mail).query) == {
        "subject": ["Harbour line: answer to C-1"],
        "body": ["Approve fees & dates\r\n\r\nOur answer:\r\n\r\n\r\n-- \r\nhttps://status.example/commitments/#c-C-1"],
    }


def test_a_form_gets_what_it_may_want_to_know() -> None:
    """Beside its own parameters; where the site's address is not known, without it."""
    told = answers({"feedback": {"form": "https://example.org/form?lang=en#top"}}, None)
    assert told.href(told.report.asks[0]) == (
        "https://example.org/form?lang=en&project=Harbour%20line&id=C-1&title=Approve%20fees%20%26%20dates#top"
    )


@pytest.mark.parametrize(
    ("charter", "to"),
    [
        ({"contacts": [{**OFFICE, "side": "client"}, {"name": "Shop"}, OFFICE]}, "mailto:office@example.org"),
        ({"feedback": {"email": "call us"}, "contacts": [OFFICE]}, "mailto:office@example.org"),
        ({"feedback": {"form": "javascript:alert(1)"}}, None),
        ({}, None),
    ],
)
def test_who_is_named_first_gets_the_mail_where_there_is_no_better_way(charter: dict[str, Any], to: str | None) -> None:
    """Of those who do the work; what is no address is none, and nobody is asked to answer into the void."""
    told = answers(charter)
    hrefs = [told.href(told.report.asks[0]), told.question("Plan", "https://status.example/plan/")]
    assert [href and href.partition("?")[0] for href in hrefs] == [to, to]


def test_what_is_asked_can_be_answered_where_it_stands_as_long_as_it_is_asked() -> None:
    """On the overview and beside the commitment; a version that is past asks nobody any more."""
    told = answers({"contacts": [OFFICE], "language": "zh"})
    words, report = told.words, told.report
    shown = {page.uri: page.before for page in render_pages(report, words, answers=told)}
    for uri in ("index.md", "commitments.md"):
        assert shown[uri].count('class="mp-answer"') == 1
        assert "答复" in shown[uri]
    assert "Harbour line：对 C-1 的答复" in unquote(shown["index.md"])
    past = {page.uri: page.before for page in render_pages(report, words)}
    assert "mp-answer" not in past["index.md"] + past["commitments.md"]
