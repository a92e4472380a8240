"""Stories: histories played into a real repository, and the ledger that must come of them.

Each folder of `stories/` holds a `history.yml` in the format of `milepost.authoring.story`, and in `expected/` what
`milepost changelog` prints, as text, Markdown and JSON, with the warnings of reading the history in `problems.txt`.
In the expected files a revision is the number of its step on the main line. `STORIES=write` writes them anew, to be
read before they are committed.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from milepost.authoring.story import play
from milepost.errors import Severity
from milepost.facts.report.deriving import derive_report
from milepost.facts.report.report import StatusReport
from milepost.git.repository import Repository
from milepost.git.writing.history import write_history
from milepost.render.data.changelog import changelog
from milepost.render.words.words import Words
from milepost.source.history import read_history
from milepost.source.yaml.located_yaml import read_steps

STORIES = sorted(path.parent for path in (Path(__file__).parent / "stories").glob("*/history.yml"))


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_the_story_gives_the_ledger(story: Path, tmp_path: Path) -> None:
    """What was committed is told as expected, to the byte."""
    told = _told(story, tmp_path / "repository")
    expected = story / "expected"
    if os.environ.get("STORIES") == "write":
        expected.mkdir(exist_ok=True)
        for name, text in told.items():
            (expected / name).write_text(text, encoding="utf-8")
    assert told == {path.name: path.read_text(encoding="utf-8") for path in expected.iterdir()}


def test_every_story_is_here() -> None:
    """The ledger's rules each have their story."""
    assert {path.name for path in STORIES} >= {
        "announced-after-the-fact",
        "budget-changed-and-used",
        "closed-accepted-and-edited",
        "decided-and-changed",
        "delivered-and-accepted",
        "edited-update",
        "feedback-asked-and-answered",
        "history-had-a-typo",
        "internal-and-back",
        "kept-late-recorded-late",
        "lesson-rewritten",
        "merge-of-two-branches",
        "minutes-approved-and-edited",
        "missed-then-moved",
        "rebaselined",
        "renamed-id",
        "problem-told-step-by-step",
        "reopened",
        "risk-rated-and-closed",
        "silently-removed",
        "slipped-twice",
        "trailer-reason",
        "vanished-and-returned",
        "withdrawn",
    }


def _told(story: Path, folder: Path) -> dict[str, str]:
    write_history(folder, play(read_steps("history.yml", (story / "history.yml").read_text(encoding="utf-8"))))
    repository = Repository.open(folder)
    history = read_history(repository, "HEAD")
    report = derive_report(history)
    texts = {f"ledger.{suffix}": _printed(report, form) for form, suffix in _FORMS.items()}
    if told := [problem for problem in history.problems if problem.severity is not Severity.ADVICE]:
        texts["problems.txt"] = "".join(f"{problem.severity}: {problem}\n" for problem in told)
    return {name: _numbered(text, folder) for name, text in texts.items()}


_FORMS = {"text": "txt", "markdown": "md", "json": "json"}


def _printed(report: StatusReport, form: str) -> str:
    return changelog(report.events, form, Words.of(report.charter.language))


def _numbered(text: str, folder: Path) -> str:
    """The text with each commit named by its place on the main line."""
    command = ["git", "-C", str(folder), "rev-list", "--first-parent", "--reverse", "HEAD"]
    line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    for number, sha in enumerate(line, start=1):
        text = text.replace(sha, f"step {number}").replace(f"{sha[:10]}:", f"step {number}:")
    return text
