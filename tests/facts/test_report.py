"""The report gathers what one version of the site says."""

from datetime import date

from history_builder import Told, commitment, lesson, milestone, shortly, update
from milepost.errors import Location
from milepost.facts.promises.as_of import as_of
from milepost.facts.rhythm import RhythmFacts
from milepost.model.fields import Kind
from milepost.model.kinds.charter import Charter
from milepost.model.snapshot import FreePage


def test_updates_stand_newest_first_with_what_their_day_knew() -> None:
    """Number, publication, what changed since the one before, and what was asked."""
    ask = commitment("C-9", **{"from": "client"})
    first, second = update("2026-01-09"), update("2026-01-16")
    story = (
        Told()
        .on("2026-01-05", ask)
        .on("2026-01-09", ask, first)
        .on("2026-01-14", commitment("C-9", **{"from": "client", "due": "2026-03-13", "owner": "Sales"}), first)
        .on("2026-01-20", commitment("C-9", **{"from": "client", "due": "2026-03-13", "owner": "Sales"}), first, second)
        .on(
            "2026-01-21",
            commitment("C-9", **{"from": "client", "due": "2026-03-13", "kept": "2026-01-21"}),
            first,
            second,
        )
    )
    newest, oldest = story.report().updates
    assert [(u.number, u.update.id, str(u.recorded), u.late_days) for u in (newest, oldest)] == [
        (2, "2026-01-16", "2026-01-20", 4),
        (1, "2026-01-09", "2026-01-09", 0),
    ]
    assert shortly(oldest.changes) == ["2026-01-05 C-9 made: None → 2026-03-06", "2026-01-09 2026-01-09 published"]
    assert shortly(newest.changes) == [
        "2026-01-14 C-9 moved: 2026-03-06 → 2026-03-13",
        "2026-01-14 C-9 reassigned owner: None → Sales",
        "2026-01-20 2026-01-16 published",
    ]
    assert [(a.item.id, str(a.due), a.item.owner, str(a.state)) for a in (*oldest.asks, *newest.asks)] == [
        ("C-9", "2026-03-06", None, "open"),
        ("C-9", "2026-03-13", "Sales", "moved"),
    ]
    assert story.report().asks == ()


def test_what_changed_is_counted_from_the_update_before() -> None:
    """Readers of the last update but one see everything since."""
    first, second = update("2026-01-09"), update("2026-01-16")
    story = (
        Told()
        .on("2026-01-09", milestone(), first)
        .on("2026-01-12", milestone(due="2026-03-13"), first)
        .on("2026-01-16", milestone(due="2026-03-13"), first, second)
        .on("2026-01-19", milestone(due="2026-03-20"), first, second)
    )
    assert shortly(story.report().changes) == [
        "2026-01-12 beta moved: 2026-03-06 → 2026-03-13",
        "2026-01-16 2026-01-16 published",
        "2026-01-19 beta moved: 2026-03-13 → 2026-03-20",
    ]


def test_two_updates_of_one_day_share_it_by_their_commits() -> None:
    """What a day saw up to the commit of the first is the first one's, all else the second one's, the news too."""
    first, second, third = update("2026-01-09"), update("2026-01-09-beta"), update("2026-01-16")
    story = (
        Told()
        .on("2026-01-09", milestone(), first)
        .on("2026-01-09", milestone(due="2026-03-13"), first)
        .on("2026-01-09", milestone(due="2026-03-13", owner="Sales"), first, second)
        .on("2026-01-09", milestone(due="2026-03-20", owner="Sales"), first, second)
    )
    news = [
        "2026-01-09 beta moved: 2026-03-06 → 2026-03-13",
        "2026-01-09 beta reassigned owner: None → Sales",
        "2026-01-09 2026-01-09-beta published",
        "2026-01-09 beta moved: 2026-03-13 → 2026-03-20",
    ]
    report = story.report()
    assert [shortly(u.changes) for u in reversed(report.updates)] == [
        ["2026-01-09 beta made: None → 2026-03-06", "2026-01-09 2026-01-09 published"],
        news,
    ]
    assert shortly(report.changes) == news
    later = story.on("2026-01-16", milestone(due="2026-03-20", owner="Sales"), first, second, third).report()
    assert [shortly(u.changes) for u in later.updates[:2]] == [["2026-01-16 2026-01-16 published"], news]
    assert later.changes == later.updates[0].changes


def test_two_updates_of_one_commit_are_told_in_order() -> None:
    """The first one has what the commit brought, as a day that is told late."""
    report = Told().on("2026-01-09", milestone(), update("2026-01-09"), update("2026-01-09-beta")).report()
    assert [len(u.changes) for u in report.updates] == [0, 3]
    assert report.changes == ()


def test_with_one_update_everything_is_new() -> None:
    """The first reader sees the whole plan being made."""
    report = Told().on("2026-01-05", milestone()).on("2026-01-09", milestone(), update("2026-01-09")).report()
    assert report.changes == report.events


def test_looking_back_finds_what_was_known() -> None:
    """Start, progress and names as they were on an earlier day."""
    story = (
        Told()
        .on("2026-01-05", milestone(start="2026-02-02", progress=10, owner="Shop team", acceptance="Ten sales"))
        .on("2026-01-12", milestone(start="2026-02-09", progress=20, owner="Piers", acceptance="Two sales"))
        .on("2026-01-19", milestone(progress=30, title="The beta is closed"))
    )
    facts = story.report().milestones[0]
    first, second = (as_of(facts, date(2026, 1, day)) for day in (11, 12))
    assert first is not None
    assert second is not None
    assert first.item == milestone(start="2026-02-02", progress=10, owner="Shop team", acceptance="Ten sales")
    assert second.item == milestone(start="2026-02-09", progress=20, owner="Piers", acceptance="Two sales")
    assert as_of(facts, date(2026, 1, 4)) is None


def test_looking_back_over_a_clock_that_ran_backwards() -> None:
    """On a day before it was made, though it is told to have vanished by then, nobody knew of it."""
    story = Told().on("2026-02-13", milestone(), update("2026-02-06"))
    facts = story.on("2026-02-06", update("2026-02-06")).report().milestones[0]
    assert as_of(facts, date(2026, 2, 6)) is None


def test_asks_come_soonest_first() -> None:
    """Only the client's, and only the open ones."""
    client = {"from": "client"}
    report = (
        Told()
        .on(
            "2026-01-05",
            commitment("late", due="2026-05-01", **client),
            commitment("soon", due="2026-02-01", **client),
            commitment("done", kept="2026-01-05", **client),
            commitment("ours"),
        )
        .report()
    )
    assert [ask.item.id for ask in report.asks] == ["soon", "late"]


def test_nothing_internal_is_in_a_report() -> None:
    """Neither items nor pages nor places."""
    story = Told().on("2026-01-05", milestone("hidden", visibility="internal"), lesson(visibility="internal"))
    story.places = {key: Location("content/milestones.yml", 1, 1) for key in story.items}
    story.pages = (FreePage("about.md", "About", is_public=True), FreePage("notes.md", "Secret", is_public=False))
    report = story.report()
    assert (report.milestones, report.lessons, report.events, report.sources, report.places) == ((), (), (), {}, {})
    assert [page.path for page in report.pages] == ["about.md"]


def test_sources_are_the_files_and_places_the_lines() -> None:
    """What an edit link and a warning point at."""
    story = Told().on("2026-01-05", milestone())
    place = Location("content/milestones.yml", 3, 3)
    story.places = {(Kind.MILESTONE, "beta"): place}
    report = story.report()
    assert report.sources == {(Kind.MILESTONE, "beta"): "content/milestones.yml"}
    assert report.places == {(Kind.MILESTONE, "beta"): place}


def test_a_project_with_nothing_in_it_is_a_report_too() -> None:
    """A plan may be empty."""
    report = Told().on("2026-01-05").report()
    assert (report.milestones, report.phases, report.finish, report.updates, report.events) == ((), (), None, (), ())
    assert report.rhythm == RhythmFacts(None, 0)


def test_no_update_is_owed_before_anybody_promised_one() -> None:
    """A rhythm that is written down counts from the day the project was first told, not from a start of years ago."""
    old = {"name": "Harbour line", "start": "2009-05-04"}
    silent = Told(Charter.model_validate(old)).on("2026-01-05", milestone(due="2026-03-06"))
    assert silent.report("2026-10-23").rhythm == RhythmFacts(None, 0)
    agreed = Told(Charter.model_validate({**old, "rhythm": {"every": "week"}})).on("2026-01-05", milestone())
    assert agreed.report("2026-01-05").rhythm == RhythmFacts(date(2026, 1, 9), 0)
    assert agreed.report("2026-01-19").rhythm == RhythmFacts(date(2026, 1, 9), 10)


def test_lessons_stand_newest_first() -> None:
    """By their own date."""
    story = Told().on("2026-03-06", lesson("older", date="2026-01-05"), lesson("newer"))
    assert [facts.lesson.id for facts in story.report().lessons] == ["newer", "older"]
