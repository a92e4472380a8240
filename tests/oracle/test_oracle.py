"""The ledger equals a naive one that was written from the manual alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from milepost.authoring.story import play
from milepost.git.writing.history import write_history
from milepost.model.registers import REGISTERS
from milepost.source.yaml.located_yaml import read_steps
from oracle.compare import as_bag, compare, compare_histories
from oracle.histories.commits import Commit, import_histories
from oracle.histories.habits import HABITS, Habit
from oracle.histories.historian import Historian
from oracle.naive.ledger import NaiveLedger
from oracle.naive.revisions import git
from oracle.naive.states import KINDS

STORIES = sorted(path.parent for path in (Path(__file__).parent.parent / "stories").glob("*/history.yml"))
BATCH, BATCHES = 25, 8


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_two_ledgers_are_equal(batch: int, tmp_path: Path) -> None:
    """For generated histories, every event and every promise is the same in both, and nothing internal is told.

    In every third batch a habit of git or an editor is heard as well, and a plan of who is told what when.
    """
    found = compare(tmp_path / "repository", range(batch * BATCH + 1, batch * BATCH + BATCH + 1), int(batch % 3 == 1))
    assert (found.histories, found.excuses > 0) == (BATCH, batch % 3 == 1)
    assert found.differences == {}


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_the_naive_ledger_tells_the_stories(story: Path, tmp_path: Path) -> None:
    """The naive ledger itself is held by the ledgers that people have read."""
    folder = tmp_path / "repository"
    write_history(folder, play(read_steps("history.yml", (story / "history.yml").read_text(encoding="utf-8"))))
    steps = git(folder, "rev-list", "--first-parent", "--reverse", "HEAD").decode().split()
    told = NaiveLedger(folder).events()
    for event in told:
        event["revision"] = f"step {steps.index(event['revision']) + 1}" if event["revision"] else None
    expected = json.loads((story / "expected/ledger.json").read_text(encoding="utf-8"))
    assert as_bag(told) == as_bag(expected)


def test_the_naive_ledger_knows_every_kind() -> None:
    """Whoever adds one adds it there, too, with histories in which something happens to it."""
    assert {register.kind.value for register in REGISTERS} == set(KINDS)
    commits = [commit for seed in range(100) for commit in Historian(seed).history()]
    written = {path.split("/")[0].partition(".")[0] for commit in commits for path in commit.files}
    assert {register.name for register in REGISTERS} <= written


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.__name__)
def test_a_habit_leaves_the_end_as_it_was(habit: Habit) -> None:
    """Each of them does something to most histories, and the last commit says what it said, by whatever bytes."""
    told = {seed: Historian(seed).history() for seed in range(20)}
    heard = {seed: habit(commits, Random(seed)) for seed, commits in told.items()}  # noqa: S311
    assert sum(heard[seed] != told[seed] for seed in told) > 10
    assert all(heard[seed][-1].files == told[seed][-1].files for seed in told)


def test_what_git_is_told_to_do_stands_in_git(tmp_path: Path) -> None:
    """Merges of several branches, content in a folder of another name, and what was written at another time."""
    told = [*_history([(_day(0), "[]\n"), (_day(1), "# none\n"), (_day(2), "[]\n")])]
    sides = [replace(told[1]), replace(told[2])]
    last = replace(told[2], others=sides, forked=2, folder="told", written=_day(-30))
    import_histories(tmp_path / "repository", {"line": [*told[:2], last]})
    form = "--format=%P%n%at %ct"
    parents, moments = git(tmp_path / "repository", "log", "-1", form, "line").decode().splitlines()
    assert (len(parents.split()), moments) == (3, f"{_day(-30)} {_day(2)}")
    forks = git(tmp_path / "repository", "log", "--format=%P", "-2", "line^2").decode().split()
    assert forks == git(tmp_path / "repository", "rev-parse", "line~2").decode().split()
    assert git(tmp_path / "repository", "ls-tree", "--name-only", "line").decode() == "told\n"


def test_both_give_a_claimed_name_to_the_first_by_id(tmp_path: Path) -> None:
    """Two said before that they were what goes now, and the second of them moves in the same step."""
    items = {name: f'- {{id: {name}, title: "{name}", due: 2026-03-06, was: [old]}}\n' for name in ("c", "e")}
    moved = items["e"].replace("03-06", "04-24")
    old = "- {id: old, title: old, due: 2026-03-06}\n"
    steps = [(_day(0), old + items["c"] + items["e"]), (_day(6), items["c"] + moved), (_day(9), moved)]
    assert compare_histories(tmp_path / "repository", {0: _history(steps)}).differences == {}


@pytest.mark.parametrize("back", [30, 31, 32, 400])
def test_both_believe_a_clock_that_was_set_back_as_far_as_it_can_be(back: int, tmp_path: Path) -> None:
    """A commit more than a month before the one before it is told on the day of that one."""
    item = "- {id: a, title: a, due: 2026-01-10}\n"
    steps = [(_day(0), item), (_day(-back, minutes=-16), "[]\n"), (_day(1), item)]
    assert compare_histories(tmp_path / "repository", {0: _history(steps)}).differences == {}


def test_both_keep_what_a_clock_has_told_that_was_ahead(tmp_path: Path) -> None:
    """A commit that only moves a key lets its day pass, also where the next one touches nothing and is dated before."""
    steps = [(_day(0), "- {id: a, title: a, due: 2026-03-10}\n"), (_day(12), "- {id: a, due: 2026-03-10, title: a}\n")]
    found = compare_histories(tmp_path / "repository", {0: _history([*steps, (_day(-7), steps[-1][1])])})
    assert (found.differences, found.events["missed"]) == ({}, 1)


def _day(number: int, minutes: int = 0) -> int:
    return int(datetime(2026, 3, 5, 12, tzinfo=UTC).timestamp()) + (number * 24 * 60 + minutes) * 60


def _history(steps: list[tuple[int, str]]) -> list[Commit]:
    charter = {"project.yml": "name: Harbour line\n"}
    return [Commit(moment, "Shop team", "Work\n", charter | {"milestones.yml": text}) for moment, text in steps]


def test_a_seed_is_a_history() -> None:
    """The same seed gives the same history, another seed another."""
    assert Historian(7).history() == Historian(7).history()
    assert Historian(7).history() != Historian(8).history()
