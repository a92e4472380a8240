"""The command `new` for pages: a draft that is true as it stands."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.cli import cli
from milepost.source.prose.body import read_body
from repository_builder import RepositoryBuilder

CHARTER = "name: Harbour line\nvendor: Pear Works\nclient: Harbour Ferries\nlanguage: {}\nstart: 2026-01-05\n"
MILESTONES = """\
- id: beta
  title: The [beta] is open
  due: 2026-03-06
- id: go-live
  title: Go-live
  due: 2026-06-01
- id: secret
  title: Nobody outside knows
  due: 2026-03-02
  visibility: internal
"""
COMMITMENTS = """\
- id: C-01
  promise: Send the fares
  from: client
  owner: Head of sales
  due: 2026-02-27
- id: C-02
  promise: Show the first screens
  due: 2026-03-12
- id: C-03
  promise: Nobody will miss this
  due: 2026-09-01
"""
UPDATE = "---\nstatus: green\nheadline: All is well\nauthor: Project office\n---\n## Next\n\n- The beta opens.\n"
MINUTES = """\
---
title: Steering meeting
kind: steering
present: [Head of sales, Project office]
# absent: []
# next: YYYY-MM-DD
# approved: {on: YYYY-MM-DD, by: …}
---

<!-- In a sentence or two: what it was about. -->

## Decisions

- [Who pays?](decision:D-2)
<!-- Still to be decided:
- [Which route comes first?](decision:D-1)
-->

## Actions

<!-- Still open from last time:
- [Send the fares](commitment:C-01)
-->

## Open questions

<!-- Asked last time:
- Who signs?
-->
"""
ENGLISH = """\
---
status: red
# 1 milestone forecast 14 days later than agreed
# 1 of your commitments overdue by 7 days
# 1 open promise removed without a word in the last 30 days
headline: 'Moved to 15 Jun: Go-live'
author: Project office
---

<!-- What was to come next, last time:
- The beta opens.
-->

## Done

- [The \\[beta\\] is open](milestone:beta): on 5 Mar, 1 day before the agreed 6 Mar

## Next

- [Show the first screens](commitment:C-02): Thu 12 Mar

## Problems

- [Go-live](milestone:go-live): from 1 Jun to 15 Jun, 14 days later. The pier is closed.

## Needed from you

- [Send the fares](commitment:C-01): was due 27 Feb, 7 days overdue
"""
CHINESE = """\
---
status: red
# 1 个里程碑预计晚于约定（最长 14 天）
# 贵方有 1 项承诺逾期（最长 7 天）
# 最近 30 天内有 1 项未完成的承诺未经说明被删除
headline: 改到6月15日：Go-live
author: Project office
---
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RepositoryBuilder:
    """A project of two weeks, with work since the last update, committed and not."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 3, 6, 12, tzinfo=UTC).timestamp())))
    builder = RepositoryBuilder(tmp_path / "work")
    builder.commit(
        {
            "content/project.yml": CHARTER.format("en"),
            "content/milestones.yml": MILESTONES,
            "content/commitments.yml": COMMITMENTS,
        },
        on="2026-02-02",
    )
    builder.commit({"content/updates/2026-02-27.md": UPDATE}, on="2026-02-27")
    builder.commit({"content/commitments.yml": COMMITMENTS[: COMMITMENTS.index("- id: C-03")]}, on="2026-03-04")
    monkeypatch.chdir(builder.path)
    assert milepost("move", "go-live", "15 june 2026", "--reason", "The pier is closed.").exit_code == 0
    assert milepost("done", "beta", "--on", "2026-03-05").exit_code == 0
    return builder


def milepost(*words: str) -> Result:
    """What the command says, and its exit code."""
    return CliRunner().invoke(cli, [*words])


def test_the_draft_tells_what_happened_since(project: RepositoryBuilder) -> None:
    """What was kept, moved, broken, asked, and what comes before the next update; nothing internal, nothing twice."""
    done = milepost("new", "update", "--no-edit")
    assert done.exit_code == 0, done.output
    file = project.path / "content/updates/2026-03-06.md"
    assert file.read_text() == ENGLISH
    again = milepost("new", "update", "--no-edit")
    assert again.exit_code == 1
    assert "is there already" in again.output
    assert file.read_text() == ENGLISH


def test_the_draft_as_it_stands_can_be_published(project: RepositoryBuilder) -> None:
    """It has nothing wrong with it, announces what it tells, and its comments do not reach the page."""
    assert milepost("new", "update", "--no-edit").exit_code == 0
    names = ("updates/2026-03-06.md", "milestones.yml")
    project.commit({f"content/{n}": (project.path / "content" / n).read_text() for n in names}, on="2026-03-06")
    checked = milepost("check")
    assert "error" not in checked.output
    assert "warning" not in checked.output
    assert milepost("build", "-q").exit_code == 0
    page = (project.path / "site/updates/2026-03-06/index.html").read_text()
    assert "The pier is closed." in page
    assert "What was to come next" not in page
    told = milepost("changelog", "--format", "json").output
    assert '"update": "2026-03-06"' in told


def test_the_draft_tells_of_problems_and_questions(project: RepositoryBuilder) -> None:
    """A problem with its last step until it is solved, a question of the client's until it is decided."""
    project.commit(
        {
            "content/problems.yml": "- id: P-1\n  title: Payments fail\n  thread:\n"
            "    - {on: 2026-03-02, state: fixing, text: We look.}\n"
            "    - {on: 2026-03-04, state: fixing, text: Found it.}\n"
            "- id: P-2\n  title: Solved\n  thread: [{on: 2026-03-04, state: resolved, text: It works.}]\n",
            "content/decisions.yml": "- {id: D-1, title: Which route comes first?, from: client, due: 2026-03-13}\n"
            "- {id: D-2, title: Ours?, from: vendor, due: 2026-03-13}\n"
            "- {id: D-3, title: Done?, from: client, decided: 2026-03-01, decision: 'Yes.'}\n",
        },
        on="2026-03-05",
    )
    text = milepost("new", "update", "--dry-run").output
    assert "\n- [Payments fail](problem:P-1): Found it.\n" in text
    assert text.endswith("\n- [Which route comes first?](decision:D-1): Fri 13 Mar\n")
    assert not [name for name in ("P-2", "D-2", "D-3") if name in text]


def test_the_draft_tells_of_both_sides_and_what_an_update_left_out(project: RepositoryBuilder) -> None:
    """What the client kept and is to accept, what was given up, and moves of which no update told; sooner first."""
    plan = (project.path / "content/milestones.yml").read_text()
    plan += (
        "- {id: aftercare, title: Aftercare, due: 2026-07-10}\n- {id: island, title: The island, due: 2026-05-01}\n"
        "- {id: kiosks, title: Kiosks are signed off, due: 2026-03-05, delivered: 2026-03-03, done: 2026-03-03}\n"
    )
    charter = CHARTER.format("en") + "acceptance: {days: 7}\n"
    project.commit({"content/milestones.yml": plan, "content/project.yml": charter}, on="2026-02-26")
    assert milepost("move", "aftercare", "2026-07-24", "--reason", "It follows go-live.").exit_code == 0
    project.commit({"content/milestones.yml": (project.path / "content/milestones.yml").read_text()}, on="2026-02-26")
    told = UPDATE.replace("The beta opens.", "Nothing else.")
    project.commit({"content/updates/2026-02-28.md": told}, on="2026-02-28")
    assert milepost("withdraw", "island", "--reason", "Nobody lands there.").exit_code == 0
    assert milepost("done", "C-01", "--on", "2026-03-02").exit_code == 0
    text = milepost("new", "update", "--dry-run").output
    lines = [
        "headline: 'Moved to 15 Jun: Go-live'",
        "- [Send the fares](commitment:C-01): on 2 Mar, 3 days after the agreed 27 Feb (kept by you)",
        "- [Aftercare](milestone:aftercare): from 10 Jul to 24 Jul, 14 days later. It follows go-live.",
        "- [The island](milestone:island): given up on 6 Mar. Nobody lands there.",
        "- [Kiosks are signed off](milestone:kiosks): to accept or reject by Wed 11 Mar",
    ]
    assert [line for line in lines if line not in text.splitlines()] == [], text
    assert milepost("new", "update", "--no-edit").exit_code == 0
    assert "2026-03-06.md" not in milepost("check").output


def test_the_draft_in_chinese(project: RepositoryBuilder) -> None:
    """Its headings are ones that the site knows, and its words are the site's."""
    project.commit({"content/project.yml": CHARTER.format("zh")}, on="2026-03-05")
    text = milepost("new", "update", "--dry-run").output
    assert text.startswith(CHINESE)
    sections = [section.name for section in read_body(text).sections]
    assert sections == ["done", "next", "problems", "needed"]
    assert sorted(path.name for path in (project.path / "content/updates").iterdir()) == ["2026-02-27.md"]


def test_minutes_are_drafted_from_the_last_ones(project: RepositoryBuilder) -> None:
    """Who was there, what was decided and promised since; what is still open stands in comments."""
    minutes = (
        "---\ntitle: Steering group, February\nkind: steering\npresent: [Head of sales, Project office]\n---\n"
        "## Actions\n\n- [Send the fares](commitment:C-01)\n- [Beta](milestone:beta)\n\n"
        "## Open questions\n\n- Who signs?\n"
    )
    decisions = (
        "- {id: D-1, title: Which route comes first?, from: client, due: 2026-03-13}\n"
        "- {id: D-2, title: Who pays?, decided: 2026-03-04, decision: You., by: Head of sales}\n"
        "- {id: D-3, title: Nobody outside knows, from: client, visibility: internal}\n"
    )
    project.commit({"content/meetings/2026-03-02-steering.md": minutes}, on="2026-03-02")
    project.commit({"content/decisions.yml": decisions}, on="2026-03-05")
    done = milepost("new", "meeting", "--kind", "steering", "--no-edit")
    assert done.exit_code == 0, done.output
    assert (project.path / "content/meetings/2026-03-06-steering.md").read_text() == MINUTES
    assert "is there already" in milepost("new", "meeting", "--kind", "steering", "--no-edit").output
    checked = milepost("check").output
    assert checked.count("error") == 0
    assert "who decided" not in checked, "what a comment names is not decided"


def test_minutes_in_chinese(project: RepositoryBuilder) -> None:
    """Their headings are ones that the site knows."""
    project.commit({"content/project.yml": CHARTER.format("zh")}, on="2026-03-05")
    text = milepost("new", "meeting", "--kind", "kickoff", "--dry-run").output
    assert [section.name for section in read_body(text).sections] == ["decisions", "actions", "questions"]
    assert "title: 启动会\n" in text


CLOSING = """\
---
title: All is well
on: 2026-03-06
# accepted: {on: YYYY-MM-DD, by: …}
---

## What was achieved

- Milestones: 1 reached; 1 open
- Promises: 2 open, 1 of them overdue; 1 removed without a word
<!-- What is better now, for whom? -->

## What was not achieved

- [Nobody will miss this](commitment:C-03): Removed without a word
<!-- And why not? -->

## Thanks and what follows

<!-- Whom you thank, what stays with the client, whom to ask from now on. -->

<!-- The page lists by itself what is still open, and who takes it:
- Send the fares (C-01)
- Show the first screens (C-02)
- Go-live (go-live)
-->
"""


def test_the_closing_report_is_drafted_from_what_there_is(project: RepositoryBuilder) -> None:
    """What was reached and not, what is open; nothing internal, and `check` says what is too early about it."""
    done = milepost("new", "closing", "--no-edit")
    assert done.exit_code == 0, done.output
    assert (project.path / "content/closing.md").read_text() == CLOSING
    assert "content/closing.md: is there already (edit it" in milepost("new", "closing", "--no-edit").output
    said = milepost("check").output
    assert "error" not in said
    assert "this is the closing report of an open project: 'go-live' is still open" in said


def test_a_project_at_its_end_is_to_be_closed_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`status` names the command that drafts the report, until there is one."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 3, 6, 12, tzinfo=UTC).timestamp())))
    builder = RepositoryBuilder(tmp_path / "over")
    plan = "- {id: beta, title: The beta is open, due: 2026-03-02, done: 2026-03-02}\n"
    charter = CHARTER.format("en")
    builder.commit({"content/project.yml": charter, "content/milestones.yml": plan}, on="2026-03-02")
    monkeypatch.chdir(builder.path)
    assert milepost("status").output.endswith("Next: milepost new closing\n")
    builder.commit({"content/closing.md": "---\non: 2026-03-03\n---\n"}, on="2026-03-03")
    said = milepost("status").output
    assert "closing  Closing report: Fri 13 Mar" in said
    assert said.endswith("Next: milepost check\n")


def test_the_closing_report_in_chinese(project: RepositoryBuilder) -> None:
    """With headings that are read back as what they are."""
    project.write({"content/project.yml": CHARTER.format("zh")})
    text = milepost("new", "closing", "--dry-run").output
    assert [section.name for section in read_body(text).sections] == ["achieved", "not-achieved", "follows"]


@pytest.mark.parametrize(
    ("page", "file", "line"),
    [
        (("update",), "updates/2025-12-30.md", ""),
        (("meeting", "--kind", "steering"), "meetings/2025-12-30-steering.md", ""),
        (("closing",), "closing.md", "on: 2025-12-30\n"),
    ],
)
def test_a_page_is_of_a_day_that_has_come(
    page: tuple[str, ...], file: str, line: str, project: RepositoryBuilder
) -> None:
    """Without a year the last such day is meant, and one that lies ahead is refused."""
    ahead = milepost("new", *page, "--on", "tomorrow", "--no-edit")
    assert (ahead.exit_code, "'tomorrow' lies ahead" in ahead.output) == (2, True)
    project.write({"content/project.yml": CHARTER.format("en").replace("2026-01-05", "2025-12-01")})
    done = milepost("new", *page, "--on", "30 dec", "--no-edit")
    assert done.exit_code == 0, done.output
    assert line in (project.path / "content" / file).read_text()


def test_the_first_update_of_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a plan and without a word before it, there is still something true to say."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 3, 6, 12, tzinfo=UTC).timestamp())))
    builder = RepositoryBuilder(tmp_path / "work")
    builder.commit({"content/project.yml": "name: x\n", "content/milestones.yml": ""}, on="2026-03-02")
    monkeypatch.chdir(builder.path)
    assert milepost("new", "update", "--dry-run").output == "---\nstatus: green\nheadline: The work goes on\n---\n"
