"""Where little is told: the first day, no rhythm, an update that is overdue, years of silence."""

from __future__ import annotations

from history_builder import Told, milestone, update
from milepost.model.kinds.charter import Charter, Rhythm
from rendered import page_of, pages_of, shown


def test_an_overdue_update_is_told() -> None:
    """Silence is news too."""
    report = Told().on("2026-02-06", milestone(), page_of(update("2026-02-06", "We began."))).report("2026-03-02")
    assert "The next update was due on 13 Feb . It is 17 days overdue." in shown(pages_of(report)["index.md"]).text


def test_thin_data_says_what_will_stand_there() -> None:
    """A project on its first day has whole pages that say so kindly."""
    pages = pages_of(Told(Charter(name="Harbour line", rhythm=Rhythm())).on("2026-02-02").report())
    text = shown(pages["index.md"]).text
    assert [
        sentence
        for sentence in (
            "No update yet Harbour line has begun",
            "The day the project ends will stand here",
            "No promise of yours is on the list yet.",
            "Nobody has said yet how it stands, and there is nothing yet that our rules could look at.",
            "The next dates will stand here",
            "What each side promises the other will stand here",
            "The first update is due on",
        )
        if sentence not in text
    ] == []
    assert "The plan has no milestones yet." in shown(pages["plan.md"]).text


def test_a_rhythm_that_nobody_agreed_is_not_missed() -> None:
    """Without a rhythm and without an update nothing is due, and nothing is said to come when it should."""
    pages = pages_of(Told(Charter(name="Harbour line")).on("2026-02-02", milestone()).report("2026-09-04"))
    text = shown(pages["index.md"]).text
    assert "No rhythm is agreed, and no update has been written yet" in text
    assert ("update is due" in text, "Updates come when they should" in text) == (False, False)


def test_years_without_an_update_are_not_counted_in_days() -> None:
    """After three months of silence its beginning says it all."""
    report = Told().on("2026-02-06", milestone(), page_of(update("2026-02-06", "We began."))).report("2031-03-03")
    text = shown(pages_of(report)["index.md"]).text
    assert "The next update was due on 13 Feb 2026 , and none has come since." in text
    assert "no update has come for more than 90 days" in text
    assert "update is overdue by" not in text
