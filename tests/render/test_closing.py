"""The closing report: what a reader sees of it, on its own page, on the overview, in the record and in the data."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from history_builder import Told, change, closing, commitment, feedback, lesson, milestone, problem, risk, update
from milepost.facts.acceptance.closing import ClosingFacts
from milepost.model.kinds.charter import Charter, Language
from milepost.model.places import RECORD_PAGE
from milepost.render.all_pages import render_pages
from milepost.render.answers import Answers
from milepost.render.data.status_json import status_json
from milepost.render.feeds.topics import events_by_topic
from milepost.render.sentences.event_words import EventWords
from milepost.render.words.words import Words
from milepost.source.prose.body import read_body

ACCEPTED = {"on": "2026-05-12", "by": "The steering group"}
CHARTER = {"name": "Harbour line", "goals": [{"goal": "Sell online", "measure": "Weekly count", "result": "63 %"}]}
WORDS = "## What was achieved\n\nTickets on a phone.\n\n## Thanks and what follows\n\nCall the shop team.\n"


def story(*items: Any, **matter: Any) -> Told:
    """A project with one milestone that is reached three days late, closed on 8 May."""
    told = Told(Charter.model_validate(CHARTER)).on("2026-02-02", milestone())
    return told.on(
        "2026-05-08", milestone(done="2026-03-09"), replace(closing(**matter), body=read_body(WORDS)), *items
    )


def shown(told: Told, uri: str = "closing.md", language: str = "en", **more: Any) -> str:
    """A page as text."""
    told.charter = told.charter.model_copy(update={"language": Language(language)})
    pages = render_pages(told.report(), Words.of(language), **more)
    (page,) = (page for page in pages if page.uri == uri)
    return " ".join(re.sub(r"<[^>]+>", " ", page.before + page.after).split())


def test_there_is_no_page_without_a_report() -> None:
    """Nor a word of one in the record; what a finished project came to stands on its overview."""
    told = Told().on("2026-02-02", milestone(done="2026-03-06"))
    pages = {page.uri: page for page in render_pages(told.report(), Words.of("en"))}
    assert "closing.md" not in pages
    assert "closing/" not in pages["index.md"].before + pages[RECORD_PAGE].before
    assert "closing" not in json.loads(status_json(told.report(), None))


def test_it_says_what_the_project_came_to() -> None:
    """The goals, and the first promise against the actual date for every milestone, also for what was given up."""
    told = story(milestone("audit", title="The audit", due="2026-04-01", cancelled="2026-03-20"))
    page = shown(told)
    assert "Project closed Closing report, 8 May 2026 Not accepted yet" in page
    assert "Sell online Result 63 % Measured by: Weekly count" in page
    assert "First Agreed Reached The beta is open 6 Mar 6 Mar 9 Mar 3 days later" in page
    assert "The audit 1 Apr 1 Apr Cancelled" in page
    assert "What is still open, and who takes it Nothing is open." in page


def test_a_new_agreement_hides_no_first_promise() -> None:
    """Where another date was agreed, how far it is from the first one is said, too."""
    anew = {"on": "2026-02-20", "due": "2026-03-13", "approved_by": "Both"}
    told = Told().on("2026-02-02", milestone()).on("2026-02-20", milestone(due="2026-03-13", rebaselined=anew))
    told = told.on("2026-05-08", milestone(due="2026-03-13", rebaselined=anew, done="2026-03-16"), closing())
    assert "6 Mar 13 Mar 16 Mar 3 days later 10 days after the first promise" in shown(told)


def test_a_change_is_told_with_what_it_was_estimated_to_do_and_did() -> None:
    """A date that moved because of it counts; one that nobody asked for in writing is counted, too."""
    asked: dict[str, Any] = {
        "impact": {"days": 7, "cost": "4,800 EUR"},
        "decided": {"on": "2026-02-20", "outcome": "approved"},
    }
    told = Told().on("2026-02-02", milestone(), change(**asked))
    told = told.on("2026-02-27", milestone(due="2026-03-16", because=["CR-1"]), change(**asked))
    told = told.on("2026-03-06", milestone(due="2026-03-20", cause="client"), change(**asked))
    page = shown(told.on("2026-05-08", milestone(due="2026-03-20", done="2026-03-20"), change(**asked), closing()))
    assert "Estimated: 7 days later, 4,800 EUR; What it did: The beta is open 10 days later" in page
    assert "1 date moved without a change request" in page


def test_promises_risks_satisfaction_and_lessons_stand_in_it() -> None:
    """Kept on both sides, foreseen and not, per phase, with the proof that a lesson was used."""
    used = [{"on": "2026-04-01", "where": "Second review"}]
    told = Told(Charter.model_validate({**CHARTER, "phases": [{"id": "build", "title": "Build"}]}))
    told = told.on("2026-02-02", milestone(), commitment(), risk("R-1"))
    told = told.on(
        "2026-05-08",
        milestone(done="2026-03-06"),
        commitment(kept="2026-03-05"),
        risk("R-1", closed={"on": "2026-03-01", "because": "occurred", "problem": "P-1"}),
        problem("P-1", raised="2026-03-01", thread=[{"on": "2026-03-05", "state": "resolved", "text": "It works."}]),
        feedback(rating=4, phase="build", said="Good", on="2026-03-10"),
        lesson("rounds", title="Plan two rounds", applied=used),
        closing(),
    )
    page = shown(told)
    assert "We kept 1 of 1 on the agreed date 1 kept" in page
    assert "1 of 1 problem had been listed as a risk before" in page
    assert "Build 4 of 5" in page
    assert "Plan two rounds Second review, 1 Apr" in page


def test_what_is_open_is_left_to_somebody_or_to_nobody() -> None:
    """By owner, or by side; what nobody takes is said as that."""
    told = story(commitment(owner="Shop team", due="2026-06-01"), problem("P-1"))
    page = shown(told)
    assert "Send the fare table Commitment Open 1 Jun Shop team" in page
    assert re.search(r"Problem Still open – nobody yet", page)
    assert "What stays with you 2 items are still open Call the shop team." in shown(told, "index.md")


def test_the_overview_is_its_short_form() -> None:
    """Its title is the news, its first words are the lede, and it leads to the whole."""
    told = story(update("2026-05-08", headline="We hand over"), title="Half of all tickets")
    page = shown(told, "index.md")
    assert page.startswith(
        "Complete Closing report , 8 May 2026 Not accepted yet Half of all tickets Tickets on a phone."
    )
    (overview,) = (page for page in render_pages(told.report(), Words.of("en")) if page.uri == "index.md")
    assert 'href="closing/#mp-changed"' in overview.before
    assert "We hand over" in shown(story(update("2026-05-08", headline="We hand over")), "index.md")


def test_one_of_an_open_project_says_so() -> None:
    """The overview stays as it was, and the page names how many milestones are open."""
    told = Told().on("2026-02-02", milestone(), closing())
    assert "1 milestone still open Closing report" in shown(told)
    assert "Closing report" not in shown(told, "index.md")


def test_acceptance_and_what_came_after_it() -> None:
    """By whom and when; what is changed after it is bad news on the page, on the overview and in the record."""
    told = story(accepted=ACCEPTED)
    assert "Accepted 12 May 2026 , The steering group" in shown(told)
    told = told.on("2026-05-13", milestone(done="2026-03-09"), closing("Other words", accepted=ACCEPTED))
    for uri in ("closing.md", "index.md", RECORD_PAGE):
        assert "Changed after it was accepted" in shown(told, uri)
    assert "it had been accepted by The steering group" in shown(told)


def test_the_client_is_asked_to_accept_it() -> None:
    """By a mail in which the project and the report stand already, until it has."""
    told = story()
    told.charter = told.charter.model_copy(
        update={
            "contacts": Charter.model_validate(
                {"name": "x", "contacts": [{"name": "Office", "side": "vendor", "email": "office@example.org"}]}
            ).contacts
        }
    )
    report = told.report()
    answers = Answers(report, Words.of("en"), "https://example.org/")
    assert isinstance(report.closing, ClosingFacts)
    href = answers.href(report.closing) or ""
    assert "We%20accept%20it%2C%20or%20reject%20it%20because" in href
    assert "closing%2F" in href
    assert href.replace("&", "&amp;") in "".join(
        p.before for p in render_pages(report, Words.of("en"), answers=answers)
    )


def test_data_feed_record_and_links_know_it() -> None:
    """What it is, when, whether it is accepted; a link to it is its title, or its kind where it has none."""
    told = story(update("2026-05-08", "See <closing:closing>."), accepted=ACCEPTED)
    report = told.report()
    data = json.loads(status_json(report, "https://example.org/"))["closing"]
    assert data == {
        "url": "https://example.org/closing/",
        "title": None,
        "on": "2026-05-08",
        "recorded": "2026-05-08",
        "accepted": {"on": "2026-05-12", "by": "The steering group"},
        "edits": 0,
        "edits_after_acceptance": 0,
    }
    assert "8 May Closing report Closing report Accepted" in shown(told, RECORD_PAGE)
    said = [EventWords(report, Words.of("en")).headline(e) for e in report.events if e.id == "closing"]
    assert said == [
        "Closing report accepted: Closing report, on 12 May",
        "Project closed: Closing report, on 8 May",
    ]
    assert "closing" in {event.id for event in events_by_topic(report)["decisions"]}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_in_both_languages(language: str) -> None:
    """Nothing of it stays in the other's words."""
    page = shown(story(commitment()), language=language)
    assert ("结项报告" in page) is (language == "zh")
    assert not re.search(r"None|[{}]", page)


def test_no_more_updates_are_due_though_something_is_open() -> None:
    """The project is closed, and that is why; nothing claims that all is done."""
    told = story(commitment(), update("2026-05-08"))
    updates = shown(told, "updates/index.md")
    assert "No more are due: the project is closed." in updates
    assert "nothing is open" not in updates


def test_whoever_shares_the_overview_tells_that_the_project_is_closed() -> None:
    """Its description says so, with what the project came to, and not the colour of the last update."""
    told = story(commitment(), update("2026-05-08", status="amber"), title="Half of all tickets")
    (overview,) = (page for page in render_pages(told.report(), Words.of("en")) if page.uri == "index.md")
    assert overview.description.startswith("Harbour line: Project closed. Half of all tickets")
