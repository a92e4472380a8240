"""The week in the terminal: a screen of lines, the weightiest first, and the same as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from history_builder import Told, closing, commitment, decision, feedback, milestone, problem, risk, update
from milepost.facts.advice.week import week_of
from milepost.git.repository import Repository
from milepost.model.kinds.charter import Charter
from milepost.pipeline import read_report
from milepost.render.all_pages import render_pages
from milepost.render.feeds.calendar import calendar
from milepost.render.week.data import week_json
from milepost.render.week.screen import week_lines
from milepost.render.words.words import Words


def _story(number: int = 1) -> Told:
    items = [
        milestone("beta", due="2026-02-20"),
        milestone("go-live", title="Go-live", due="2026-06-01"),
        *(commitment(f"C-{n}", due="2026-03-05") for n in range(1, number + 1)),
        commitment("C-91", promise="Send the logo", due="2026-03-02", **{"from": "client"}),
        commitment("C-92", promise="Send the keys", due="2026-09-02", **{"from": "client"}),
        risk("R-1", review="2026-03-03"),
        risk("R-2", review="2026-05-03"),
    ]
    story = Told(Charter(name="Harbour line")).on("2026-01-05", *items, update("2026-01-09"))
    items[1] = milestone("go-live", title="Go-live", due="2026-06-15", reason="Rain")
    return story.on("2026-02-25", *items, update("2026-01-09"))


def _told(story: Told, language: str = "en") -> list[str]:
    report = story.report("2026-02-27")
    return [text for text, _ in week_lines(report, week_of(report), Words.of(language))]


def test_what_a_client_sees_and_what_is_to_be_done() -> None:
    """The word of the last update and the rules' beside it, then each thing with its id and its day."""
    assert _told(_story()) == [
        "Harbour line · Fri 27 Feb",
        "On track: All is well",
        "The rules: Off track",
        "  1 milestone overdue by 7 days",
        "  1 milestone forecast 14 days later than agreed",
        "  an update is overdue by 42 days",
        "Go-live: Mon 15 Jun, 14 days later",
        "Plan: 2 open, 1 of them overdue",
        "Commitments: 3 open",
        "",
        "Until Fri 6 Mar:",
        "  The update: was due 16 Jan, 42 days overdue",
        "  We are late: beta  The beta is open: was due 20 Feb, 7 days overdue",
        "  No update tells it yet: go-live  Go-live: from 1 Jun to 15 Jun, 14 days later",
        "  Due from us: C-1  Send the fare table: Thu 5 Mar",
        "  We need from the client: C-91  Send the logo: Mon 2 Mar",
        "  To be looked at again: R-1  The supplier is late: Tue 3 Mar",
    ]


def test_a_long_list_is_told_shortly() -> None:
    """A screen is a screen: what has no line of its own has its id and its day, or a command that tells it."""
    told = _told(_story(9))
    assert len(told) <= 21
    at = told.index("  Due from us")
    assert told[at + 1 : -2] == [
        *(f"    C-{n}  Send the fare table: Thu 5 Mar" for n in range(1, 4)),
        "    and 6 more: " + ", ".join(f"C-{n} (Thu 5 Mar)" for n in range(4, 10)),
    ]
    told = _told(_story(80))
    assert len(told) <= 21
    (more,) = (line for line in told if "and 77 more" in line)
    assert more.endswith(" … (milepost status --format json)")


def test_what_is_late_is_told_longest() -> None:
    """Of sorts that are as long the less weighty one is told shortly first; nothing that is to be done goes missing."""
    late = [commitment(f"C-{n}", due=f"2026-02-{n}") for n in range(10, 16)]
    due = [commitment(f"C-{n}", due="2026-03-02") for n in range(16, 22)]
    again = [risk(f"R-{n}", review="2026-03-03") for n in range(1, 7)]
    told = _told(Told().on("2026-02-01", milestone(due="2026-09-01"), *late, *due, *again, update("2026-02-27")))
    assert len(told) == 21
    sizes = [sum(name in line for line in told) for name in ("C-1", "C-2", "R-")]
    assert sizes[0] >= sizes[-1]
    assert all(any(item.id in line for line in told) for item in (*late, *due, *again))


@pytest.mark.slow
def test_the_busiest_week_of_the_demo_is_a_screen(demo: Path) -> None:
    """On each Friday of its story the week has about twenty lines, and names all that is to be done."""
    repository = Repository.open(demo)
    last = {commit.committed_at.date(): commit.sha for commit in repository.line()}
    fridays = {day: sha for day, sha in last.items() if day.weekday() == 4}
    assert len(fridays) > 30
    for day, sha in fridays.items():
        report = read_report(repository, "content", sha).report
        week = week_of(report)
        told = "\n".join(text for text, _ in week_lines(report, week, Words.of("en")))
        assert len(told.splitlines()) <= 21, day
        asked, ours = (one.ask for one in week.asked), (*week.overdue, *week.due, *week.owed)
        due = (*ours, *asked, *week.questions, *week.reviews, *week.unanswered)
        assert all(f"{one.item.id} " in told for one in due), day


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_project_without_anything(language: str) -> None:
    """Nothing is due, and that is said."""
    report = Told().on("2026-01-05", milestone(due="2026-09-01")).report()
    lines = [text for text, _ in week_lines(report, week_of(report), Words.of(language))]
    assert Words.of(language)("nothing is due") in "".join(lines)


def test_questions_and_problems() -> None:
    """Those whose day has come, until they are decided or solved."""
    open_, done = (
        decision("D-1", due="2026-03-02"),
        decision("D-2", due="2026-03-02", decided="2026-02-20", decision="Yes"),
    )
    solved = {"on": "2026-02-20", "state": "resolved", "text": "It works."}
    troubles = problem("P-1", due="2026-02-20"), problem("P-2", due="2026-02-20", thread=[solved])
    report = Told().on("2026-02-26", milestone(due="2026-09-01"), open_, done, *troubles).report()
    week = week_of(report)
    assert [facts.item.id for facts in week.questions] == ["P-1", "D-1"]
    lines = [text for text, _ in week_lines(report, week, Words.of("en"))]
    assert lines[-2:] == [
        "  We need from the client: D-1  Do we keep the paper tickets?: Mon 2 Mar",
        "  Questions and problems: P-1  Card payments are refused: was due 20 Feb, 6 days overdue",
    ]


def test_dates_that_wait_for_answers() -> None:
    """By when an answer is needed, or since when it has been asked for, and the first date that it moves."""
    plan = milestone("beta", due="2026-02-20"), milestone("go-live", title="Go-live", due="2026-06-01")
    asks = (
        decision("D-1", **{"from": "client"}, affects=["go-live"]),
        commitment("C-1", **{"from": "client"}, due="2026-02-20", milestone="beta"),
        commitment("C-2", **{"from": "client"}, due="2026-02-20"),
    )
    report = Told().on("2026-02-20", *plan, *asks).report("2026-02-26")
    lines = [text for text, _ in week_lines(report, week_of(report), Words.of("en"))]
    at = lines.index("  We need from the client")
    assert lines[at + 1 : at + 4] == [
        "    C-1  Send the fare table: was due 20 Feb, 6 days overdue · Each further day moves “The beta is open”",
        "    C-2  Send the fare table: was due 20 Feb, 6 days overdue",
        "    D-1  Do we keep the paper tickets?: asked 6 days ago · An answer after 1 Jun moves “Go-live”",
    ]
    data = json.loads(week_json(report, week_of(report)))["waiting"]
    assert {row["id"]: row["moves"] for row in data} == {
        "C-1": [{"kind": "milestone", "id": "beta", "after": "2026-02-26"}],
        "C-2": [],
        "D-1": [{"kind": "milestone", "id": "go-live", "after": "2026-06-01"}],
    }


def test_data() -> None:
    """Every id that the lines name, with its days."""
    report = _story().report("2026-03-02")
    data = json.loads(week_json(report, week_of(report)))
    assert [row["id"] for row in data["overdue"]] == ["beta"]
    assert [row["id"] for row in data["due"]] == ["C-1"]
    assert [row["id"] for row in data["owed_by_client"]] == ["C-91"]
    assert [row["id"] for row in data["untold"]] == ["go-live"]
    assert [row["id"] for row in data["reviews"]] == ["R-1"]
    assert (data["status"], data["rules"], data["today"]) == ("green", "red", "2026-03-02")


def test_what_waits_to_be_accepted_is_told() -> None:
    """A delivery with the last day for a word, and the closing report since it is there; both also as data."""
    done = milestone(delivered="2026-02-25", done="2026-02-25", due="2026-02-27")
    told = _told(Told().on("2026-02-02", milestone(due="2026-02-27")).on("2026-02-25", done))
    assert told[-1] == "  We need from the client: beta  Accept or reject: The beta is open: Sat 7 Mar"
    closed = Told().on("2026-02-02", milestone(done="2026-02-20"), closing(on="2026-02-20"))
    assert "  We need from the client: closing  Closing report: Mon 2 Mar" in _told(closed)
    report = closed.report("2026-02-27")
    assert json.loads(week_json(report, week_of(report)))["closing"] == {
        "id": "closing",
        "title": None,
        "on": "2026-02-20",
    }
    accepted = {"on": "2026-02-21", "by": "Both"}
    agreed = Told().on("2026-02-02", milestone(done="2026-02-20"), closing(on="2026-02-20", accepted=accepted))
    assert "We need from the client" not in "".join(_told(agreed))


def test_what_the_client_said_waits_for_an_answer() -> None:
    """Until it is answered; what was only asked, and an agreement, wait for none."""
    voices = (
        feedback("F-1", on="2026-02-20", said="It is slow."),
        feedback("F-2", on="2026-02-20", said="It is slow.", answer="Now it is fast.", answered="2026-02-21"),
        feedback("F-3", asked="2026-02-20"),
        feedback("F-4", on="2026-02-20", kind="agreement", raised_by="Head of sales"),
    )
    story = Told().on("2026-02-26", milestone(due="2026-09-01"), *voices)
    report = story.report()
    assert [facts.item.id for facts in week_of(report).unanswered] == ["F-1"]
    assert [line for line in _told(story) if "The client waits for an answer: F-1" in line]
    assert [row["id"] for row in json.loads(week_json(report, week_of(report)))["unanswered"]] == ["F-1"]


def test_a_decision_is_looked_at_again_as_long_as_it_stands() -> None:
    """Also once it is decided; not once another stands in its place, or a risk is closed."""
    plan = milestone(due="2026-09-01")
    decided = {"decided": "2026-02-20", "decision": "Yes", "revisit": "2026-03-02"}
    items = (
        decision("D-1", **decided),
        decision("D-2", **decided),
        risk("R-1", review="2026-03-02", closed={"on": "2026-02-20", "because": "passed"}),
    )
    later = decision("D-3", supersedes="D-2")
    report = Told().on("2026-02-20", plan, *items).on("2026-02-26", plan, *items, later).report()
    assert [facts.item.id for facts in week_of(report).reviews] == ["D-1"]
    told = calendar(report, Words.of("en"), None)
    assert told.count("20260302") == 1
    (page,) = (p for p in render_pages(Told().on("2026-03-04", *items).report(), Words.of("en")) if "D-1" in p.uri)
    assert "2 days overdue" in page.before


def test_key_dates_stand_first() -> None:
    """Also one that is overdue, before the next milestone and the last; one that is reached is no date to wait for."""
    told = Told(Charter(name="Harbour line")).on(
        "2026-01-05",
        milestone("kick-off", title="Kick-off", due="2026-01-20", done="2026-01-20", key=True),
        milestone("pilot", title="The pilot is open", due="2026-02-20", key=True),
        milestone("posters", title="Posters hang", due="2026-03-20"),
        milestone("live", title="Go-live", due="2026-06-01", key=True),
        milestone("end", title="The end", due="2026-09-01"),
    )
    lines = _told(told)
    at = lines.index("The pilot is open: was due 20 Feb, 7 days overdue")
    assert lines[at + 1 : at + 4] == ["Go-live: Mon 1 Jun", "Posters hang: Fri 20 Mar", "The end: Tue 1 Sep"]
    assert not any(line.startswith("Kick-off") for line in lines)
