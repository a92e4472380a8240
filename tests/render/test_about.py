"""About: what a project is for, who works on it, and whom to ask."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from history_builder import Told, commitment, meeting, update
from milepost.model.kinds.charter import Charter
from milepost.render.addresses import mail_href, phone_href
from milepost.render.all_pages import render_pages
from milepost.render.data.status_json import status_json
from milepost.render.words.words import Words

FULL: dict[str, Any] = {
    "name": "Harbour line",
    "client": "Harbour Ferries",
    "vendor": "Northlight Studio",
    "goals": ["Sell tickets online"],
    "scope": {"included": ["Refunds"], "excluded": ["Timetables"]},
    "contacts": [
        {"name": "Head of sales", "side": "client", "email": "sales@example.org"},
        {"name": "Project office", "role": "Plans the work", "email": "office@example.org", "phone": "+47 55 01 02 03"},
        {"name": "Shop team"},
    ],
    "rhythm": {"every": "fortnight", "day": "tuesday"},
    "communication": [{"what": "Steering group", "when": "every month", "for": "both sides"}],
    "feedback": {"email": "voice@example.org", "form": "https://example.org/form"},
}


READING = (
    "How to read this site"
    " Dates Each date stands beside the one that was agreed. A date that moved keeps its old one, and the reason; where"
    " none was given, we say so. Late means later than agreed, whatever was said since."
    " On track, at risk, off track Our own judgement. Where our rules, which are the same for every project, come to a"
    " worse one, both stand side by side."
    " Promises Ours to you and yours to us stand in one list and are counted alike. What was removed without a word"
    " stays in it."
)


def pages(charter: dict[str, Any], *items: Any) -> dict[str, str]:
    """The pages of a project with this charter, by their uris."""
    report = Told(Charter.model_validate(charter)).on("2026-02-02", *items).report()
    return {page.uri: page.before for page in render_pages(report, Words.of(report.charter.language))}


def words(html: str) -> str:
    """What a reader reads."""
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_everything_that_is_filled_in_is_told() -> None:
    """Goals, scope, people with their side, role, mail and telephone, rhythm and plan, and how to answer."""
    about = pages(FULL)["about.md"]
    assert words(about) == (
        "About this project Northlight Studio for Harbour Ferries"
        " Goals Sell tickets online Scope Part of the work Refunds Not part of it Timetables"
        " People Northlight Studio Project office Plans the work office@example.org +47 55 01 02 03 Shop team"
        " Harbour Ferries Head of sales sales@example.org"
        " How we keep in touch An update comes every second Tuesday."
        " What When For whom Steering group every month both sides"
        " Tell us what you think What helps, what is missing, what is wrong: we want to hear it."
        " voice@example.org The form for feedback"
        f" {READING}"
    )
    for href in ("mailto:office@example.org", "tel:+4755010203", "https://example.org/form"):
        assert f'href="{href}"' in about


@pytest.mark.parametrize("field", ["goals", "scope", "contacts", "communication", "feedback"])
def test_what_is_not_filled_in_is_not_there(field: str) -> None:
    """Each part stands alone, without a heading for another."""
    about = pages({"name": "Harbour line", field: FULL[field]})["about.md"]
    assert len(re.findall("<h2", about.partition('<section aria-labelledby="mp-read">')[0])) == 1


def test_a_goal_has_its_measure_and_what_came_of_it() -> None:
    """A goal is a line, or more; the data has the lines as ever, and all of it beside them."""
    goal = {"goal": "Sell online", "measure": "The weekly count", "result": "62 % in December"}
    told = pages({"name": "Harbour line", "goals": [goal, "Refund in a minute"]})
    text = words(told["about.md"])
    assert "Sell online Result 62 % in December Measured by: The weekly count Refund in a minute" in text
    report = Told(Charter.model_validate({"name": "Harbour line", "goals": [goal, "Refund in a minute"]}))
    charter = json.loads(status_json(report.on("2026-02-02").report(), None))["project"]
    assert charter["goals"] == ["Sell online", "Refund in a minute"]
    assert charter["outcomes"] == [goal, {"goal": "Refund in a minute", "measure": None, "result": None}]


def test_no_page_without_content() -> None:
    """A charter that says no more than the other pages do gives none, and the overview asks nobody."""
    told = pages({"name": "Harbour line", "client": "Harbour Ferries", "rhythm": {"every": "week"}})
    assert "about.md" not in told
    assert "Who to talk to" not in told["index.md"]


def test_the_overview_says_whom_to_ask() -> None:
    """The first of those who do the work; where nobody is named, the address for feedback."""
    foot = words(pages(FULL)["index.md"].partition("<footer")[2])
    told = "Who to talk to : Project office office@example.org +47 55 01 02 03 ; Shop team ; Everybody"
    assert told in foot
    alone = {"name": "Harbour line", "feedback": {"email": "voice@example.org"}}
    assert "Who to talk to : voice@example.org" in words(pages(alone)["index.md"])


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("office@example.org", "mailto:office@example.org"),
        ("a+b@example.org", "mailto:a+b@example.org"),
        ("javascript:alert(1)", None),
        ('a"onx=@b', None),
        ("see the wall", None),
    ],
)
def test_a_mail_address_leads_to_a_mail(address: str, href: str | None) -> None:
    """What is none stays words."""
    assert mail_href(address) == href


@pytest.mark.parametrize(
    ("number", "href"),
    [("+47 55 01 02 03", "tel:+4755010203"), ("(055) 01-02", "tel:0550102"), ("ask Ann", None), ("12", None)],
)
def test_a_number_leads_to_a_call(number: str, href: str | None) -> None:
    """What is none stays words."""
    assert phone_href(number) == href


def test_hostile_words_stay_words() -> None:
    """Nothing in a charter becomes markup, or an address that acts."""
    mean = '"><img src=x onerror=alert(1)>'
    charter = {
        "name": "Harbour line",
        "goals": [mean],
        "contacts": [{"name": mean, "role": mean, "email": mean, "phone": mean}],
        "communication": [{"what": mean, "how": mean}],
        "feedback": {"email": mean, "form": "javascript:alert(1)"},
    }
    told = pages(charter)
    for html in (told["about.md"], told["index.md"]):
        assert "<img" not in html
        assert 'href="javascript' not in html


def test_it_speaks_chinese() -> None:
    """Every word of ours is translated."""
    about = words(pages({**FULL, "language": "zh"})["about.md"])
    assert "每隔一周的星期二发布一期更新。" in about
    assert not re.search("Goals|Scope|People|touch|What|Tell|read|Dates", about)


def test_the_data_says_it_too() -> None:
    """What the site shows of the charter is in `status.json`."""
    report = Told(Charter.model_validate(FULL)).on("2026-02-02", update("2026-02-02")).report()
    project = json.loads(status_json(report, None))["project"]
    assert project["contacts"][1]["email"] == "office@example.org"
    assert project["feedback"] == FULL["feedback"]


def test_with_whom_a_withdrawal_was_agreed() -> None:
    """It stands in the promise's row and its history, and in the data."""
    gone = {"on": "2026-02-09", "agreed_with": "Ms Vogel"}
    story = Told().on("2026-02-02", commitment()).on("2026-02-09", commitment(withdrawn=gone))
    report = story.report()
    row, _, history = words(
        {p.uri: p.before for p in render_pages(report, Words.of("en"))}["commitments.md"]
    ).partition("Withdrawal agreed with Ms Vogel.")
    assert row
    assert "agreed with Ms Vogel" in history
    assert json.loads(status_json(report, None))["commitments"][0]["withdrawn"] == gone


STEERING = {"what": "Steering group", "every": "month", "week": "second", "day": "wednesday"}
SKIPPED = [{"on": "2026-01-14", "why": "the kick-off took its place"}]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            (
                "Kept so far Steering group 1 of 2",
                "Steering group: not on 14 January 2026 (the kick-off took its place)",
                "Minutes within 2 days of the meeting 1 of 2: Steering group , written down after 5 days",
            ),
        ),
        (
            "zh",
            (
                "至今履行 Steering group 2 次中 1 次",
                "2026年1月14日 （the kick-off took its place）",
                "会后 2 天内整理出 1 份，共 2 份： Steering group ，5 天后整理出纪要",
            ),
        ),
    ],
)
def test_the_plan_stands_beside_what_happened(language: str, expected: tuple[str, ...]) -> None:
    """How often each line was kept, when not and why, and whose minutes came late; a name leads to them."""
    plan = {"name": "L", "start": "2026-01-05", "communication": [{**STEERING, "skipped": SKIPPED}]}
    story = Told(Charter.model_validate({**plan, "language": language})).on("2026-01-05", commitment())
    story = story.on("2026-01-15", meeting("2026-01-14", kind="kickoff"))
    report = story.on("2026-02-16", meeting("2026-01-14", kind="kickoff"), meeting("2026-02-11")).report()
    (about,) = (page.before for page in render_pages(report, Words.of(language)) if page.uri == "about.md")
    for said in expected:
        assert said in words(about).replace(" :", ":")
    assert 'href="../meetings/2026-02-11/"' in about
    told = json.loads(status_json(report, None))
    missed = [{**one, "said": None} for one in SKIPPED]
    assert told["communication"] == [{"what": "Steering group", "due": 2, "kept": 1, "missed": missed}]
    assert told["minutes"] == {"within_days": 2, "meetings": 2, "in_time": 1}


def test_a_reason_that_was_given_later_says_when() -> None:
    """Why a meeting did not take place was said after it: on About, among the meetings and in the data."""
    plan = {"name": "L", "start": "2026-01-05", "communication": [STEERING]}
    late = Charter.model_validate({**plan, "communication": [{**STEERING, "skipped": SKIPPED}]})
    story = Told(Charter.model_validate(plan)).on("2026-01-05", commitment())
    story = story.on("2026-02-16", meeting("2026-02-11"))
    story.steps = [replace(s, charter=c) for s, c in zip(story.steps, (story.charter, late), strict=True)]
    story.charter = late
    report = story.report()
    shown = {page.uri: words(page.before) for page in render_pages(report, Words.of("en"))}
    assert "(the kick-off took its place; said on 16 February 2026 )" in shown["about.md"]
    due = "Due by the plan, and nothing stands here 1 14 Jan Steering group the kick-off took its place said on 16 Feb"
    assert due in shown["meetings/index.md"]
    (line,) = json.loads(status_json(report, None))["communication"]
    assert line["missed"] == [{**SKIPPED[0], "said": "2026-02-16"}]


def test_many_meetings_that_are_missing_are_folded() -> None:
    """The last few are in sight, the others behind their number; nothing of them is left out."""
    plan = {"name": "L", "start": "2026-01-05", "communication": [{**STEERING, "every": "week"}]}
    story = Told(Charter.model_validate(plan)).on("2026-01-05", commitment()).on("2026-04-06", meeting("2026-04-01"))
    shown = {page.uri: page.before for page in render_pages(story.report(), Words.of("en"))}
    about, meetings = shown["about.md"], shown["meetings/index.md"]
    for page, first in ((about, 5), (meetings, 3)):
        seen, _, folded = page.partition("<summary>and ")
        days = "2026-0[1-3]-[0-9]{2}"
        assert len(re.findall(days, seen.partition("not on" if page is about else "mp-missing")[2])) == first
        assert folded.startswith(f"{12 - first} more</summary>")
        assert len(set(re.findall(days, folded.partition("</details>")[0]))) == 12 - first


def test_a_line_that_nothing_can_keep_has_an_empty_cell() -> None:
    """It stands in the plan beside those that were kept or not."""
    mail = {"what": "Mail", "when": "any day"}
    charter = Charter.model_validate({"name": "L", "start": "2026-01-05", "communication": [STEERING, mail]})
    report = Told(charter).on("2026-01-05", commitment()).on("2026-02-16", meeting("2026-02-11")).report()
    (about,) = (page.before for page in render_pages(report, Words.of("en")) if page.uri == "about.md")
    assert "Kept so far" in about
    assert re.search(r"Mail</th>(?:<td[^>]*>[^<]*</td>)*<td[^>]*></td></tr>", about)


def test_who_is_asked_next_stands_in_its_order() -> None:
    """Level by level, whatever the order of the file."""
    levels = [{"level": 2, "who": "Steering group"}, {"level": 1, "who": "Project office", "when": "It is late"}]
    about = pages({"name": "Line", "escalation": levels})["about.md"]
    assert "Where a matter cannot be settled Project office It is late Steering group" in words(about)


def test_without_a_rhythm_of_its_own_nothing_is_counted() -> None:
    """Neither a column nor a key."""
    report = Told(Charter.model_validate(FULL)).on("2026-02-02", commitment()).report()
    assert "Kept so far" not in pages(FULL)["about.md"]
    assert {"communication", "minutes"} & json.loads(status_json(report, None)).keys() == set()


def test_a_line_that_was_not_due_yet_stands_uncounted_beside_others() -> None:
    """As in the first version of a project, when the first meeting is still to come."""
    plan = {"name": "L", "start": "2026-01-05", "communication": [{"what": "Update", "every": "week"}, STEERING]}
    story = Told(Charter.model_validate(plan)).on("2026-01-05", update("2026-01-09"))
    report = story.on("2026-01-09", update("2026-01-09"), commitment()).report()
    (about,) = (page.before for page in render_pages(report, Words.of("en")) if page.uri == "about.md")
    assert "Kept so far Update 1 of 1 Steering group " in words(about)
