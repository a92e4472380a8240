"""Meetings: what history says of minutes, and what it never says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from history_builder import Told, decision, meeting
from milepost.facts.events import EventName
from milepost.facts.telling.news import moved_dates
from milepost.model.fields import Kind

ID = "2026-02-04-steering"
APPROVED = {"on": "2026-02-06", "by": "Steering group"}


def test_minutes_say_how_many_days_after_they_came() -> None:
    """From the day in the name of the file to the day on which they were committed, late or not."""
    report = Told().on("2026-02-09", meeting(ID)).report()
    (event,) = report.events
    assert (event.event, event.on, event.days) == (EventName.PUBLISHED, date(2026, 2, 4), 5)
    assert [(facts.days, facts.recorded) for facts in report.meetings] == [(5, date(2026, 2, 9))]


def test_within_the_grace_minutes_may_be_mended() -> None:
    """As an update: whoever had read them had hardly done so."""
    story = Told().on("2026-02-05", meeting(ID, "One")).on("2026-02-07", meeting(ID, "Two"))
    assert story.told() == []
    assert story.on("2026-02-09", meeting(ID, "Three")).told() == [f"2026-02-09 {ID} edited"]


def test_what_is_changed_after_approval_is_told_at_once() -> None:
    """Even within the grace: it had been agreed to word by word."""
    report = (
        Told()
        .on("2026-02-05", meeting(ID, "We pay", approved=APPROVED))
        .on("2026-02-06", meeting(ID, "You pay", approved=APPROVED))
        .report()
    )
    edited = report.events[-1]
    assert (edited.event, edited.field, edited.approved_by) == (EventName.EDITED, "approved", "Steering group")
    assert [(edit.before, edit.after) for edit in edited.edits] == [("We", "You")]
    assert len(report.meetings[0].edits_after_approval) == 1


def test_an_approval_that_is_taken_back_lets_no_word_change_unseen() -> None:
    """Between two approvals, and within the grace: who had agreed hears of each word, and that they had agreed."""
    words = [("We pay", APPROVED), ("We pay", None), ("You pay", None), ("You pay", APPROVED)]
    story = Told()
    for said, approved in words:
        story = story.on("2026-02-05", meeting(ID, said, **({"approved": approved} if approved else {})))
    told = [(event.event, event.field, event.approved_by) for event in story.report().events[2:]]
    assert told == [
        ("reopened", "approved", None),
        ("edited", "approved", "Steering group"),
        ("closed", "approved", "Steering group"),
    ]


def test_what_comes_with_the_approval_is_not_changed_after_it() -> None:
    """Those who met agreed to what stands there from then on."""
    told = Told().on("2026-02-05", meeting(ID, "We pay")).on("2026-02-12", meeting(ID, "You pay", approved=APPROVED))
    assert [(e.event, e.field) for e in told.report().events[1:]] == [("closed", "approved"), ("edited", None)]


def test_the_words_of_an_approval_are_those_of_its_day() -> None:
    """What changes in the commit that enters an approval of another day is told as edited, also within the grace."""
    on_the_day = {"approved": {"on": "2026-02-07", "by": "Steering group"}}
    for approved, told in (({"approved": APPROVED}, ["edited", "closed"]), (on_the_day, ["closed"])):
        story = Told().on("2026-02-05", meeting(ID, "We pay")).on("2026-02-07", meeting(ID, "You pay", **approved))
        assert sorted(e.event for e in story.report().events[1:]) == sorted(told), approved


def test_a_meeting_names_nobody_who_may_not_be_seen() -> None:
    """Minutes that are internal now, and what they said when they were public, are told nowhere."""
    story = Told().on("2026-02-05", meeting(ID, "The quince")).on("2026-02-19", meeting(ID, "The medlar"))
    report = story.on("2026-02-26", meeting(ID, "The medlar", visibility="internal")).report()
    assert (report.events, report.meetings) == ((), ())
    assert [(held.kind, held.recorded) for held in report.withheld] == [(Kind.MEETING, date(2026, 2, 26))]


def test_an_edit_around_a_link_to_what_is_internal_is_not_shown() -> None:
    """That something was changed is told, not what, for the words were written about it, too."""
    secret = decision("D-9", visibility="internal")
    before = meeting(ID, "See <decision:D-9> on the quince", approved=APPROVED)
    after = meeting(ID, "See nothing on the medlar", approved=APPROVED)
    report = Told().on("2026-02-05", before, secret).on("2026-02-19", after, secret).report()
    (edited,) = (event for event in report.events if event.event is EventName.EDITED)
    assert edited.edits == ()


def test_a_meeting_moves_no_date() -> None:
    """The next one is no promise: that it is on another day is an edit of the minutes."""
    story = Told().on("2026-02-05", meeting(ID, next="2026-03-04")).on("2026-02-26", meeting(ID, next="2026-03-11"))
    report = story.report()
    assert list(moved_dates(report.events)) == []
    assert [(e.before, e.after) for e in report.events[-1].edits] == [("next: 2026-03-04", "next: 2026-03-11")]


_states = st.lists(
    st.none()
    | st.fixed_dictionaries(
        {
            "text": st.sampled_from(["", "We pay", "You pay", "Both pay <decision:D-1>"]),
            "next": st.sampled_from([None, "2026-03-04", "2026-03-11"]),
            "present": st.sampled_from([[], ["Head of sales"], ["Head of sales", "Project office"]]),
            "approved": st.sampled_from([None, APPROVED, {"on": "2026-02-07", "by": "Head of sales"}]),
            "visibility": st.sampled_from(["public", "public", "public", "internal"]),
        }
    ),
    min_size=1,
    max_size=8,
)


@given(states=_states, step_days=st.lists(st.integers(0, 6), min_size=8, max_size=8))
def test_every_event_has_its_states_and_every_state_its_events(
    states: list[dict[str, Any] | None], step_days: list[int]
) -> None:
    """Law: what is told at a step is what lies between the states around it, and nothing of what is internal."""
    story, day, days = Told(), date(2026, 2, 5), []
    for state, gap in zip(states, step_days, strict=False):
        day += timedelta(gap)
        days.append(day)
        said = [meeting(ID, **state)] if state else []
        story = story.on(day.isoformat(), decision(), *said)
    events = [event for event in story.report().events if event.kind is Kind.MEETING]
    last = next((state for state in reversed(states) if state), None)
    if last is None or last["visibility"] == "internal":
        assert events == []
        return
    seen = [state if state and state["visibility"] == "public" else None for state in states]
    steps = {f"{number:040x}": number - 1 for number in range(1, len(states) + 1)}
    known: dict[str, Any] | None = None
    for number, state in enumerate(seen):
        told = [event for event in events if event.revision and steps[event.revision] == number]
        names = [(event.event, event.field) for event in told]
        was_there = number > 0 and seen[number - 1] is not None
        assert ((EventName.VANISHED, None) in names) == (was_there and state is None)
        if state is None:
            continue
        assert ((EventName.PUBLISHED, None) in names) == (known is None)
        assert ((EventName.RETURNED, None) in names) == (known is not None and not was_there)
        had, has = (known or {}).get("approved"), state["approved"]
        closed = [event for event in told if event.event is EventName.CLOSED]
        assert bool(closed) == bool(has and (not had or had["on"] != has["on"]))
        assert [str(event.after) for event in closed] == [has["on"] for _ in closed]
        assert ((EventName.REOPENED, "approved") in names) == bool(had and not has)
        edited = [event for event in told if event.event is EventName.EDITED]
        differs = known is not None and any(known[key] != state[key] for key in ("text", "next", "present"))
        is_by_another = bool(had and has and had["on"] == has["on"] and had["by"] != has["by"])
        assert not edited or differs or is_by_another
        if known is not None and had and (differs or is_by_another):
            assert [event.field for event in edited] == ["approved"]
        known = state
