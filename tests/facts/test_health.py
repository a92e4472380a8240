"""Health follows rules that the site prints; it never overrides the manager's word."""

import pytest

from history_builder import Told, commitment, milestone, problem, risk, update
from milepost.facts.health.rules import AREAS, RULES
from milepost.facts.report.report import StatusReport
from milepost.model.fields import Status
from milepost.model.kinds.charter import Charter


def _found(report: StatusReport) -> list[tuple[str, str, int, int, list[str]]]:
    return [
        (finding.code, str(finding.status), finding.count, finding.days, [item.item.id for item in finding.items])
        for area in report.health.areas
        for finding in area.findings
    ]


def _steady(story: Told, until: str, *items: object) -> StatusReport:
    """The report on a day on which an update has just come, so that only what is meant is found."""
    return story.on(until, *items, update(until)).report()


@pytest.mark.parametrize(
    ("today", "found"),
    [
        ("2026-03-06", []),
        ("2026-03-07", [("milestone-overdue", "amber", 1, 1, ["beta"])]),
        ("2026-03-20", [("milestone-overdue", "amber", 1, 14, ["beta"])]),
        ("2026-03-21", [("milestone-overdue", "red", 1, 15, ["beta"])]),
    ],
)
def test_an_overdue_milestone(today: str, found: list[object]) -> None:
    """Amber from the day after, red after two weeks."""
    assert _found(_steady(Told().on("2026-01-05", milestone()), today, milestone())) == found


@pytest.mark.parametrize(
    ("due", "found"),
    [
        ("2026-03-13", []),
        ("2026-03-14", [("milestone-late", "amber", 1, 8, ["beta"])]),
        ("2026-04-04", [("finish-late", "red", 1, 29, ["beta"]), ("milestone-late", "amber", 1, 29, ["beta"])]),
    ],
)
def test_a_forecast_after_the_agreed_date(due: str, found: list[object]) -> None:
    """Moving the date does not turn the project green: the agreed date counts."""
    story = Told().on("2026-01-05", milestone()).on("2026-01-06", milestone(due=due))
    assert _found(_steady(story, "2026-03-01", milestone(due=due))) == found


@pytest.mark.parametrize(
    ("side", "today", "found"),
    [
        ("vendor", "2026-03-07", [("commitment-overdue", "amber", 1, 1, ["C-1"])]),
        ("vendor", "2026-03-21", [("commitment-overdue", "red", 1, 15, ["C-1"])]),
        ("client", "2026-06-21", [("client-overdue", "amber", 1, 107, ["C-1"])]),
    ],
)
def test_an_overdue_commitment(side: str, today: str, found: list[object]) -> None:
    """The vendor's weigh like milestones; what we wait for is amber at most."""
    promise = commitment(**{"from": side})
    assert _found(_steady(Told().on("2026-01-05", promise), today, promise)) == found


def test_a_slip_that_nobody_announced() -> None:
    """Amber once its window has passed, red from three on, forgotten after 30 days."""
    names = ("one", "two", "three")
    before = [commitment(name, due="2026-06-01") for name in names]
    after = [commitment(name, due="2026-06-08") for name in names]
    story = Told().on("2026-01-05", *before).on("2026-02-03", after[0], *before[1:])
    assert _found(_steady(story, "2026-02-08", after[0], *before[1:])) == []
    assert _found(_steady(story, "2026-02-09", after[0], *before[1:])) == [("slip-unannounced", "amber", 1, 6, ["one"])]
    story.on("2026-02-10", *after)
    assert _found(_steady(story, "2026-02-20", *after)) == [("slip-unannounced", "red", 3, 17, ["one", "three", "two"])]
    assert _found(_steady(story, "2026-03-20", *after)) == []


def test_good_news_need_not_be_announced() -> None:
    """An earlier date is no slip."""
    story = Told().on("2026-01-05", milestone()).on("2026-02-03", milestone(due="2026-03-01"))
    assert _found(_steady(story, "2026-02-20", milestone(due="2026-03-01"))) == []


def test_a_promise_that_vanished_while_it_was_open() -> None:
    """Red for 30 days; tidying away what was settled weighs nothing."""
    story = Told().on("2026-01-05", milestone(), commitment(kept="2026-01-05"))
    assert _found(_steady(story, "2026-02-02")) == [("vanished", "red", 1, 1, ["beta"])]
    assert _found(_steady(story, "2026-03-05")) == []


@pytest.mark.parametrize(
    ("today", "found"),
    [
        ("2026-03-15", []),
        ("2026-03-16", [("update-overdue", "amber", 1, 3, [])]),
        ("2026-03-23", [("update-overdue", "red", 2, 10, [])]),
    ],
)
def test_an_update_that_does_not_come(today: str, found: list[object]) -> None:
    """Amber when its grace has passed, red when the next one's has."""
    story = Told().on("2026-03-06", update("2026-03-06"), commitment(due="2026-12-01"))
    assert _found(story.report(today)) == found


def test_the_managers_word_stands_beside_what_is_computed() -> None:
    """Neither changes the other; the worst area gives the computed one."""
    story = Told().on("2026-01-05", milestone())
    report = story.on("2026-03-20", milestone(), update("2026-03-20", why="It opens tomorrow")).report()
    health = report.health
    assert (health.claimed, health.computed, health.is_contested, health.why) == (
        Status.GREEN,
        Status.AMBER,
        True,
        "It opens tomorrow",
    )
    assert [(area.name, area.status) for area in health.areas] == [
        ("milestones", Status.AMBER),
        ("commitments", Status.GREEN),
        ("notice", Status.GREEN),
        ("rhythm", Status.GREEN),
    ]


def test_without_an_update_nobody_has_claimed_anything() -> None:
    """None is no colour."""
    health = Told().on("2026-01-05", milestone()).report().health
    assert (health.claimed, health.is_contested) == (None, False)


def test_the_newest_update_knows_the_health_of_its_day() -> None:
    """What happened since does not count against what was written then."""
    story = (
        Told().on("2026-01-05", milestone(), update("2026-01-05")).on("2026-03-06", milestone(), update("2026-03-06"))
    )
    report = story.report("2026-04-01")
    newest, older = report.updates[0], update("2026-01-05")
    assert newest.health is not None
    assert (newest.health.computed, report.health.computed, older.id) == (Status.GREEN, Status.RED, "2026-01-05")


def test_every_area_tells_its_rules() -> None:
    """The rules that give a colour are the rules that the site prints, worst first within a code."""
    report = Told().on("2026-01-05", milestone(), risk(), problem()).report()
    assert tuple(rule for area in report.health.areas for rule in area.rules) == RULES
    assert tuple(area.name for area in report.health.areas) == AREAS
    for code in {rule.code for rule in RULES}:
        weights = [list(Status).index(rule.status) for rule in RULES if rule.code == code]
        assert weights == sorted(weights, reverse=True)


def test_risks_and_problems_have_their_areas_where_there_are_any() -> None:
    """A high risk is amber, a grave problem too, and red after two weeks; what is closed weighs nothing."""
    calm = Told().on("2026-01-05", milestone(due="2026-06-01"))
    assert [area.name for area in calm.report().health.areas] == ["milestones", "commitments", "notice", "rhythm"]
    high, grave = risk(probability=3, impact=5), problem(severity="high")
    told = Told().on("2026-01-05", milestone(due="2026-06-01"), high, grave)
    assert _colours(told, "2026-01-12") == {"risks": "amber", "problems": "amber"}
    assert _colours(told, "2026-01-20") == {"risks": "amber", "problems": "red"}
    over = risk(probability=3, impact=5, closed={"on": "2026-01-26", "because": "passed"})
    solved = problem(severity="high", thread=[{"on": "2026-01-26", "state": "resolved", "text": "Mended."}])
    told.on("2026-01-26", milestone(due="2026-06-01"), over, solved)
    assert _colours(told, "2026-01-27") == {"risks": "green", "problems": "green"}


def test_a_review_and_a_solution_that_are_late_are_amber() -> None:
    """A week after the day of a review; a day after that by which a problem was to be solved."""
    told = Told().on("2026-01-05", milestone(due="2026-06-01"), risk(review="2026-01-12"), problem(due="2026-01-19"))
    assert _colours(told, "2026-01-19") == {"risks": "green", "problems": "green"}
    assert _colours(told, "2026-01-20") == {"risks": "amber", "problems": "amber"}


def test_an_agreed_tolerance_stands_in_place_of_our_days() -> None:
    """What both sides agreed to is the measure, and the rule says so."""
    told = Told(Charter.model_validate({"name": "Harbour line", "tolerance": {"days": 3}}))
    told.on("2026-01-05", milestone(due="2026-06-01")).on("2026-01-12", milestone(due="2026-06-05"))
    plan = told.report("2026-01-13").health.areas[0]
    assert (plan.status, [finding.code for finding in plan.findings]) == ("amber", ["milestone-late"])
    assert [rule.days for rule in plan.rules if rule.is_agreed] == [3]


def _colours(told: Told, day: str) -> dict[str, str]:
    areas = told.report(day).health.areas
    return {area.name.value: area.status.value for area in areas if area.name in {"risks", "problems"}}
