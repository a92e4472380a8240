"""The command `new` for lists: an item at the end of its file, under an id that nobody had."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.authoring.items.new_items import new_id
from milepost.cli import cli
from milepost.model.fields import Kind
from milepost.model.registers import REGISTERS, register_of
from repository_builder import RepositoryBuilder

MILESTONES = """\
- id: beta
  title: The [beta] is open
  due: 2026-03-06
- id: secret
  title: Nobody outside knows
  due: 2026-03-02
  visibility: internal
"""
COMMITMENTS = """\
- id: C-01
  promise: Send the fares
  due: 2026-02-27
- id: C-02
  promise: Show the first screens
  due: 2026-03-12
- id: C-03
  promise: Nobody will miss this
  due: 2026-09-01
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RepositoryBuilder:
    """A project of which the last promise has been removed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 3, 6, 12, tzinfo=UTC).timestamp())))
    content = {"project.yml": "name: Harbour line\n", "milestones.yml": MILESTONES, "commitments.yml": COMMITMENTS}
    builder = RepositoryBuilder(tmp_path / "work")
    builder.commit({f"content/{name}": text for name, text in content.items()}, on="2026-02-02")
    builder.commit({"content/commitments.yml": COMMITMENTS[: COMMITMENTS.index("- id: C-03")]}, on="2026-03-04")
    monkeypatch.chdir(builder.path)
    return builder


def milepost(*words: str) -> Result:
    """What the command says, and its exit code."""
    return CliRunner().invoke(cli, [*words])


def test_a_new_item_gets_an_id_that_nobody_had(project: RepositoryBuilder) -> None:
    """The number of what was removed is not given again, nor the word of what is internal; the rest is a comment."""
    done = milepost("new", "commitment", "Print the tickets: all", "--due", "2w", "--owner", "Shop team")
    assert done.exit_code == 2
    done = milepost("new", "commitment", "Print the tickets: all", "--due", "+2w", "--owner", "Shop team")
    assert done.exit_code == 0, done.output
    text = (project.path / "content/commitments.yml").read_text()
    new = "- id: C-04\n  promise: 'Print the tickets: all'\n  due: 2026-03-20\n  owner: Shop team\n"
    assert text[: text.index("  # ")] == COMMITMENTS[: COMMITMENTS.index("- id: C-03")] + new
    assert "  # milestone: The milestone that it belongs to.\n" in text
    done = milepost("new", "milestone", "Secret", "--due", "+2w")
    assert done.exit_code == 0, done.output
    assert "- id: secret-2\n" in (project.path / "content/milestones.yml").read_text()
    reused = milepost("new", "commitment", "x", "--due", "+2w", "--id", "C-03")
    assert reused.exit_code == 1
    assert "an id is never used twice" in reused.output
    assert milepost("new", "risk", "The supplier delivers late", "--owner", "Payments team").exit_code == 0
    risk = "- id: R-1\n  title: The supplier delivers late\n  owner: Payments team\n  # kind: "
    text = (project.path / "content/risks.yml").read_text()
    assert text.startswith(risk)
    # Five fields with what they say, and the names of all others: what is to be filled in is read at a glance.
    assert text.endswith("\n  # also: note, raised, raised_by, affects, plan, near, review, lesson\n")
    assert text.count("  # ") == 6
    assert "error" not in milepost("check").output


@pytest.mark.parametrize(
    ("title", "known", "expected"),
    [
        ("Go-live on all routes", ["kickoff"], "go-live-on-all-routes"),
        ("Kick-off", ["kick-off", "kick-off-2"], "kick-off-3"),
        ("Überfahrt", [], "uberfahrt"),
        ("正式上线", [], "M-1"),
        ("正式上线", ["M-1"], "M-2"),
        ("x", ["C-009", "C-010", "other"], "C-011"),
        ("x", ["R-9", "R-10"], "R-11"),
    ],
)
def test_an_id_follows_the_others(title: str, known: list[str], expected: str) -> None:
    """Numbered where the others are, else the title as a word, and never one that is known."""
    assert new_id(title, register_of(Kind.MILESTONE), known) == expected


def test_no_two_registers_propose_the_same_ids() -> None:
    """The first item of each list has letters that only its register has, so an id says what it is one of."""
    first = [new_id("正式上线", register, []) for register in REGISTERS if register.is_list]
    assert all(re.fullmatch("[A-Z]+-1", name) for name in first), first
    assert len({*first}) == len(first), first
    assert not [register.name for register in REGISTERS if register.letters and not register.is_list]


def test_a_milestone_that_is_not_there_is_refused(project: RepositoryBuilder) -> None:
    """What would be an error in the content is none that a command writes."""
    before = project.git("status", "--porcelain")
    done = milepost("new", "commitment", "Send it", "--due", "+2w", "--milestone", "bta", "--yes")
    assert (done.exit_code, "there is no milestone 'bta' (did you mean 'beta'?)" in done.output) == (1, True)
    assert project.git("status", "--porcelain") == before


def test_the_help_says_on_whose_side_an_item_is_where_nothing_says_it() -> None:
    """By its own record: a promise is the vendor's, a question the client's."""
    for kind, side in (("commitment", "vendor"), ("decision", "client")):
        told = " ".join(milepost("new", kind, "--help").output.split())
        assert f"(default: {side})." in told
