"""The command `new lesson`: a page that is called after its title, with what a lesson cannot be without."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest

from installed import milepost
from milepost.authoring.lesson_draft import lesson_name
from repository_builder import RepositoryBuilder
from terminal import in_terminal, settings_of

HEAD = "# phase: …\n# milestone: …\n# tags: […]\n---\n\n"


@pytest.fixture
def project(builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> RepositoryBuilder:
    """A project from which a lesson has been removed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 1, 9, 12, tzinfo=UTC).timestamp())))
    files = {"content/project.yml": "name: P\n", "content/milestones.yml": ""}
    page = "---\ntitle: Ask first\ndate: 2026-01-02\n---\nAsk.\n"
    builder.commit({**files, "content/lessons/ask-first.md": page}, on="2026-01-02")
    return builder.commit({"content/lessons/ask-first.md": None}, on="2026-01-05")


def test_a_lesson_is_called_after_its_title(project: RepositoryBuilder) -> None:
    """Never as one that is gone; what is written has nothing wrong with it, and says in a comment what is missing."""
    words = ["new", "lesson", "Ask: first", "--kind", "keep", "--on", "2026-01-03", "--no-edit"]
    assert milepost(project.path, *words, "--dry-run").stdout.startswith("---\ntitle: 'Ask: first'\n")
    assert project.git("status", "--porcelain") == ""
    assert milepost(project.path, "new", "lesson", "Ask first", "--no-edit").returncode == 0
    done = milepost(project.path, *words)
    assert done.stdout.startswith("Wrote content/lessons/ask-first-3.md\n"), done
    text = (project.path / "content/lessons/ask-first-3.md").read_text()
    about = "<!-- What happened, why, and what you do from now on. -->\n"
    assert text == f"---\ntitle: 'Ask: first'\ndate: 2026-01-03\nkind: keep\n{HEAD}{about}"
    assert (project.path / "content/lessons/ask-first-2.md").exists()
    checked = milepost(project.path, "check")
    assert "lessons/" not in checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("title", "known", "name"),
    [
        ("先问清楚例外", [], "lesson-1"),
        ("先问清楚例外", ["lesson-1"], "lesson-2"),
        ("Index", [], "index-2"),
        ("README", [], "readme-2"),
        ("Aux!", [], "lesson-1"),
        ("Ask first", ["Ask-First"], "ask-first-2"),
    ],
)
def test_a_name_that_every_disk_can_hold(title: str, known: list[str], name: str) -> None:
    """Without a Latin letter a number; not that of the page of all, nor of a device, nor one taken in capitals."""
    assert lesson_name(title, known) == name


def test_what_cannot_be_is_refused(project: RepositoryBuilder) -> None:
    """A day to come, a title that is none, and no title where nobody can be asked: nothing is written."""
    for words, said in ((["x", "--on", "+2w"], "lies ahead"), (["x" * 501], "500"), ([], "TITLE is missing")):
        done = milepost(project.path, "new", "lesson", *words)
        assert done.returncode in {1, 2}, done
        assert said in done.stderr
    assert project.git("status", "--porcelain") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_what_is_missing_is_asked_for_on_a_terminal(project: RepositoryBuilder) -> None:
    """Its title and its kind; the comment is in the project's language."""
    project.commit({"content/project.yml": "name: P\nlanguage: zh\n"})
    answers = [("The advice, in one sentence", "先问清楚例外\n"), ("should it go better?", "keep\n")]
    settings = settings_of({"EDITOR": "true", "VISUAL": "true"})
    code, shown = in_terminal(project.path, ["new", "lesson"], answers, **settings)
    assert code == 0, shown
    text = (project.path / "content/lessons/lesson-1.md").read_text()
    assert "title: 先问清楚例外\n" in text
    assert "kind: keep\n" in text
    assert "<!-- 发生了什么，为什么，今后怎么做。 -->" in text
