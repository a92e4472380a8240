"""The communication plan beside what happened: counted from when it was agreed, by day, never judged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history_builder import Told, meeting, milestone, update
from milepost.facts.contact.communication import KeptLine
from milepost.model.history import Step
from milepost.model.kinds.charter import Channel, Charter
from milepost.model.kinds.due_days import due_days

WEEKLY = {"what": "Status update", "every": "week", "day": "friday"}
STEERING = {"what": "Steering group", "every": "month", "week": "second", "day": "wednesday"}


def charter(*lines: dict[str, Any], **fields: Any) -> Charter:
    """A charter with a communication plan."""
    return Charter.model_validate({"name": "Harbour line", "start": "2026-01-05", "communication": lines, **fields})


def told(plan: Charter) -> Told:
    """A history under a plan."""
    return Told(charter=plan)


def kept(story: Told, day: str) -> tuple[KeptLine, ...]:
    """The lines that were due up to a day."""
    return story.report(day).communication.lines


def test_each_day_that_was_due_is_kept_or_named() -> None:
    """An update counts for the nearest day, if it comes within the grace; what is still in its grace is not told."""
    story = told(charter(WEEKLY)).on("2026-01-05", milestone())
    story = story.on("2026-01-11", milestone(), update("2026-01-11"))
    story = story.on("2026-01-26", milestone(), update("2026-01-11"), update("2026-01-23"))
    (line,) = kept(story, "2026-01-30")
    assert (line.kept, len(line.occasions)) == (1, 3)
    assert [occasion.day for occasion in line.missed] == [date(2026, 1, 23), date(2026, 1, 16)]


def test_a_meeting_counts_for_the_day_that_is_nearest() -> None:
    """Put off by a week it was held; of what nothing stands here two days later, that is told with its reason."""
    plan = charter({**STEERING, "skipped": [{"on": "2026-01-14", "why": "the kick-off took its place"}]})
    story = told(plan).on("2026-01-05", milestone())
    story = story.on("2026-02-20", milestone(), meeting("2026-02-18"), meeting("2026-01-14", kind="kickoff"))
    (line,) = kept(story, "2026-03-13")
    assert [(o.day, o.by and o.by[1], o.why) for o in line.occasions] == [
        (date(2026, 1, 14), None, "the kick-off took its place"),
        (date(2026, 2, 11), "2026-02-18", None),
    ]
    assert kept(story, "2026-03-14")[0].missed[0].day == date(2026, 3, 11)


def test_an_excuse_moves_no_fortnight() -> None:
    """Where no start is known fortnights count from the day on which the line came, whatever is changed in it later."""
    skipped = [{"on": "2026-01-07", "why": "the kick-off took its place"}]
    said: list[dict[str, Any]] = [
        {**STEERING, "every": "fortnight"},
        {**STEERING, "every": "fortnight", "skipped": skipped},
    ]
    plans = [charter(line, start=None) for line in said]
    story = told(plans[-1]).on("2026-01-05", milestone()).on("2026-01-12", milestone(title="Another"))
    story.steps = [Step(s.revision, s.day, s.changes, plan) for s, plan in zip(story.steps, plans, strict=True)]
    (line,) = kept(story, "2026-02-10")
    assert [o.day.isoformat() for o in line.occasions] == ["2026-01-07", "2026-01-21", "2026-02-04"]


def test_what_is_agreed_later_counts_from_then_on() -> None:
    """Settings do not reach back: neither a new line nor another rhythm judges what was before."""
    story = told(charter()).on("2026-01-05", milestone())
    story = story.on("2026-02-02", milestone(), update("2026-01-30"))
    story = story.on("2026-02-16", milestone(title="Another"), update("2026-01-30"))
    plans = [charter(), charter(WEEKLY), charter({**WEEKLY, "every": "fortnight"})]
    story.steps = [Step(s.revision, s.day, s.changes, plan) for s, plan in zip(story.steps, plans, strict=True)]
    story.charter = plans[-1]
    (line,) = kept(story, "2026-03-09")
    assert [str(occasion.day) for occasion in line.occasions] == [
        "2026-02-06",
        "2026-02-13",
        "2026-02-20",
        "2026-03-06",
    ]


def test_minutes_within_the_grace_are_counted_and_the_others_named() -> None:
    """Whatever the plan says."""
    story = told(charter()).on("2026-02-06", meeting("2026-02-04"), meeting("2026-01-28"))
    plan = story.report().communication
    assert (plan.in_time, plan.meetings, plan.within_days) == (1, 2, 2)
    assert [facts.meeting.id for facts in plan.late] == ["2026-01-28"]


def test_a_finished_project_owes_nothing_more() -> None:
    """After its last promise is settled nobody waits for an update."""
    story = (
        told(charter(WEEKLY))
        .on("2026-01-05", milestone())
        .on("2026-01-09", milestone(done="2026-01-09"), update("2026-01-09"))
    )
    (line,) = kept(story, "2026-06-01")
    assert len(line.occasions) == 1


@pytest.mark.parametrize(
    ("what", "keeper"),
    [
        ("Status update", "update"),
        ("Weekly report", "update"),
        ("Steering group", "steering"),
        ("Design review", "review"),
        ("Status meeting", "status"),
        ("指导委员会", "steering"),
        ("周报", "update"),
        ("例会", "status"),
        ("Telephone", None),
    ],
)
def test_the_name_of_a_line_says_what_keeps_it(what: str, keeper: str | None) -> None:
    """Unless it says so itself."""
    assert Channel(what=what).keeper == keeper
    assert Channel(what=what, kept_by="closing").keeper == "closing"


_days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
_lines = st.fixed_dictionaries(
    {
        "what": st.just("Status update"),
        "every": st.sampled_from(["week", "fortnight", "month"]),
        "day": st.sampled_from([None, "monday", "friday", "sunday"]),
        "week": st.sampled_from(["first", "second", "fourth", "last"]),
    }
)


@given(line=_lines, start=_days, first=_days, length=st.integers(0, 400), cut=st.integers(0, 400))
def test_due_days_are_the_same_in_one_stretch_or_two(
    line: dict[str, Any], start: date, first: date, length: int, cut: int
) -> None:
    """Law: in order, on their weekday, within the stretch, and whoever cuts it in two loses none and gains none."""
    channel, plan = Channel.model_validate(line), charter(start=start)
    last, middle = date.fromordinal(first.toordinal() + length), date.fromordinal(first.toordinal() + min(cut, length))
    whole = list(due_days(channel, plan, first, last))
    assert whole == sorted(set(whole))
    assert {day.weekday() for day in whole} <= {(channel.day or plan.rhythm.day).number}
    assert all(first <= day <= last for day in whole)
    after = date.fromordinal(middle.toordinal() + 1)
    assert [*due_days(channel, plan, first, middle), *due_days(channel, plan, after, last)] == whole
    bare = plan.model_copy(update={"start": None})
    parts = (due_days(channel, bare, first, middle, start), due_days(channel, bare, after, last, start))
    assert [day for days in parts for day in days] == whole
