"""An update announces what it links to, in time or not at all."""

from typing import Any

import pytest

from history_builder import Told, milestone, update
from milepost.facts.events import EventName
from milepost.model.snapshot import AnyItem

_MOVED = milestone(due="2026-03-20")


def _announced(*steps: tuple[str, tuple[AnyItem, ...]]) -> tuple[str | None, str | None, int | None]:
    story = Told().on("2026-01-05", milestone())
    for day, items in steps:
        story.on(day, *items)
    event = next(e for e in story.report().events if e.event == "moved")
    told = event.announced
    return (told.update if told else None, str(told.on) if told else None, event.notice_days)


def _told(day: str, text: str = "[the beta](milestone:beta) moves") -> AnyItem:
    return update(day, text)


@pytest.mark.parametrize(
    ("recorded", "dated", "published", "expected"),
    [
        ("2026-02-27", "2026-02-27", "2026-02-27", ("2026-02-27", "2026-02-27", 7)),
        ("2026-02-25", "2026-02-27", "2026-02-27", ("2026-02-27", "2026-02-27", 7)),
        ("2026-02-25", "2026-03-01", "2026-03-01", ("2026-03-01", "2026-03-01", 5)),
        ("2026-02-25", "2026-03-02", "2026-03-02", (None, None, 9)),
        ("2026-02-25", "2026-02-20", "2026-02-26", ("2026-02-20", "2026-02-26", 8)),
        ("2026-02-26", "2026-02-27", "2026-02-25", (None, None, 8)),
        ("2026-02-25", "2026-02-27", "2026-03-09", (None, None, 9)),
        ("2026-02-28", "2026-02-27", "2026-02-28", ("2026-02-27", "2026-02-28", 6)),
    ],
    ids=[
        "same day",
        "next rhythm day",
        "within grace",
        "too late",
        "dated too early",
        "published too early",
        "published late",
        "one merge",
    ],
)
def test_an_update_announces_within_its_window(
    recorded: str, dated: str, published: str, expected: tuple[str | None, str | None, int | None]
) -> None:
    """Published from the day of the record to the next rhythm day and its grace, whatever day is in its name."""
    if recorded == published:
        assert _announced((recorded, (_MOVED, _told(dated)))) == expected
    elif published < recorded:
        assert _announced((published, (milestone(), _told(dated))), (recorded, (_MOVED, _told(dated)))) == expected
    else:
        assert _announced((recorded, (_MOVED,)), (published, (_MOVED, _told(dated)))) == expected


def test_without_an_update_notice_counts_from_the_record() -> None:
    """Negative notice is after the fact."""
    assert _announced(("2026-03-09", (_MOVED,))) == (None, None, -3)


def test_an_announcement_cannot_be_written_in_afterwards() -> None:
    """Only the text as it stood within the grace counts."""
    silent = _told("2026-02-27", "Nothing to tell")
    later = ("2026-03-02", (_MOVED, _told("2026-02-27")))
    assert _announced(("2026-02-27", (_MOVED, silent)), later)[0] is None
    in_grace = ("2026-03-01", (_MOVED, _told("2026-02-27")))
    assert _announced(("2026-02-27", (_MOVED, silent)), in_grace) == ("2026-02-27", "2026-03-01", 5)


def test_an_announcement_stays_made_when_its_words_are_taken_out() -> None:
    """The text as it stood counts, not the text as it stands."""
    steps = ("2026-02-27", (_MOVED, _told("2026-02-27"))), ("2026-03-09", (_MOVED, _told("2026-02-27", "Silence")))
    assert _announced(*steps)[0] == "2026-02-27"


def test_the_first_to_tell_is_named() -> None:
    """Of several updates, the one that told it first."""
    both = (_MOVED, _told("2026-02-27"), _told("2026-02-26-extra"))
    assert _announced(("2026-02-25", both))[0] == "2026-02-26-extra"


@pytest.mark.parametrize("hidden", [{"visibility": "internal"}, None])
def test_only_updates_that_a_reader_has_can_announce(hidden: dict[str, str] | None) -> None:
    """An internal update tells nobody; one that was deleted no longer does."""
    told = ("2026-02-27", (_MOVED, update("2026-02-27", "<milestone:beta>", **(hidden or {}))))
    gone = ("2026-03-02", (_MOVED,))
    assert _announced(told, *([] if hidden else [gone]))[0] is None


def test_a_link_to_an_earlier_name_announces() -> None:
    """Renamed items are told by any name they had."""
    story = (
        Told()
        .on("2026-01-05", milestone("pilot"))
        .on("2026-02-26", milestone("pilot", due="2026-03-20"), update("2026-02-26", "<milestone:pilot>"))
        .on("2026-03-02", milestone("beta", was="pilot", due="2026-03-20"), update("2026-02-26", "<milestone:pilot>"))
    )
    event = next(e for e in story.report().events if e.event == "moved")
    assert (event.id, event.announced and event.announced.update) == ("beta", "2026-02-26")


@pytest.mark.parametrize(
    ("change", "event", "notice"),
    [
        ({"cancelled": "2026-03-01"}, EventName("cancelled"), 6),
        (
            {"rebaselined": {"on": "2026-03-01", "due": "2026-04-01", "approved_by": "Both"}},
            EventName("rebaselined"),
            6,
        ),
        ({"start": "2026-02-01"}, EventName("start-moved"), None),
        ({"done": "2026-03-01"}, EventName("kept"), None),
    ],
)
def test_notice_is_given_for_what_takes_something_away(
    change: dict[str, Any], event: EventName, notice: int | None
) -> None:
    """Moves, re-baselinings, withdrawals and cancellations have a notice; the rest has none."""
    story = Told().on("2026-01-05", milestone()).on("2026-02-28", milestone(**change))
    assert {e.event: e.notice_days for e in story.report().events}[event] == notice


def test_a_link_is_public_since_it_stood_there_though_the_item_was_joined_since() -> None:
    """What an update linked to before cannot announce what happens to it later."""
    linked = "<milestone:pilot>"
    story = (
        Told()
        .on("2026-01-05", milestone("pilot"), milestone())
        .on("2026-02-26", milestone("pilot"), milestone(), update("2026-02-26", linked))
        .on("2026-02-27", milestone(was="pilot", due="2026-03-20"), update("2026-02-26", linked, headline="News"))
    )
    assert [event.announced for event in story.report().events if event.event in {"moved", "merged"}] == [None, None]
