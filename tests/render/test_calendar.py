"""The calendar, read by a real calendar library."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

sys.path.insert(0, str(Path(__file__).parents[1]))

from history_builder import Told, closing, decision, problem, risk
from history_builder import commitment as promised
from history_builder import milestone as planned
from milepost.facts.promises.promises import State
from milepost.model.kinds.charter import Charter
from milepost.model.texts.invisible import settled
from milepost.render.feeds.calendar import asks_calendar, calendar
from milepost.render.words.words import Words
from plan_builder import milestone, report

SITE = "https://status.example.org/"
PLAN = [
    milestone("beta", "2026-05-06", State.MOVED, agreed="2026-04-15", owner="Shop team"),
    milestone("kick-off", "2026-02-02", State.KEPT),
    milestone("prices", "2026-04-20", State.CANCELLED, cancelled=date(2026, 3, 1)),
]


def told(language: str = "en", site: str | None = SITE) -> list[dict[str, str]]:
    """Each entry's values as a calendar reads them."""
    read = Calendar.from_ical(calendar(report(PLAN), Words.of(language), site))
    names = ("UID", "DTSTART", "SUMMARY", "DESCRIPTION", "STATUS", "URL")
    entries = ({name: entry.get(name) for name in names if name in entry} for entry in read.walk("VEVENT"))
    return [
        {name: str(value.dt) if hasattr(value, "dt") else str(value) for name, value in entry.items()}
        for entry in entries
    ]


def test_each_date_is_an_entry() -> None:
    """A day each, the earliest first: what, how it stands against the agreed date, who, and where it is told."""
    assert told()[2] == {
        "UID": "milestone-beta@status.example.org",
        "DTSTART": "2026-05-06",
        "SUMMARY": "Beta",
        "DESCRIPTION": "Moved, agreed 15 April 2026, 21 days later\nShop team",
        "STATUS": "CONFIRMED",
        "URL": "https://status.example.org/plan/#m-beta",
    }
    assert [entry["DTSTART"] for entry in told()] == ["2026-02-02", "2026-04-20", "2026-05-06"]


def test_what_is_overdue_says_so() -> None:
    """In its title, and without a number of days, which would be wrong tomorrow."""
    late = milestone("beta", "2026-03-20", State.OVERDUE, agreed="2026-03-06")
    entry = Calendar.from_ical(calendar(report([late]), Words.of("en"), SITE)).walk("VEVENT")[0]
    assert (entry["SUMMARY"], entry["DESCRIPTION"]) == (
        "Beta (Overdue)",
        "Overdue, was due 20 March 2026, agreed 6 March 2026",
    )


def test_what_was_given_up_is_cancelled() -> None:
    """A reader who has it in the calendar sees it struck out there."""
    assert {entry["SUMMARY"]: entry["STATUS"] for entry in told()}["Prices"] == "CANCELLED"


def test_it_speaks_the_reader_s_language() -> None:
    """Words and dates, too."""
    assert told("zh")[2]["DESCRIPTION"] == "已变动，约定2026年4月15日，晚 21 天\nShop team"


def test_without_an_address_it_has_no_links() -> None:
    """Only whole addresses are of use in a calendar."""
    assert {("URL" in entry, entry["UID"].partition("@")[2]) for entry in told(site=None)} == {(False, "milepost")}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=300))
@example("a;b,c\\n \\; BEGIN:VEVENT" * 5)
@example("售票" * 80)
@example("Beta \u202eready")
@example("🚢" * 40)
def test_every_title_comes_out_as_it_went_in(title: str) -> None:
    """On lines of at most 75 octets, of which none tears a character; marks that turn the next text stay out."""
    title = title.replace("\ufeff", "").strip() or "Title"
    text = calendar(report([milestone("beta", "2026-05-06", title=title)]), Words.of("en"), SITE)
    lines = [line.decode() for line in text.encode().split(b"\r\n")]  # a torn character would not decode
    assert max(len(line.encode()) for line in lines) <= 75
    entry = Calendar.from_ical(text).walk("VEVENT")[0]
    assert str(entry["SUMMARY"]) == settled(milestone("beta", "2026-05-06", title=title).item.title)


@given(st.dates())
@example(date(26, 3, 2))
@example(date.max)
def test_every_day_has_eight_digits(day: date) -> None:
    """Whatever the year, the calendar stays one that can be read."""
    text = calendar(report([milestone("beta", day.isoformat())]), Words.of("en"), SITE)
    assert f"DTSTART;VALUE=DATE:{day.isoformat().replace('-', '')}\r\n" in text
    assert Calendar.from_ical(text).walk("VEVENT")[0]["DTSTART"].dt == day


def test_what_waits_for_a_day_is_an_entry_too() -> None:
    """By when it is decided or solved, and when a risk is looked at again; the client's calendar has its own alone."""
    told = Told().on(
        "2026-01-05",
        promised("C-1", **{"from": "client", "due": "2026-02-02"}),
        promised("C-2", due="2026-02-03"),
        decision(due="2026-02-04", revisit="2026-03-04"),
        problem(due="2026-02-05"),
        risk(review="2026-02-06"),
        risk("R-2", review="2026-02-07", closed={"on": "2026-01-05", "because": "passed"}),
    )
    words = Words.of("en")
    entries = Calendar.from_ical(calendar(told.report(), words, SITE)).walk("VEVENT")
    assert [str(entry["UID"]).partition("@")[0] for entry in entries] == [
        "commitment-C-1",
        "commitment-C-2",
        "decision-D-1-due",
        "problem-P-1-due",
        "risk-R-1-review",
        "decision-D-1-revisit",
    ]
    asked = Calendar.from_ical(asks_calendar(told.report(), words, SITE)).walk("VEVENT")
    assert [str(entry["SUMMARY"]) for entry in asked] == [
        "Send the fare table",
        "Do we keep the paper tickets? (needed by)",
    ]


def test_a_closing_report_waits_for_a_word_in_both_calendars() -> None:
    """Until the days that were agreed for it are over, and not once it was accepted."""
    words, terms = Words.of("en"), {"name": "Harbour line", "acceptance": {"days": 14}}
    stone = planned(done="2026-05-04")
    told = Told(Charter.model_validate(terms)).on("2026-05-08", stone, closing(on="2026-05-08")).report()
    for text in (calendar(told, words, SITE), asks_calendar(told, words, SITE)):
        (entry,) = (one for one in Calendar.from_ical(text).walk("VEVENT") if "closing" in str(one["UID"]))
        assert str(entry["SUMMARY"]) == "Accept or reject: Closing report"
        assert entry["DTSTART"].dt == date(2026, 5, 22)
        assert str(entry["URL"]).endswith("/closing/")
    accepted = closing(on="2026-05-08", accepted={"on": "2026-05-11", "by": "Steering group"})
    agreed = Told().on("2026-05-12", stone, accepted).report()
    assert "closing" not in calendar(agreed, words, SITE) + asks_calendar(agreed, words, SITE)
