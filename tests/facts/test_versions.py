"""The versions as facts: every change stands in the version that first told it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from history_builder import Told, milestone, update
from milepost.facts.events import Event, EventName
from milepost.facts.versions import Archive, PastVersion, Sort, archive_of, counted
from milepost.model.fields import Kind, Status

LINE = ("a", "b", "c", "d")


def event(title: str, revision: str | None, on: str = "2026-03-06", name: EventName = EventName.MOVED) -> Event:
    """Something that happened, known by its title."""
    day = date.fromisoformat(on)
    return Event(Kind.MILESTONE, "beta", "beta", title, name, day, day, revision)


def version(name: str, revision: str, *updates: str) -> PastVersion:
    """A version as its manifest tells of it."""
    day = date.fromisoformat(name[:10])
    return PastVersion(name, revision, day, Status.GREEN, Status.AMBER, "All is well", updates, (), "r" * 64)


def told(archive: Archive) -> dict[str, list[str]]:
    """What each version tells, newest first, and what none of them does."""
    changes = {v.name: [e.title for e in v.changes] for v in archive.versions}
    return changes | {"since": [e.title for e in archive.since]}


def archive(events: Iterable[Event], *versions: PastVersion) -> dict[str, list[str]]:
    """What an archive of these versions on LINE tells of these events."""
    return told(archive_of(versions, events, LINE))


def test_a_change_stands_in_the_first_version_that_has_it() -> None:
    """The version of its own revision, or the next one after it; what came after the newest stands alone."""
    events = [event("one", "a"), event("two", "b"), event("three", "c"), event("four", "d")]
    assert archive(events, version("2026-03-06", "a"), version("2026-03-20", "c")) == {
        "2026-03-20": ["two", "three"],
        "2026-03-06": ["one"],
        "since": ["four"],
    }


def test_revisions_count_and_not_days() -> None:
    """A commit of the same day after the version is not in it, nor is one whose clock went wrong."""
    events = [event("before", "a"), event("same day", "b"), event("earlier clock", "c", on="2026-01-01")]
    assert archive(events, version("2026-03-06", "a"), version("2026-03-06-2", "b")) == {
        "2026-03-06-2": ["same day"],
        "2026-03-06": ["before"],
        "since": ["earlier clock"],
    }


def test_the_clocks_own_entries_stand_by_their_day() -> None:
    """A date that passed was told by the first version of that day or later."""
    events = [
        event("on the day", None, on="2026-03-06"),
        event("in between", None, on="2026-03-07"),
        event("after all", None, on="2026-03-21"),
    ]
    assert archive(events, version("2026-03-06", "a"), version("2026-03-20", "c")) == {
        "2026-03-20": ["in between"],
        "2026-03-06": ["on the day"],
        "since": ["after all"],
    }


def test_a_real_ledger_is_told_once_and_whole() -> None:
    """No change is lost, none is told twice, and each version keeps the ledger's order."""
    beta, later = milestone(due="2026-03-10"), milestone(due="2026-03-12")
    one, two = update("2026-03-06"), update("2026-03-20")
    report = Told().on("2026-03-06", beta, one).on("2026-03-09", later, one).on("2026-03-20", later, one, two).report()
    line = [f"{number:040x}" for number in (1, 2, 3)]
    found = archive_of([version("2026-03-06", line[0]), version("2026-03-20", line[2])], report.events, line)
    names = [[str(e.event) for e in v.changes] for v in found.versions]
    assert names == [["moved", "missed", "published"], ["made", "published"]]
    assert (*found.versions[1].changes, *found.versions[0].changes, *found.since) == report.events


def test_without_versions_everything_is_new() -> None:
    """Before the first update there is nothing to compare with."""
    assert archive([event("one", "a"), event("clock", None)]) == {"since": ["one", "clock"]}


def test_without_changes_there_are_none() -> None:
    """Two versions may say the same."""
    assert archive([], version("2026-03-06", "a"), version("2026-03-13", "b")) == {
        "2026-03-13": [],
        "2026-03-06": [],
        "since": [],
    }


def test_the_version_that_first_told_an_update() -> None:
    """Each update has one; a tag's version tells none first."""
    versions = [version("2026-03-06", "a", "x", "y"), version("2026-03-06-go", "b"), version("2026-03-20", "c", "z")]
    found = archive_of(versions, [], LINE).by_update
    assert {name: v.name for name, v in found.items()} == {"x": "2026-03-06", "y": "2026-03-06", "z": "2026-03-20"}


def test_changes_are_counted_as_readers_count() -> None:
    """In one order, and only those of which there were some."""
    names = [EventName.KEPT, EventName.MOVED, EventName.MADE, EventName.KEPT_LATE, EventName.REBASELINED]
    names += [EventName.PUBLISHED, EventName.VANISHED, EventName.WITHDRAWN, EventName.REWORDED]
    assert counted(event("x", "a", name=name) for name in names) == (
        (Sort.ADDED, 2),
        (Sort.MOVED, 2),
        (Sort.KEPT, 1),
        (Sort.LATE, 1),
        (Sort.GIVEN_UP, 1),
        (Sort.VANISHED, 1),
        (Sort.OTHER, 1),
    )


def test_every_event_has_a_sort() -> None:
    """Whatever happens, it is counted once."""
    events = [event("x", "a", name=name) for name in EventName]
    assert sum(number for _, number in counted(events)) == len(EventName)
