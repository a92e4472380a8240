"""The ledger follows an item through its names: what is gone, tidied away, joined, swapped or renamed."""

from history_builder import Told, commitment, decision, meeting, milestone, problem, risk, shortly, update
from milepost.model.history import Change, Step


def test_nothing_that_is_gone_is_forgotten() -> None:
    """An item that is deleted vanishes; when it comes back, the ledger goes on where it was."""
    story = (
        Told()
        .on("2026-01-05", milestone())
        .on("2026-01-12")
        .on("2026-01-19", milestone(due="2026-04-01", owner="Shop team"))
    )
    assert story.told() == [
        "2026-01-12 beta vanished: 2026-03-06 → None",
        "2026-01-19 beta returned: None → 2026-04-01",
        "2026-01-19 beta moved: 2026-03-06 → 2026-04-01",
        "2026-01-19 beta reassigned owner: None → Shop team",
    ]
    assert story.report().milestones[0].moves == 1


def test_a_closed_promise_that_is_tidied_away_is_told_too() -> None:
    """It stays visible, with the last that was known of it."""
    story = Told().on("2026-01-05", milestone(done="2026-01-05")).on("2026-01-12")
    assert story.told()[1:] == ["2026-01-12 beta vanished: 2026-03-06 → 2026-01-05"]
    assert str(story.report().milestones[0].item.done) == "2026-01-05"


def test_what_vanishes_while_withdrawn_returns_as_it_is() -> None:
    """Each state of the way is told, so that the events alone lead to the state."""
    ended = commitment(withdrawn={"on": "2026-01-12"})
    story = Told().on("2026-01-05", commitment()).on("2026-01-12", ended).on("2026-01-13").on("2026-01-14", ended)
    assert story.told() == [
        "2026-01-12 C-1 withdrawn: None → 2026-01-12",
        "2026-01-13 C-1 vanished: 2026-03-06 → 2026-01-12",
        "2026-01-14 C-1 returned: 2026-01-12 → 2026-03-06",
        "2026-01-14 C-1 withdrawn: None → 2026-01-12",
    ]


def test_was_joins_two_histories() -> None:
    """A renamed item keeps its history; its events bear the name it has now, and remember the first."""
    story = (
        Told()
        .on("2026-01-05", milestone("pilot"))
        .on("2026-01-12", milestone("beta", was="pilot", due="2026-03-13"))
        .on("2026-01-19", milestone("open-beta", was=["beta", "pilot"], due="2026-03-20"))
    )
    report = story.report()
    assert shortly(report.events) == [
        "2026-01-05 open-beta made: None → 2026-03-06",
        "2026-01-12 open-beta moved: 2026-03-06 → 2026-03-13",
        "2026-01-19 open-beta moved: 2026-03-13 → 2026-03-20",
    ]
    assert {e.origin for e in report.events} == {"pilot"}
    assert [(m.item.id, m.moves, str(m.first_due)) for m in report.milestones] == [("open-beta", 2, "2026-03-06")]


def test_two_items_that_swap_names_keep_their_histories() -> None:
    """While a name is in use it is that item's: what a swap changes is told of both."""
    story = (
        Told()
        .on("2026-01-05", milestone("one", title="First"), milestone("two", title="Second", due="2026-04-01"))
        .on(
            "2026-01-12",
            milestone("one", was="two", title="Second", due="2026-04-01"),
            milestone("two", was="one", title="First"),
        )
    )
    assert story.told() == [
        "2026-01-12 one moved: 2026-03-06 → 2026-04-01",
        "2026-01-12 one reworded title: First → Second",
        "2026-01-12 two moved: 2026-04-01 → 2026-03-06",
        "2026-01-12 two reworded title: Second → First",
    ]


def test_was_may_come_later() -> None:
    """An item that first says later what it was is joined to its tombstone: both histories, and how far apart."""
    story = (
        Told()
        .on("2026-01-05", milestone("pilot"))
        .on("2026-01-12", milestone("beta", due="2026-04-01"))
        .on("2026-01-19", milestone("beta", was="pilot", due="2026-04-01"))
    )
    report = story.report()
    assert shortly(report.events) == [
        "2026-01-05 beta made: None → 2026-03-06",
        "2026-01-12 beta made: None → 2026-04-01",
        "2026-01-12 beta vanished: 2026-03-06 → None",
        "2026-01-19 beta merged: pilot → beta",
    ]
    merged = report.events[-1]
    assert (merged.days, merged.days_from_first, merged.merged) == (26, 26, "pilot")
    assert [(m.item.id, str(m.first_due), str(m.agreed), m.moves) for m in report.milestones] == [
        ("beta", "2026-03-06", "2026-03-06", 0)
    ]


def test_a_pair_of_a_lost_and_a_found_item_is_a_renaming() -> None:
    """Whether or not the source has joined them: order and pairing of the changes do not matter."""
    old, new = milestone("pilot"), milestone("beta", was="pilot")
    story = Told().on("2026-01-05", old).on("2026-01-12", new)
    last = story.steps[-1]
    story.steps[-1] = Step(last.revision, last.day, (Change(old, None), Change(None, new)))
    assert story.told(without=()) == ["2026-01-05 beta made: None → 2026-03-06"]


def test_who_names_a_renamed_item_anew_says_the_same() -> None:
    """In a field, in words, in a page long published: nothing of it is told, now or when it is renamed again."""
    names = ("kiosk", "screens", "signage")
    story = Told()
    for day, (name, was) in zip((6, 20, 27), zip(names, ((), names[:1], names[:2]), strict=True), strict=True):
        story = story.on(
            f"2026-03-{day:02}",
            milestone(name, was=list(was), due="2026-12-01"),
            milestone("go-live", due="2026-12-02", after=[name], acceptance=f"After [it](milestone:{name})."),
            risk(affects=[f"milestone:{name}"], closed={"on": "2026-03-06", "because": "occurred", "problem": name}),
            problem(name, was=list(was)),
            decision("D-2", supersedes=name),
            decision(name, was=list(was), decided="2026-03-02", decision="No"),
            update("2026-03-06", f"We signed [it](milestone:{name}), see <decision:{name}>."),
            meeting("2026-03-05", f"About <milestone:{name}>", approved={"on": "2026-03-06", "by": "All"}),
        )
    assert [line for line in story.told() if not line.startswith("2026-03-06")] == []


def test_who_names_another_item_says_something_else() -> None:
    """Also where one of the two is renamed in the same step, and where the former name is another's now."""
    before = (milestone("a"), milestone("b"), milestone("c", after=["a"], acceptance="See <milestone:a>."))
    swapped = milestone("c", after=["b"], acceptance="See <milestone:b>.")
    story = Told().on("2026-03-06", *before).on("2026-03-13", milestone("d", was=["a"]), milestone("b"), swapped)
    assert {line for line in story.told() if "2026-03-13" in line} == {
        "2026-03-13 c changed after: a → b",
        "2026-03-13 c reworded acceptance: See <milestone:a>. → See <milestone:b>.",
    }
    anew = (milestone("d", was=["a"]), milestone("a"), milestone("c", after=["a"]))
    story = Told().on("2026-03-06", milestone("d"), milestone("c", after=["d"])).on("2026-03-13", *anew)
    assert "2026-03-13 c changed after: d → a" in story.told()
