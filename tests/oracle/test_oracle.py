"""The ledger equals a naive one that was written from the manual alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from milepost.authoring.story import play
from milepost.git.writing.history import write_history
from milepost.source.yaml.located_yaml import read_steps
from oracle.compare import as_bag, compare
from oracle.histories.historian import Historian
from oracle.naive.ledger import NaiveLedger
from oracle.naive.revisions import git

STORIES = sorted(path.parent for path in (Path(__file__).parent.parent / "stories").glob("*/history.yml"))
BATCH, BATCHES = 25, 8


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_two_ledgers_are_equal(batch: int, tmp_path: Path) -> None:
    """For generated histories, every event and every promise is the same in both, and nothing internal is told."""
    found = compare(tmp_path / "repository", range(batch * BATCH + 1, batch * BATCH + BATCH + 1))
    assert found.histories == BATCH
    assert found.differences == {}


_BEYOND_IT = {"decided-and-changed", "feedback-asked-and-answered", "problem-told-step-by-step"}
"""Stories of decisions, change requests, problems and feedback, of which the naive ledger knows nothing yet."""


@pytest.mark.parametrize("story", [path for path in STORIES if path.name not in _BEYOND_IT], ids=lambda path: path.name)
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


def test_a_seed_is_a_history() -> None:
    """The same seed gives the same history, another seed another."""
    assert Historian(7).history() == Historian(7).history()
    assert Historian(7).history() != Historian(8).history()
