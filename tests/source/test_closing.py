"""The closing report beside the rest of the content: what does not fit it, and what it leaves to nobody."""

from __future__ import annotations

from datetime import date

from milepost.errors import Severity
from milepost.source.checks.judging import Judging
from milepost.source.content import read_content

WORDS = "## What was achieved\n\nIt works.\n\n## What was not achieved\n\nNothing.\n\n## What follows\n\nCall us.\n"
CLOSING = "---\non: 2026-05-08\naccepted: {on: 2026-05-12, by: Steering group}\n---\n" + WORDS
SOUND = {
    "project.yml": "name: Harbour line\nstart: 2026-01-12\ngoals: [{goal: Sell online, result: 63 %}]\n",
    "milestones.yml": "- {id: beta, title: The beta is open, due: 2026-04-15, done: 2026-04-15}\n",
    "closing.md": CLOSING,
}


def told(today: date = date(2026, 6, 30), **files: str) -> list[tuple[str, str, str]]:
    """What is said of a sound project with other files in place of some of its own: where, how much it weighs, what."""
    given = {"closing": "closing.md"}
    found = {**SOUND, **{given.get(name, f"{name}.yml"): text for name, text in files.items()}}
    _, problems = read_content({path: text.encode() for path, text in found.items()}, "", judging=Judging(today=today))
    return [(str(problem.location), problem.severity, problem.message) for problem in problems]


def test_a_project_at_its_end_may_be_closed() -> None:
    """Whatever else is over, and whatever is not, if somebody takes it."""
    assert told() == []
    assert told(problems="- {id: P-1, title: The gangway is broken, owner: Harbour Ferries}\n") == []


def test_what_is_open_is_left_to_somebody() -> None:
    """Each promise, problem and risk that has no owner is told where it stands; what is internal is our own matter."""
    left = "the closing report leaves {} open, and nobody is named who takes it"
    found = told(
        commitments="- {id: C-1, promise: Send the manual, due: 2026-06-15}\n",
        problems="- {id: P-1, title: The gangway is broken}\n- {id: P-2, title: Ours, visibility: internal}\n",
        risks="- {id: R-1, title: It rains, closed: {on: 2026-05-01, because: passed}}\n- {id: R-2, title: It snows}\n",
    )
    assert found == [
        ("commitments.yml:1:3", Severity.WARNING, left.format("'C-1'")),
        ("problems.yml:1:3", Severity.WARNING, left.format("'P-1'")),
        ("risks.yml:2:3", Severity.WARNING, left.format("'R-2'")),
    ]


def test_no_day_lies_on_the_wrong_side_of_the_end() -> None:
    """A milestone that was reached later is odd, a project that started later cannot be."""
    late = "- {id: beta, title: The beta is open, due: 2026-04-15, done: 2026-05-20}\n"
    message = "the project was closed on 2026-05-08, and 'beta' was reached on 2026-05-20"
    assert told(milestones=late) == [("closing.md:2:5", Severity.WARNING, message)]
    found = told(project="name: Harbour line\nstart: 2026-05-20\n", milestones="")
    assert ("closing.md:2:5", Severity.ERROR) in [(where, weight) for where, weight, _ in found]


def test_a_goal_of_which_nothing_is_said_is_told() -> None:
    """As advice, where it stands in the charter."""
    found = told(project="name: Harbour line\ngoals:\n- Sell online\n- {goal: Refund fast, result: In a minute}\n")
    message = "there is a closing report, and nothing says what came of 'Sell online'"
    assert found == [("project.yml:3:3", Severity.ADVICE, message)]


def test_whoever_waits_for_its_acceptance_is_reminded() -> None:
    """Once the days for a word that were agreed have passed, and not before."""
    waiting = CLOSING.replace("accepted: {on: 2026-05-12, by: Steering group}\n", "")
    message = "nobody has accepted the closing report of 2026-05-08 yet"
    assert told(date(2026, 5, 18), closing=waiting) == []
    assert told(date(2026, 5, 19), closing=waiting) == [("closing.md:2:5", Severity.ADVICE, message)]
    patient = SOUND["project.yml"] + "acceptance: {days: 30}\n"
    assert told(date(2026, 6, 7), closing=waiting, project=patient) == []


def test_an_open_milestone_that_is_internal_keeps_nobody_from_closing() -> None:
    """It is our own matter, and the closing report is the client's."""
    ours = SOUND["milestones.yml"] + "- {id: ours, title: Our own, due: 2026-09-01, visibility: internal}\n"
    assert "open project" not in " ".join(message for *_, message in told(milestones=ours))


def test_many_open_milestones_are_not_all_named() -> None:
    """Three, and how many more there are."""
    plan = "".join(f"- {{id: m{n}, title: M, due: 2026-09-01}}\n" for n in range(1, 6))
    ((_, weight, message),) = told(milestones=plan)
    assert weight is Severity.WARNING
    assert message == "this is the closing report of an open project: 'm1', 'm2', 'm3' and 2 more are still open"
