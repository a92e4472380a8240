"""How one follows every kind of item: the calendars, the feed, what is asked of the client."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from declared import every_record, every_register, leaves, report_of
from history_builder import milestone
from milepost.model.fields import Kind
from milepost.model.marks import Mark, fields_of
from milepost.model.places import address
from milepost.model.registers import Register
from milepost.render.feeds.calendar import asks_calendar, calendar
from milepost.render.feeds.rss import Feeds
from milepost.render.feeds.topics import events_by_topic
from milepost.render.words.words import Words
from samples import item_of, still_open


def ahead(register: Register) -> Iterator[str]:
    """The fields of a register that hold a day to come."""
    for field in fields_of(register.written):
        info = register.written.model_fields[field.attribute]
        if date in leaves(info.annotation) and not field.has(Mark.PAST) and not field.parts:
            yield field.name


# From when on a risk can happen is no day on which anybody has to do anything.
_NO_APPOINTMENT = {(Kind.RISK, "near")}


@every_record
def test_the_calendar_holds_its_days_to_come(register: Register) -> None:
    """Each day on which somebody has to do something stands in it, while the item is open."""
    for name in ahead(register):
        report = report_of(still_open(register, **{"id": "a", "affects": (), name: "2029-04-05"}))
        told = calendar(report, Words.of("en"), None)
        assert ("DTSTART;VALUE=DATE:20290405" in told) is ((register.kind, name) not in _NO_APPOINTMENT), name


@every_record
def test_what_it_asks_the_client_is_followed_as_such(register: Register) -> None:
    """What waits for the client is in the calendar and in the feed of what is asked, and nothing else of it is."""
    fields = {"side": "vendor", "from": "client", "due": "2029-04-05"}
    known = {field.name for field in fields_of(register.written)}
    told = {name: value for name, value in fields.items() if name in known}
    report = report_of(milestone("m"), still_open(register, **{"id": "a", "affects": (), **told}))
    asked = {ask.item.id for ask in report.asks}
    assert bool(asked) is (register.kind in {Kind.DECISION, Kind.CHANGE})
    topics = events_by_topic(report)
    assert {event.id for event in topics.get("asks", ())} == asked
    assert ("20290405" in asks_calendar(report, Words.of("en"), None)) is bool(asked & {"a"} and "due" in told)


@every_register
def test_the_feed_tells_of_it(register: Register) -> None:
    """What is new of it is an item of the feed, with its address."""
    item = still_open(register, id="a") if register.is_record else item_of(register)
    (told, *_) = Feeds(report_of(item), Words.of("en"), "https://status.example.org/").whole()
    assert f"https://status.example.org/{address(item.kind, item.id)}" in str(told.content)
