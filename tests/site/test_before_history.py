"""Before the first commit: the commands that help somebody to begin work, and say that nothing is promised yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from installed import milepost
from repository_builder import RepositoryBuilder

SAID = "nothing is committed yet, so nothing is promised"
FILES = {
    "content/project.yml": "name: Harbour line\n",
    "content/milestones.yml": "- id: beta\n  title: Beta\n  due: 2026-03-06\n",
    "content/about.md": "# Who we are\n",
}


@pytest.fixture
def unborn(builder: RepositoryBuilder) -> Path:
    """A repository with content on the disk and no commit."""
    shutil.rmtree(builder.path / ".git")
    builder.git("init", "--quiet", "--initial-branch=main")
    for name, text in FILES.items():
        file = builder.path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    return builder.path


def test_a_site_of_what_lies_on_the_disk(unborn: Path) -> None:
    """It is built, with pages of one's own, and the build says what it is made of."""
    done = milepost(unborn, "build")
    assert done.returncode == 0, done.stderr
    assert SAID in done.stderr
    assert "Beta" in (unborn / "site/plan/index.html").read_text()
    assert "Who we are" in (unborn / "site/about/index.html").read_text()


def test_check_tells_it_and_every_mistake(unborn: Path) -> None:
    """The word that nothing is committed is advice, so that a hook lets the first commit pass; mistakes are not."""
    done = milepost(unborn, "check", "--strict")
    assert (done.returncode, SAID in done.stdout) == (0, True), done.stdout
    (unborn / "content/milestones.yml").write_text("- id: beta\n  title: Beta\n  due: soon\n")
    done = milepost(unborn, "check")
    assert done.returncode == 1
    assert "content/milestones.yml:3:8" in done.stdout


@pytest.mark.parametrize("command", [("publish",), ("build", "--versions"), ("verify",)])
def test_what_needs_a_history_asks_for_it(unborn: Path, command: tuple[str, ...]) -> None:
    """Nothing of what nobody committed is published, nor becomes a version."""
    done = milepost(unborn, *command)
    assert done.returncode == 1
    assert "nothing is committed on this branch yet (git add content && git commit)" in done.stderr
    assert not (unborn / "site").exists()


def test_the_first_update_is_drafted(unborn: Path) -> None:
    """An update can be part of the very first commit."""
    done = milepost(unborn, "new", "update", "--no-edit", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "headline: Beta" in done.stdout
