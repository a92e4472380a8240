"""History: what the steps of real repositories say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from milepost.errors import ContentError, RepositoryError
from milepost.git.repository import Repository
from milepost.model.history import History, Step
from milepost.pipeline import read_report
from milepost.source.history import Uncommitted, read_history
from repository_builder import RepositoryBuilder

BETA = "- id: beta\n  title: The beta\n  due: 2026-04-15\n"
PILOT = "- id: pilot\n  title: The pilot\n  due: 2026-05-01\n"
PROJECT = {"content/project.yml": "name: P\ntimezone: Europe/Oslo\n"}


def history_of(builder: RepositoryBuilder) -> History:
    """The history at HEAD."""
    return read_history(Repository.open(builder.path))


def told(steps: list[Step]) -> list[tuple[str, list[str]]]:
    """Each step's day with its changes in short: `id due`, before and after."""

    def side(item: object) -> str:
        return f"{getattr(item, 'id', '-')} {getattr(item, 'due', '')}".strip()

    return [(str(step.day), [f"{side(c.before)} > {side(c.after)}" for c in step.changes]) for step in steps]


def test_steps(builder: RepositoryBuilder) -> None:
    """Made, moved, gone and back: one step for each commit that did something, oldest first."""
    plan = "content/milestones.yml"
    builder.commit({**PROJECT, plan: BETA}, on="2026-03-01").commit({"content/page.md": "words"}, on="2026-03-02")
    builder.commit({plan: "# a comment\n" + BETA}, on="2026-03-03")
    builder.commit({plan: PILOT + BETA.replace("04-15", "04-22")}, on="2026-03-04")
    builder.commit({plan: PILOT}, on="2026-03-05").commit({plan: BETA + PILOT}, on="2026-03-06")
    assert told(list(history_of(builder).steps)) == [
        ("2026-03-01", ["- > beta 2026-04-15"]),
        ("2026-03-04", ["beta 2026-04-15 > beta 2026-04-22", "- > pilot 2026-05-01"]),
        ("2026-03-05", ["beta 2026-04-22 > -"]),
        ("2026-03-06", ["- > beta 2026-04-15"]),
    ]


def test_day(builder: RepositoryBuilder) -> None:
    """A late evening in UTC is the next day in the project's time zone, from the revision on that brings one."""
    builder.commit({"content/project.yml": "name: P\n", "content/milestones.yml": BETA}, on="2026-03-01T23:30")
    builder.commit(PROJECT, on="2026-03-02T23:30")
    history = history_of(builder)
    assert (history.day, [step.day for step in history.steps]) == (date(2026, 3, 3), [date(2026, 3, 1)])


def test_the_clock_of_a_revision_that_changed_no_item(builder: RepositoryBuilder) -> None:
    """It is a step only where what follows is dated earlier, so that no later ledger takes back what its clock told."""
    builder.commit({**PROJECT, "content/milestones.yml": BETA}, on="2026-04-01")
    builder.commit({"content/page.md": "# One\n"}, on="2026-04-10")
    builder.commit({"content/page.md": "# Two\n"}, on="2026-04-20")
    builder.commit({"content/milestones.yml": BETA + "  done: 2026-04-12\n"}, on="2026-04-15")
    builder.commit({"content/page.md": "# Three\n"}, on="2026-04-16")
    steps = list(history_of(builder).steps)
    assert [(step.day.day, len(step.changes)) for step in steps] == [(1, 1), (20, 0), (15, 1)]


def test_what_was_agreed_about_telling_is_a_step_of_its_own(builder: RepositoryBuilder) -> None:
    """From its own day on: else a reason that comes late would be dated by whatever changes next, or by nothing."""
    plan = "communication: [{what: Steering group, every: week, day: wednesday"
    late = f"{PROJECT['content/project.yml']}{plan}, skipped: [{{on: 2026-03-04, why: Carnival}}]}}]\n"
    builder.commit({**PROJECT, "content/milestones.yml": BETA}, on="2026-03-01")
    builder.commit({"content/project.yml": f"{PROJECT['content/project.yml']}{plan}}}]\n"}, on="2026-03-02")
    builder.commit({"content/project.yml": f"{late}summary: A ferry line\n"}, on="2026-03-20")
    builder.commit({"content/project.yml": f"{late}summary: A line of ferries\n"}, on="2026-03-21")
    assert told(list(history_of(builder).steps))[1:] == [("2026-03-02", []), ("2026-03-20", [])]
    (line,) = read_report(Repository.open(builder.path), "content").report.communication.lines
    said = {occasion.day.isoformat(): (occasion.why, str(occasion.said)) for occasion in line.missed}
    assert said == {
        "2026-03-04": ("Carnival", "2026-03-20"),
        "2026-03-11": (None, "None"),
        "2026-03-18": (None, "None"),
    }


def test_a_plan_that_is_not_committed_yet_is_a_step(builder: RepositoryBuilder) -> None:
    """What is late is told late before it is committed, too."""
    builder.commit({**PROJECT, "content/milestones.yml": BETA}, on="2026-03-01")
    charter = f"{PROJECT['content/project.yml']}communication: [{{what: Steering group, every: week}}]\n"
    files: dict[str, bytes | None] = {"project.yml": charter.encode(), "milestones.yml": BETA.encode()}
    draft = Uncommitted(files, datetime(2026, 3, 20, 12, tzinfo=UTC))
    history = read_history(Repository.open(builder.path), uncommitted=draft)
    assert told(list(history.steps))[1:] == [("2026-03-20", [])]


def test_a_move_between_files_is_no_change(builder: RepositoryBuilder) -> None:
    """Where an item is written does not matter, nor in which order; the move of a date on the way does."""
    builder.commit({**PROJECT, "content/milestones.yml": BETA + PILOT})
    builder.commit({"content/milestones.yml": "", "content/milestones/plan.yml": PILOT + BETA})
    builder.commit({"content/milestones.yml": BETA.replace("04-15", "04-22"), "content/milestones/plan.yml": PILOT})
    assert [changes for _, changes in told(list(history_of(builder).steps))] == [
        ["- > beta 2026-04-15", "- > pilot 2026-05-01"],
        ["beta 2026-04-15 > beta 2026-04-22"],
    ]


def test_each_id_is_a_change_of_its_own(builder: RepositoryBuilder) -> None:
    """Over all files: what is the same item under another id is for the ledger to say."""
    renamed = BETA.replace("id: beta", "id: open-beta\n  was: beta")
    builder.commit({**PROJECT, "content/milestones.yml": BETA + PILOT})
    builder.commit({"content/milestones.yml": PILOT.replace("pilot", "trial"), "content/milestones/b.yml": renamed})
    assert [changes for _, changes in told(list(history_of(builder).steps))][1] == [
        "beta 2026-04-15 > -",
        "- > open-beta 2026-04-15",
        "pilot 2026-05-01 > -",
        "- > trial 2026-05-01",
    ]


def test_a_version_that_cannot_be_read(builder: RepositoryBuilder) -> None:
    """The file stays as it last was, the rest goes on, and the place in the old revision is told."""
    builder.commit({**PROJECT, "content/milestones.yml": BETA, "content/milestones/b.yml": PILOT}, on="2026-03-01")
    broken = {"content/milestones.yml": BETA + "- id: x\n  due: soon\n", "content/milestones/b.yml": ""}
    sha = builder.commit(broken, on="2026-03-02").git("rev-parse", "HEAD")
    builder.commit({"content/milestones.yml": BETA.replace("04-15", "04-22")}, on="2026-03-03")
    history = history_of(builder)
    assert told(list(history.steps)) == [
        ("2026-03-01", ["- > beta 2026-04-15", "- > pilot 2026-05-01"]),
        ("2026-03-02", ["pilot 2026-05-01 > -"]),
        ("2026-03-03", ["beta 2026-04-15 > beta 2026-04-22"]),
    ]
    assert [(str(problem), problem.severity) for problem in history.problems] == [
        (
            f"{sha[:10]}:content/milestones.yml:4:3: the key 'title' is missing"
            " (the ledger goes on with the last state that could be read)",
            "warning",
        )
    ]


def test_a_file_that_was_a_link_for_a_while(builder: RepositoryBuilder) -> None:
    """A symbolic link is a version that cannot be read: nothing vanishes."""
    builder.commit({**PROJECT, "content/milestones.yml": BETA})
    plan = builder.path / "content" / "milestones.yml"
    plan.unlink()
    plan.symlink_to("/etc/passwd")
    builder.commit({})
    plan.unlink()
    builder.commit({"content/milestones.yml": BETA})
    history = history_of(builder)
    assert (len(list(history.steps)), [problem.message for problem in history.problems]) == (
        1,
        ["a symbolic link is not followed"],
    )


def test_the_latest_content_is_read_strictly(builder: RepositoryBuilder) -> None:
    """What the old revisions may have, the last one may not: every problem is told and nothing else happens."""
    builder.commit({**PROJECT, "content/milestones.yml": BETA.replace("due", "deu"), "content/a.md": "<milestone:x>"})
    with pytest.raises(ContentError) as caught:
        history_of(builder)
    assert [str(problem.location) for problem in caught.value.problems] == [
        "content/a.md:1:2",
        "content/milestones.yml:1:3",
        "content/milestones.yml:3:3",
    ]


def test_no_content(builder: RepositoryBuilder) -> None:
    """A folder that is not committed is told."""
    builder.commit({"a": "a"})
    with pytest.raises(RepositoryError, match=r"^content/ is not in the repository at "):
        history_of(builder)


def test_an_earlier_revision(builder: RepositoryBuilder) -> None:
    """The history up to a tag knows nothing of what came after."""
    builder.commit({**PROJECT, "content/milestones.yml": BETA}, on="2026-03-01").git("tag", "v1")
    builder.commit({"content/milestones.yml": PILOT}, on="2026-03-08")
    history = read_history(Repository.open(builder.path), "v1")
    assert (history.day, [item.id for item in history.latest.milestones], len(list(history.steps))) == (
        date(2026, 3, 1),
        ["beta"],
        1,
    )


def test_uncommitted_work_is_the_last_step(builder: RepositoryBuilder) -> None:
    """The working tree, where it says anything else, is a step without a sha, on the day it is read."""
    builder.commit({**PROJECT, "content/milestones.yml": BETA}, on="2026-03-01")
    repository, now = Repository.open(builder.path), datetime(2026, 3, 9, 8, tzinfo=UTC)
    work = {"project.yml": b"name: P\n", "milestones.yml": PILOT.encode()}
    history = read_history(repository, uncommitted=Uncommitted(work, now))
    steps = list(history.steps)
    assert (history.day, history.revision.sha, told(steps)[1:]) == (
        date(2026, 3, 9),
        "",
        [("2026-03-09", ["beta 2026-04-15 > -", "- > pilot 2026-05-01"])],
    )
    same = {"project.yml": b"name: P\n", "milestones.yml": BETA.encode()}
    assert len(list(read_history(repository, uncommitted=Uncommitted(same, now)).steps)) == 1


def test_updates_and_lessons(builder: RepositoryBuilder) -> None:
    """Pages are items too: published, edited and taken away; other Markdown is not."""
    update = "---\nstatus: green\nheadline: We began\n---\nWords\n"
    lesson = "---\ntitle: Ask early\ndate: 2026-03-01\n---\nWords\n"
    first = {"content/updates/2026-03-01.md": update, "content/lessons/ask.md": lesson, "content/lessons/index.md": "L"}
    builder.commit({**PROJECT, "content/milestones.yml": "", **first})
    builder.commit({"content/updates/2026-03-01.md": update + "More\n", "content/lessons/ask.md": None})
    changes = [[(c.before is None, c.after is None) for c in step.changes] for step in history_of(builder).steps]
    assert changes == [[(True, False), (True, False)], [(False, True), (False, False)]]


def test_the_root_as_content(tmp_path: Path) -> None:
    """The content may be the repository itself; places are then told from its root."""
    builder = RepositoryBuilder(tmp_path / "project").commit({"project.yml": "name: P\n", "milestones.yml": BETA})
    builder.commit({"milestones.yml": "- nothing\n"}).commit({"milestones.yml": PILOT})
    history = read_history(Repository.open(builder.path), "HEAD", ".")
    assert (len(list(history.steps)), history.problems[0].location.path) == (2, "milestones.yml")


def test_a_renamed_content_folder_goes_on(builder: RepositoryBuilder) -> None:
    """Its history is that of the folder under every name, the way back among them."""
    builder.commit({"content/project.yml": "name: A\n", "content/milestones.yml": due("2026-03-02")}, on="2026-01-09")
    builder.commit({"content/milestones.yml": due("2026-04-02")}, on="2026-01-16")
    for day, old, new in (("2026-01-23", "content", "docs/status"), ("2026-01-30", "docs/status", "content")):
        (builder.path / new).parent.mkdir(exist_ok=True)
        builder.git("mv", old, new)
        builder.commit({f"{new}/milestones.yml": due(day.replace("-01-", "-09-"))}, on=day)
        builder.commit({f"{new}/note.md": day}, on=day)
    history = read_history(Repository.open(builder.path), prefix="content")
    dues = [
        (change.before and change.before.due.isoformat(), change.after.due.isoformat())
        for step in history.steps
        for change in step.changes
    ]
    assert dues == [
        (None, "2026-03-02"),
        ("2026-03-02", "2026-04-02"),
        ("2026-04-02", "2026-09-23"),
        ("2026-09-23", "2026-09-30"),
    ]


def test_a_copied_content_folder_begins_anew(builder: RepositoryBuilder) -> None:
    """Where the other one stays, it is another project that was begun from it."""
    files = {"project.yml": "name: A\n", "milestones.yml": due("2026-03-02")}
    builder.commit({f"a/{name}": text for name, text in files.items()}, on="2026-01-09")
    builder.commit({f"b/{name}": text for name, text in files.items()}, on="2026-01-16")
    history = read_history(Repository.open(builder.path), prefix="b")
    assert [step.day.isoformat() for step in history.steps] == ["2026-01-16"]


def due(day: str) -> str:
    """A milestone for a day."""
    return f"- id: beta\n  title: Beta\n  due: {day}\n"
