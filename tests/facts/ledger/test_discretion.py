"""The ledger is silent about what is internal, tells that it became so, and goes on where it is public again."""

from datetime import date

from history_builder import Told, milestone, shortly
from milepost.facts.telling.told_ledger import Withheld
from milepost.model.fields import Kind


def test_an_internal_item_is_as_if_it_were_not_there() -> None:
    """It is made on the day it becomes public, and what it was called before stays inside."""
    story = (
        Told()
        .on("2026-01-05", milestone("secret", visibility="internal", due="2026-02-01"))
        .on("2026-01-12", milestone("secret", visibility="internal", due="2026-02-20"))
        .on("2026-01-19", milestone("beta", was="secret"))
    )
    report = story.report()
    assert shortly(report.events) == ["2026-01-19 beta made: None → 2026-03-06"]
    assert report.events[0].origin == "beta"
    assert report.withheld == ()


def test_what_is_made_internal_is_withheld_and_that_is_told() -> None:
    """Its whole history is out, and one line says that something is."""
    story = (
        Told()
        .on("2026-01-05", milestone(), milestone("go-live"))
        .on("2026-02-02", milestone(visibility="internal"), milestone("go-live"))
        .on("2026-02-09", milestone("go-live"))
    )
    report = story.report("2026-04-01")
    assert shortly(report.events) == [
        "2026-01-05 go-live made: None → 2026-03-06",
        "2026-03-07 go-live missed: 2026-03-06 → None",
    ]
    assert report.withheld == (Withheld(Kind.MILESTONE, date(2026, 2, 2)),)


def test_what_vanishes_and_comes_back_internal_is_withheld() -> None:
    """The detour does not hide that something was public."""
    story = Told().on("2026-01-05", milestone()).on("2026-01-12").on("2026-01-19", milestone(visibility="internal"))
    report = story.report()
    assert (report.events, report.milestones) == ((), ())
    assert report.withheld == (Withheld(Kind.MILESTONE, date(2026, 1, 19)),)


def test_what_becomes_public_again_tells_what_changed_meanwhile() -> None:
    """Hidden and back is vanished and returned, with every difference between the two public states."""
    story = (
        Told()
        .on("2026-01-05", milestone())
        .on("2026-01-12", milestone(visibility="internal", due="2026-05-01"))
        .on("2026-01-19", milestone(due="2026-04-01"))
    )
    assert story.told() == [
        "2026-01-12 beta vanished: 2026-03-06 → None",
        "2026-01-19 beta returned: None → 2026-04-01",
        "2026-01-19 beta moved: 2026-03-06 → 2026-04-01",
    ]
    assert story.report().withheld == ()
