"""The schedule compares what is forecast with what was agreed."""

from datetime import date

import pytest

from history_builder import Told, commitment, milestone
from milepost.facts.promises.schedule import PhaseFacts, finish_of
from milepost.model.kinds.charter import Charter

_AGREED = {"on": "2026-02-01", "due": "2026-03-20", "approved_by": "Steering group"}


@pytest.mark.parametrize(
    ("now", "state", "variance"),
    [
        (milestone(), "open", 0),
        (milestone(start="2026-02-20"), "open", 0),
        (milestone(start="2026-02-02"), "active", 0),
        (milestone(progress=5), "active", 0),
        (milestone(progress=0), "open", 0),
        (milestone(due="2026-03-13", progress=5), "moved", 7),
        (milestone(due="2026-02-27"), "open", -7),
        (milestone(due="2026-02-08"), "overdue", -26),
        (milestone(due="2026-02-09"), "open", -25),
        (milestone(due="2026-03-20", rebaselined=_AGREED), "open", 0),
        (milestone(due="2026-03-27", rebaselined=_AGREED), "moved", 7),
        (milestone(done="2026-02-08"), "kept", -26),
        (milestone(due="2026-03-20", done="2026-03-10"), "kept-late", 4),
        (milestone(due="2026-03-20", rebaselined=_AGREED, done="2026-03-10"), "kept", -10),
        (milestone(cancelled="2026-02-09"), "cancelled", 0),
        (None, "vanished", 0),
    ],
)
def test_where_a_milestone_stands_on_9_february(now: object, state: str, variance: int) -> None:
    """First promised for 6 March: against the agreed date, not against the one written last."""
    story = Told().on("2026-01-05", milestone()).on("2026-02-09", *([now] if now else []))
    facts = story.report().milestones[0]
    assert (facts.state, facts.variance_days) == (state, variance)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (commitment(), "open"),
        (commitment(due="2026-03-07"), "moved"),
        (commitment(due="2026-03-05"), "open"),
        (commitment(due="2026-02-08"), "overdue"),
        (commitment(due="2026-03-20", kept="2026-03-09"), "kept-late"),
        (commitment(withdrawn={"on": "2026-02-09"}), "withdrawn"),
    ],
)
def test_where_a_commitment_stands_on_9_february(now: object, state: str) -> None:
    """Moving the date does not make a late promise one that was kept."""
    assert Told().on("2026-01-05", commitment()).on("2026-02-09", now).report().commitments[0].state == state


def test_a_promise_tells_its_whole_history() -> None:
    """What was first promised, what was agreed, how often it moved, when it was closed."""
    story = (
        Told()
        .on("2026-01-05", commitment(made="2026-01-02"))
        .on("2026-01-12", commitment(made="2026-01-02", due="2026-03-13"))
        .on("2026-01-19", commitment(made="2026-01-02", due="2026-03-20"))
        .on("2026-03-18", commitment(made="2026-01-02", due="2026-03-20", kept="2026-03-17"))
    )
    facts = story.report().commitments[0]
    assert [str(day) for day in (facts.made_on, facts.first_due, facts.agreed, facts.due, facts.closed_on)] == [
        "2026-01-02",
        "2026-03-06",
        "2026-03-06",
        "2026-03-20",
        "2026-03-17",
    ]
    assert (facts.moves, facts.rebaselinings, str(facts.forecast), len(facts.events)) == (2, 0, "2026-03-17", 4)


def test_promises_stand_in_the_order_of_the_files_and_vanished_ones_last() -> None:
    """Those that went are in the order in which they went."""
    one, two, three, four = (milestone(name) for name in ("one", "two", "three", "four"))
    story = (
        Told().on("2026-01-05", one, two, three, four).on("2026-01-12", one, three, four).on("2026-01-19", four, three)
    )
    assert [m.item.id for m in story.report().milestones] == ["four", "three", "two", "one"]


def test_the_finish_is_the_last_milestone_still_wanted() -> None:
    """A cancelled one ends nothing."""
    story = Told().on(
        "2026-01-05",
        milestone("go-live", due="2026-05-01"),
        milestone("beta"),
        milestone("handover", due="2026-06-01", cancelled="2026-01-05"),
    )
    report = story.report()
    finish = finish_of(report.milestones)
    assert finish is not None
    assert report.finish is not None
    assert (finish.item.id, report.finish.promise) == ("go-live", finish)
    assert Told().on("2026-01-05", commitment()).report().finish is None


def test_what_is_overdue_ends_after_all_that_was_reached() -> None:
    """It is reached today at the earliest."""
    story = Told().on("2026-01-05", milestone("docs", due="2026-02-20"), milestone("launch", due="2026-03-20"))
    story.on(
        "2026-03-16", milestone("docs", due="2026-02-20"), milestone("launch", due="2026-03-20", done="2026-03-16")
    )
    finish = story.report().finish
    assert finish is not None
    assert (finish.promise.item.id, finish.promise.overdue_days, finish.promise.late_days) == ("docs", 24, 24)


def test_what_was_settled_stays_so_when_it_is_tidied_away() -> None:
    """A plan that is cleared up has not lost what it reached."""
    items = milestone("a", done="2026-03-05"), milestone("b", cancelled="2026-03-05"), milestone("c")
    gone = Told().on("2026-03-05", *items).on("2026-04-06").report().milestones
    assert [(promise.item.id, promise.state) for promise in gone] == [
        ("a", "kept"),
        ("b", "cancelled"),
        ("c", "vanished"),
    ]


def test_a_phase_is_not_complete_where_something_vanished() -> None:
    """Nothing is open in it; and where all that is open is overdue, it says since when."""
    charter = Charter.model_validate({"name": "P", "phases": [{"id": "build", "title": "Build"}]})
    done, lost = milestone("a", phase="build", done="2026-01-05"), milestone("b", phase="build")
    story = Told(charter).on("2026-01-05", done, lost)
    assert [phase.was_due for phase in story.report("2026-03-06").phases] == [None]
    assert [phase.was_due for phase in story.report("2026-03-09").phases] == [date(2026, 3, 6)]
    assert [phase.state for phase in story.on("2026-01-12", done).report().phases] == ["ended"]


def test_phases_lie_between_their_first_start_and_their_last_forecast() -> None:
    """Without a start a phase begins where the one before it ends; one without milestones is left out."""
    phases = [{"id": name, "title": name.title()} for name in ("design", "empty", "build", "launch")]
    charter = Charter.model_validate({"name": "P", "start": "2026-01-01", "phases": phases})
    story = Told(charter).on(
        "2026-01-05",
        milestone("sketch", phase="design", due="2026-01-20", done="2026-01-05"),
        milestone("code", phase="build", start="2026-01-15", due="2026-03-02"),
        milestone("test", phase="build", due="2026-03-10"),
        milestone("given-up", phase="build", due="2026-09-01", cancelled="2026-01-05"),
        milestone("go", phase="launch", due="2026-04-01"),
    )
    story.on(
        "2026-02-02",
        *[m for m in story.items.values() if m.id != "go"],
        milestone("go", phase="launch", due="2026-04-08"),
    )
    found = story.report().phases
    assert [_short(phase) for phase in found] == [
        ("design", "2026-01-01", "2026-01-05", "2026-01-20", "done"),
        ("build", "2026-01-15", "2026-03-10", "2026-03-10", "active"),
        ("launch", "2026-03-10", "2026-04-08", "2026-04-01", "moved"),
    ]
    assert [phase.state for phase in story.report("2026-03-05").phases] == ["done", "late", "moved"]
    assert [phase.state for phase in story.report("2026-01-06").phases][1] == "planned"
    assert [len(phase.promises) for phase in found] == [1, 3, 1]


def _short(phase: PhaseFacts) -> tuple[str, str, str, str, str]:
    return phase.phase.id, str(phase.start), str(phase.end), str(phase.agreed_end), phase.state


def test_the_status_date_is_the_last_day_of_history_unless_another_is_given() -> None:
    """Facts never ask what day it is."""
    story = Told().on("2026-01-05", milestone())
    assert story.report().status_date == date(2026, 1, 5)
    assert [story.report(day).milestones[0].state for day in ("2026-03-06", "2026-03-07")] == ["open", "overdue"]
