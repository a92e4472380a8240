"""While it is published: others who publish, work that is not committed, a disk that fills up, and what is said."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from installed import FULL_DISK, milepost
from milepost.errors import ContentError, MilepostError
from places import (
    Place,
    meanwhile,
    second,
    update,
)
from repository_builder import SMALL, RepositoryBuilder


@pytest.mark.parametrize("is_first", [True, False])
def test_two_publishers_at_once(place: Place, monkeypatch: pytest.MonkeyPatch, is_first: bool) -> None:
    """Whoever is second is told, and what the first one published stays."""
    if not is_first:
        place.publish()
        second(place.repository)
    there: list[dict[str, str]] = []

    def somebody() -> None:
        place.publish()
        there.append(place.files())

    meanwhile(monkeypatch, somebody)
    with pytest.raises(MilepostError, match=r"somebody else has published.*\(publish once more"):
        place.publish()
    assert [place.files()] == there
    assert place.publish().changes.written == ()


def test_a_dry_run_does_nothing(place: Place) -> None:
    """It says what would be done, to the file, and writes neither files nor objects."""
    place.begin()
    second(place.repository)
    before = place.state(), place.files()
    said = place.publish(dry_run=True)
    assert (place.state(), place.files(), said.commit) == (*before, "")
    done = place.publish()
    assert (said.day, said.new, said.kept, said.changes) == (done.day, done.new, done.kept, done.changes)


def test_a_dry_run_of_the_first_publication_does_nothing(place: Place) -> None:
    """Neither a branch nor a folder is there afterwards."""
    before = place.state()
    assert place.publish(dry_run=True).new == ("2026-03-06",)
    assert place.state() == before


def _changed(repository: RepositoryBuilder) -> str:
    repository.write({"content/about.md": "# Kestrel\n"})
    return "content/about.md"


def _new(repository: RepositoryBuilder) -> str:
    repository.write({"content/updates/2026-03-13.md": update("Kestrel")})
    return "content/updates/2026-03-13.md"


def _added(repository: RepositoryBuilder) -> str:
    path = _new(repository)
    repository.git("add", path)
    return path


def _gone(repository: RepositoryBuilder) -> str:
    repository.write({"content/a.svg": None})
    return "content/a.svg"


def _set_otherwise(repository: RepositoryBuilder) -> str:
    repository.write({"mkdocs.yml": f"{SMALL['mkdocs.yml']}site_author: Kestrel\n"})
    return "mkdocs.yml"


@pytest.mark.parametrize("left", [_changed, _new, _added, _gone, _set_otherwise])
def test_half_a_story_is_not_told(place: Place, left: Callable[[RepositoryBuilder], str]) -> None:
    """A file that is not committed is named before anything is built; left out on purpose, it is left alone."""
    path = left(place.repository)
    before, status = place.state(), place.repository.git("status", "--porcelain", "--", "content", "mkdocs.yml")
    refused = milepost(place.repository.path, "publish", *place.arguments)
    assert (refused.returncode, refused.stdout, place.state()) == (1, "", before)
    assert refused.stderr.splitlines() == [
        f"error: {path}: is not committed as it is, so that it would not be published"
        " (git add it and commit, or leave it out: --committed-only)",
        "1 error; nothing was written.",
    ]
    done = milepost(place.repository.path, "publish", *place.arguments, "--committed-only")
    assert (done.returncode, done.stderr) == (0, "")
    assert place.repository.git("status", "--porcelain", "--", "content", "mkdocs.yml") == status
    assert not {"updates/2026-03-13/index.html", "versions/2026-03-13/index.html"} & place.files().keys()
    assert "a.svg" in place.files()


def test_what_is_no_content_stops_nothing(place: Place) -> None:
    """What editors and systems leave, and what lies beside the content."""
    place.repository.write({"content/.DS_Store": "x", "content/updates/.2026-03-13.md.swp": "x", "notes.txt": "x"})
    assert place.publish().new == ("2026-03-06",)


def test_very_much_that_is_not_committed(place: Place) -> None:
    """Twenty are named, and how many there are."""
    place.repository.write({f"content/{number:02}.md": "# Page\n" for number in range(22)})
    with pytest.raises(ContentError) as caught:
        place.publish()
    assert len(caught.value.problems) == 21
    assert "content: so are 2 more files" in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit to set")
def test_a_disk_that_fills_up(place: Place, tmp_path: Path) -> None:
    """The message says so; what was published stays, and no scratch folder does."""
    place.begin()
    second(place.repository)
    (tmp_path / "scratch").mkdir()
    before = place.state(), place.files()
    scratch = str(tmp_path / "scratch")
    done = milepost(place.repository.path, "publish", *place.arguments, before=FULL_DISK, TMPDIR=scratch)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: {place.name}: cannot be written: File too large")
    assert (place.state(), place.files(), list((tmp_path / "scratch").iterdir())) == (*before, [])


def test_the_command_says_what_it_did(place: Place) -> None:
    """Versions and files, what is not ours; and, the second time, that there is nothing to do."""
    place.begin()
    place.write({"CNAME": "x"})
    second(place.repository)
    plan = place.publish(dry_run=True).changes
    files = f"  files: {len(plan.added)} new, {len(plan.changed)} changed, 0 removed"
    dry = milepost(place.repository.path, "publish", *place.arguments, "-n").stdout.splitlines()
    told = ["  versions: 1 new (2026-03-13), 1 as they were", files, "  not ours and left alone: 1 (CNAME)"]
    assert dry == [f"Would publish 2026-03-13 on {place.name}:", *told]
    done = milepost(place.repository.path, "publish", *place.arguments).stdout.splitlines()
    assert done[0].startswith(f"Published 2026-03-13 on {place.name}")
    assert done[1:4] == told
    again = milepost(place.repository.path, "publish", *place.arguments).stdout
    assert again == f"Nothing to publish: {place.name} tells 2026-03-13 already.\n"
