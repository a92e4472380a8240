"""Publishing: on a branch or into a folder, on top of what is there, in one step or not at all."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import pytest

from built_once import built_once
from installed import milepost
from milepost.errors import ContentError, MilepostError, RepositoryError, SiteError
from milepost.publication import publish
from milepost.publication.build_versions import BuildTerms, build_with_versions
from milepost.publication.changes import changes_of
from milepost.publication.into_folder import publish_folder
from milepost.publication.onto_branch import publish_branch
from milepost.publication.publish import Published, Terms
from milepost.site.configuration import configured_project
from milepost.versions import every_version as collection
from milepost.versions.making.one_version import build_version
from milepost.versions.making.order import Known, Order
from milepost.versions.making.result import Result
from milepost.versions.receipts.manifests import generator
from milepost.versions.whole_site import WholeSite, build_whole_site
from repository_builder import SMALL, RepositoryBuilder

NOW = datetime(2026, 4, 1, tzinfo=UTC)
# Runs a command that cannot write a file larger than so many bytes, as on a disk that fills up.
_ON_A_FULL_DISK = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
os.execv(sys.argv[2], sys.argv[2:])
"""


def unheard(done: int, of: int) -> None:
    """Hear nothing of the progress."""


def update(headline: str) -> str:
    """An update as it is written."""
    return f"---\nstatus: green\nheadline: {headline}\n---\nWords.\n"


class Place(Protocol):
    """Where somebody publishes."""

    repository: RepositoryBuilder
    arguments: tuple[str, ...]
    name: str

    def begin(self) -> None:
        """Have the first publication there, which is built once a run."""

    def publish(self, *, dry_run: bool = False) -> Published:
        """Publish there."""

    def files(self) -> dict[str, str]:
        """Every file that is there, with the hash of its bytes."""

    def state(self) -> object:
        """All that tells whether anything was done."""

    def write(self, files: Mapping[str, str]) -> None:
        """Put somebody else's files there, or other bytes into ours."""


class OnBranch:
    """A branch of the repository."""

    arguments: tuple[str, ...] = ()
    name = "gh-pages"

    def __init__(self, repository: RepositoryBuilder, room: Path, first: Path = Path()) -> None:
        self.repository = repository
        self._room, self._first = room, first / "OnBranch"

    def begin(self) -> None:
        """Have the first publication there, which is built once a run."""
        copy_of(self._first, self._room)

    def publish(self, *, dry_run: bool = False, push: bool = False) -> Published:
        """Publish there."""
        project = configured_project(self.repository.path / "mkdocs.yml")
        return publish_branch(
            project, self.name, "origin", Terms(dry_run=dry_run, now=NOW, progress=unheard), push=push
        )

    def files(self) -> dict[str, str]:
        """Every file that is there, with the hash of its bytes."""
        if not self.repository.git("branch", "--list", self.name):
            return {}
        packed = subprocess.check_output(["git", "-C", self.repository.path, "archive", "--format=tar", self.name])
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            found = {file.name: archive.extractfile(file) for file in archive if file.isfile()}
            return {name: sha256(file.read()).hexdigest() for name, file in sorted(found.items()) if file}

    def state(self) -> object:
        """Every ref, how many objects there are, and what the working tree looks like."""
        git = self.repository.git
        return git("for-each-ref"), git("count-objects", "--verbose"), git("status", "--porcelain", "--branch")

    def write(self, files: Mapping[str, str]) -> None:
        """Put somebody else's files there, or other bytes into ours."""
        other = self._room / "other"
        if not other.exists():
            self.repository.git("clone", "--quiet", str(self.repository.path), str(other))
        theirs = RepositoryBuilder(other)
        has_one = bool(self.repository.git("branch", "--list", self.name))
        theirs.git("fetch", "--quiet")
        start = f"origin/{self.name}" if has_one else "origin/main"
        theirs.git("checkout", "--quiet", "-B", self.name, start)
        if not has_one:
            theirs.git("rm", "-rq", ".")
        theirs.commit(files, by="Somebody else", message="Ours").git("push", "--quiet", "origin", self.name)


class InFolder:
    """A folder on disk."""

    def __init__(self, repository: RepositoryBuilder, room: Path, first: Path = Path()) -> None:
        self.repository = repository
        self._room, self._first = room, first / "InFolder"
        self.folder = room / "public"
        self.name = str(self.folder)
        self.arguments = ("--to", str(self.folder))

    def begin(self) -> None:
        """Have the first publication there, which is built once a run."""
        copy_of(self._first, self._room)

    def publish(self, *, dry_run: bool = False) -> Published:
        """Publish there."""
        project = configured_project(self.repository.path / "mkdocs.yml")
        return publish_folder(project, self.folder, Terms(dry_run=dry_run, now=NOW, progress=unheard))

    def files(self) -> dict[str, str]:
        """Every file that is there, with the hash of its bytes."""
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}

    def state(self) -> object:
        """Every file, every ref, and what lies beside the folder and beside the project."""
        beside = sorted(path.name for path in (*self.folder.parent.iterdir(), *self.repository.path.iterdir()))
        return self.files(), beside, self.repository.git("for-each-ref")

    def write(self, files: Mapping[str, str]) -> None:
        """Put somebody else's files there, or other bytes into ours."""
        for name, text in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The versions that are built from now on, in order."""
    names: list[str] = []

    def noted(order: Order, known: Known | None = None) -> Result:
        names.append(order.version.name)
        return build_version(order, known)

    monkeypatch.setattr(collection, "build_version", noted)
    return names


@pytest.fixture
def repository(builder: RepositoryBuilder) -> RepositoryBuilder:
    """An update, a page and a picture."""
    return with_first(builder)


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with what it published first, on a branch and into a folder; `begin` copies it."""

    def publish_first(room: Path) -> None:
        for kind in (OnBranch, InFolder):
            place = room / kind.__name__
            kind(with_first(RepositoryBuilder(place / "project")), place).publish()

    return built_once(tmp_path_factory, "published-first", publish_first)


def copy_of(first: Path, room: Path) -> None:
    """Put a repository and what it published in the place of one that is as it was before."""
    shutil.rmtree(room / "project")
    shutil.copytree(first, room, symlinks=True, dirs_exist_ok=True)


def with_first(builder: RepositoryBuilder) -> RepositoryBuilder:
    """The first update, a page and a picture, committed."""
    files = {"content/about.md": "# About\n\n![a](a.svg)\n", "content/a.svg": "a"}
    return builder.commit({**SMALL, **files, "content/updates/2026-03-06.md": update("First")}, on="2026-03-06")


def second(repository: RepositoryBuilder, files: Mapping[str, str | None] | None = None) -> RepositoryBuilder:
    """Another update, and what else comes with it."""
    return repository.commit({"content/updates/2026-03-13.md": update("Second"), **(files or {})}, on="2026-03-13")


@pytest.fixture
def branch(repository: RepositoryBuilder, tmp_path: Path, first: Path) -> OnBranch:
    """A branch to publish on."""
    return OnBranch(repository, tmp_path, first)


@pytest.fixture
def folder(repository: RepositoryBuilder, tmp_path: Path, first: Path) -> InFolder:
    """A folder to publish into."""
    return InFolder(repository, tmp_path, first)


@pytest.fixture(params=[OnBranch, InFolder])
def place(repository: RepositoryBuilder, tmp_path: Path, first: Path, request: pytest.FixtureRequest) -> Place:
    """Either of them."""
    found: Place = request.param(repository, tmp_path, first)
    return found


def built_tree(repository: RepositoryBuilder, target: Path) -> dict[str, str]:
    """What a build of all versions gives, from nothing."""
    config = repository.path / "mkdocs.yml"
    build_with_versions(config, target, BuildTerms(now=NOW, say=lambda level, said: None, progress=unheard))
    files = sorted(path for path in target.rglob("*") if path.is_file())
    return {path.relative_to(target).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def versions(files: Mapping[str, str]) -> dict[str, str]:
    """Those of the files that belong to versions."""
    return {address: known for address, known in files.items() if address.startswith("versions/2")}


# On a branch and into a folder alike.


def test_what_is_published_is_what_is_built(place: Place, tmp_path: Path) -> None:
    """Today's site and every version, however many steps it took."""
    first = place.publish()
    second(place.repository)
    then = place.publish()
    built = built_tree(place.repository, tmp_path / "built")
    assert {address: known for address, known in place.files().items() if address != ".nojekyll"} == built
    assert [(done.day, done.new, done.kept) for done in (first, then)] == [
        ("2026-03-06", ("2026-03-06",), 0),
        ("2026-03-13", ("2026-03-13",), 1),
    ]


def test_what_was_published_is_not_built_again(place: Place, built: list[str]) -> None:
    """Only the new version is; the files of the others are neither written nor moved."""
    place.begin()
    before = versions(place.files())
    del built[:]
    second(place.repository)
    done = place.publish()
    assert built == ["2026-03-13"]
    assert before.items() <= versions(place.files()).items()
    assert before.keys().isdisjoint((*done.changes.written, *done.changes.removed))


def test_where_nothing_changed_nothing_is_done(place: Place) -> None:
    """A job that runs every night leaves no trace."""
    place.begin()
    before = place.state()
    done = place.publish()
    plan = done.changes
    assert (done.new, done.kept, plan.written, plan.removed, done.commit) == ((), 1, (), (), "")
    assert place.state() == before


def test_files_of_today_that_are_gone_are_removed(place: Place) -> None:
    """Today's site loses its picture, the version that shows it keeps it."""
    place.begin()
    later = {"content/a.svg": None, "content/about.md": "# About\n"}
    place.repository.commit(later, on="2026-03-10")
    assert place.publish().changes.removed == ("a.svg",)
    assert ("a.svg" in place.files(), "versions/2026-03-06/a.svg" in place.files()) == (False, True)


def test_strangers_files_are_kept(place: Place) -> None:
    """What others put there is neither read nor written, and is told."""
    theirs = {"CNAME": "x", ".well-known/a": "b", "notes/index.html": "c", "versions/notes.txt": "d"}
    place.write(theirs)
    hashes = {address: sha256(text.encode()).hexdigest() for address, text in theirs.items()}
    first = place.publish()
    second(place.repository)
    then = place.publish()
    assert [done.changes.strangers for done in (first, then)] == [tuple(sorted(theirs))] * 2
    assert hashes.items() <= place.files().items()


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        ({"index.html": "mine", "CNAME": "x"}, "index.html"),
        ({"plan": "mine"}, "plan"),
        ({"feed.xml/a": "mine"}, "feed.xml/a"),
        ({"versions/2026-03-06/index.html": "mine"}, "versions/2026-03-06/index.html"),
        (
            {
                f"{name}/index.html": "mine"
                for name in ("about", "plan", "updates", "lessons", "commitments", "versions")
            },
            "about/index.html, commitments/index.html, lessons/index.html, plan/index.html, updates/index.html"
            " and 1 more",
        ),
    ],
)
def test_a_strangers_file_in_the_way(place: Place, theirs: dict[str, str], told: str) -> None:
    """It is named, and nothing is written over it."""
    place.write(theirs)
    before = place.state(), place.files()
    with pytest.raises(SiteError) as caught:
        place.publish()
    hint = "(move them away, or publish somewhere else; nothing was written)"
    assert (
        str(caught.value) == f"{place.name} holds files that are not Milepost's where the site would go: {told} {hint}"
    )
    assert (place.state(), place.files()) == before


def test_a_strangers_file_with_our_bytes_is_in_nobodys_way(place: Place) -> None:
    """It is what would stand there anyway."""
    place.write({"a.svg": "a"})
    place.publish()
    assert place.files()["a.svg"] == sha256(b"a").hexdigest()


def _mistake(repository: RepositoryBuilder) -> None:
    repository.commit({"content/milestones.yml": "- id: beta\n"}, on="2026-03-14")


def _future(repository: RepositoryBuilder) -> None:
    repository.commit({"content/updates/2026-04-10.md": update("Soon")}, on="2026-04-10")


def _tag_elsewhere(repository: RepositoryBuilder) -> None:
    repository.git("checkout", "--quiet", "-b", "side")
    repository.commit({"README.md": "x"}, on="2026-03-14").git("tag", "status/x")
    repository.git("checkout", "--quiet", "main")
    repository.commit({"README.md": "y"}, on="2026-03-14")


def _rewritten(repository: RepositoryBuilder) -> None:
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    second(repository, {"README.md": "x"})


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        (_mistake, ContentError, r"content/milestones.yml:1:3: the key 'due' is missing"),
        (_future, RepositoryError, r"^\w{10} is dated 2026-04-10, and today is 2026-04-01: one clock is wrong \(set"),
        (_tag_elsewhere, RepositoryError, r"^the tag status/x stands on \w{10}, which is not on this branch \(build"),
        (
            _rewritten,
            RepositoryError,
            r"^the history behind published versions was rewritten: 2026-03-13 \(\w{10}\), today's site \(\w{10}\)"
            r" cannot be found on this branch \(go on from what was published: git reset --keep \$\(git commit-tree"
            r" -p \w{12} -p HEAD -m 'Go on from what was published' 'HEAD\^{tree}'\)\)$",
        ),
    ],
)
def test_whatever_stops_it_leaves_what_is_published(
    place: Place, wrong: Callable[[RepositoryBuilder], None], error: type[MilepostError], words: str
) -> None:
    """It is told what and what to do, and nothing is lost."""
    second(place.repository)
    place.publish()
    wrong(place.repository)
    before = place.state(), place.files()
    with pytest.raises(error, match=words):
        place.publish()
    assert (place.state(), place.files()) == before


def test_every_version_behind_which_history_was_rewritten_is_named(place: Place) -> None:
    """Whoever did it sees at once how much of it was published."""
    second(place.repository)
    place.publish()
    place.repository.git("checkout", "--quiet", "--orphan", "new")
    place.repository.commit({}, on="2026-03-20")
    with pytest.raises(RepositoryError, match=r"2026-03-06 \(\w{10}\), 2026-03-13 \(\w{10}\), today's site"):
        place.publish()


def test_a_version_whose_tag_is_gone_stays(place: Place) -> None:
    """What was told once stays told."""
    place.repository.commit({"README.md": "x"}, on="2026-03-10").git("tag", "status/go")
    place.publish()
    before = versions(place.files())
    place.repository.git("tag", "-d", "status/go")
    second(place.repository)
    assert (place.publish().kept, before.items() <= versions(place.files()).items()) == (2, True)


def test_a_tag_can_be_set_at_any_time(place: Place) -> None:
    """Its version is built beside those that are there, and none of them changes."""
    place.repository.commit({"README.md": "x"}, on="2026-03-10")
    second(place.repository)
    place.publish()
    before = versions(place.files())
    place.repository.git("tag", "status/go", "HEAD~1")
    done = place.publish()
    assert (done.new, done.kept) == (("2026-03-10-go",), 2)
    assert before.items() <= versions(place.files()).items()


def test_what_another_generator_made_stays_as_it_is(
    place: Place, monkeypatch: pytest.MonkeyPatch, built: list[str]
) -> None:
    """An old version is not dressed anew because Milepost was."""
    place.begin()
    before = versions(place.files())
    other = {**generator(), "milepost": "9.9.9+0123456789ab"}
    monkeypatch.setattr("milepost.versions.receipts.manifests.generator", lambda: other)
    second(place.repository)
    del built[:]
    done = place.publish()
    assert (built, done.new, done.kept) == (["2026-03-13"], ("2026-03-13",), 1)
    assert before.items() <= versions(place.files()).items()


def test_what_is_built_meanwhile_is_the_same(place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A large site's new version is built by another process while today's pages are: the same bytes come of it."""
    place.begin()
    second(place.repository)
    done = place.publish(dry_run=True)
    after_one_another = published_into(place.repository, tmp_path / "one")
    monkeypatch.setattr("milepost.versions.whole_site._LARGE", 0)
    monkeypatch.setattr("milepost.versions.every_version._WORTH_IT", 9)
    assert published_into(place.repository, tmp_path / "two") == after_one_another
    assert place.publish().new == done.new == ("2026-03-13",)


def published_into(repository: RepositoryBuilder, folder: Path) -> dict[str, str]:
    """Every file, with its hash, of a project that was published into a new folder."""
    project = configured_project(repository.path / "mkdocs.yml")
    publish_folder(project, folder, Terms(now=NOW, progress=unheard))
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest() for file in files}


def test_what_somebody_edited_is_made_again_and_told(place: Place) -> None:
    """A version that was altered is as it was again, to the byte, and whoever publishes hears of it."""
    place.begin()
    before = versions(place.files())
    place.write({"versions/2026-03-06/plan/index.html": "Forged"})
    second(place.repository)
    done = place.publish()
    assert (done.new, done.healed) == (("2026-03-13",), ("2026-03-06",))
    assert before.items() <= versions(place.files()).items()


def test_what_somebody_edited_and_another_made_stops_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what built it can build it again: the file is named, and who made it."""
    place.begin()
    place.write({"versions/2026-03-06/plan/index.html": "Forged"})
    second(place.repository)
    monkeypatch.setattr("milepost.versions.receipts.manifests.generator", lambda: {"milepost": "9.9.9"})
    with pytest.raises(SiteError, match=r"^versions/2026-03-06/plan/index.html: is not what its manifest says, and"):
        place.publish()


def test_a_revision_that_cannot_be_read_is_told(place: Place) -> None:
    """It gives no version, and the next one takes its updates along, now and later."""
    place.begin()
    second(place.repository, {"content/milestones.yml": "- id: beta\n"})
    unreadable = place.repository.git("rev-parse", "HEAD")
    third = {"content/milestones.yml": "[]\n", "content/updates/2026-03-20.md": update("Third")}
    place.repository.commit(third, on="2026-03-20")
    done = place.publish()
    reason = "content/milestones.yml:1:3: the key 'due' is missing (add due: …)"
    assert (done.new, dict(done.left_out)) == (("2026-03-20",), {unreadable: reason})
    assert place.publish().changes.written == ()


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen once, while the next tree is grown."""
    done: list[bool] = []

    def slowly(*arguments: Any, **options: Any) -> WholeSite:
        tree = build_whole_site(*arguments, **options)
        if not done:
            done.append(True)
            act()
        return tree

    monkeypatch.setattr(publish, "build_whole_site", slowly)


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
    limit = (sys.executable, "-c", _ON_A_FULL_DISK, "20000")
    done = milepost(place.repository.path, "publish", *place.arguments, before=limit, TMPDIR=str(tmp_path / "scratch"))
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


# On a branch.


def test_a_publication_is_one_commit(branch: OnBranch) -> None:
    """It names the day and the revision, has the people and moment of that revision, and the one before as parent."""
    first = branch.publish()
    second(branch.repository)
    then = branch.publish()
    log = branch.repository.git("log", "--format=%H|%an <%ae>|%ci|%s", "gh-pages").splitlines()
    shas = branch.repository.git("rev-list", "--abbrev-commit", "--abbrev=10", "main").split()
    who = "Project office <project-office@example.org>"
    assert log == [
        f"{then.commit}|{who}|2026-03-13 12:00:00 +0000|Publish 2026-03-13 ({shas[0]})",
        f"{first.commit}|{who}|2026-03-06 12:00:00 +0000|Publish 2026-03-06 ({shas[1]})",
    ]


def test_jekyll_is_told_to_keep_away(branch: OnBranch) -> None:
    """GitHub's pages would leave out what begins with an underscore."""
    branch.begin()
    assert branch.files()[".nojekyll"] == sha256(b"").hexdigest()


def test_two_people_publish_the_same_commit(branch: OnBranch, tmp_path: Path) -> None:
    """Wherever it is made, it has the same id: nobody has to agree who publishes."""
    branch.repository.git("clone", "--quiet", "--no-local", str(branch.repository.path), str(tmp_path / "copy"))
    copy = OnBranch(RepositoryBuilder(tmp_path / "copy"), tmp_path)
    assert copy.publish().commit == branch.publish().commit


def test_a_linked_working_tree_publishes(branch: OnBranch, tmp_path: Path) -> None:
    """It shares the branches of the repository that it was made from."""
    branch.repository.git("worktree", "add", "--quiet", "-b", "work", str(tmp_path / "work"))
    linked = OnBranch(RepositoryBuilder.__new__(RepositoryBuilder), tmp_path)
    linked.repository.path = tmp_path / "work"
    linked.publish()
    assert "index.html" in branch.files()


def test_scripts_and_links_of_strangers_keep_what_they_are(branch: OnBranch, tmp_path: Path) -> None:
    """A mode is part of somebody's file."""
    branch.write({"run.sh": "#!/bin/sh\n"})
    other = RepositoryBuilder(tmp_path / "other")
    (other.path / "run.sh").chmod(0o755)
    (other.path / "latest").symlink_to("CNAME")
    other.commit({}).git("push", "--quiet", "origin", "gh-pages")
    before = branch.repository.git("ls-tree", "gh-pages").splitlines()
    branch.publish()
    assert set(before) <= set(branch.repository.git("ls-tree", "gh-pages").splitlines())


@pytest.mark.parametrize("name", ["main", "a b", ""])
def test_a_branch_that_cannot_be_published_on(branch: OnBranch, name: str) -> None:
    """The one that is checked out, or none."""
    branch.name = name
    before = branch.state()
    with pytest.raises(RepositoryError, match=r"choose another --branch\)$"):
        branch.publish()
    assert branch.state() == before


@pytest.fixture
def remote(branch: OnBranch, tmp_path: Path) -> RepositoryBuilder:
    """A bare repository that the other pushes to, and somebody else's clone of it."""
    path = branch.repository.path
    branch.repository.git("clone", "--quiet", "--bare", str(path), str(tmp_path / "remote.git"))
    branch.repository.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    branch.repository.git("clone", "--quiet", str(tmp_path / "remote.git"), str(tmp_path / "theirs"))
    return RepositoryBuilder(tmp_path / "theirs")


def published(remote: RepositoryBuilder) -> str:
    """Where the remote's branch stands, empty where there is none."""
    return remote.git("ls-remote", "origin", "refs/heads/gh-pages").partition("\t")[0]


def theirs(remote: RepositoryBuilder, text: str) -> str:
    """Somebody else's commit on the remote's branch."""
    remote.git("fetch", "--quiet")
    start = "origin/gh-pages" if published(remote) else "origin/main"
    remote.git("checkout", "--quiet", "-B", "gh-pages", start)
    remote.commit({"CNAME": text}).git("push", "--quiet", "origin", "gh-pages")
    return remote.git("rev-parse", "HEAD")


def test_a_push_sends_what_is_published(branch: OnBranch, remote: RepositoryBuilder) -> None:
    """The remote's branch is the local one, and nothing else is sent."""
    done = branch.publish(push=True)
    assert (published(remote), branch.repository.git("rev-parse", "gh-pages")) == (done.commit, done.commit)
    before = remote.git("ls-remote", "origin").count("\n")
    second(branch.repository)
    then = branch.publish(push=True)
    assert (published(remote), remote.git("ls-remote", "origin").count("\n")) == (then.commit, before)


def test_what_was_published_without_a_push_is_sent_with_the_next(branch: OnBranch, remote: RepositoryBuilder) -> None:
    """Even where there is nothing new to publish."""
    done = branch.publish()
    assert (published(remote), branch.publish(push=True).commit, published(remote)) == ("", "", done.commit)


def test_a_push_goes_on_top_of_what_others_published(branch: OnBranch, remote: RepositoryBuilder) -> None:
    """It is fetched first, and their files are kept."""
    branch.publish(push=True)
    other = theirs(remote, "x")
    second(branch.repository)
    done = branch.publish(push=True)
    assert (branch.repository.git("rev-parse", f"{done.commit}~1"), done.changes.strangers) == (other, ("CNAME",))
    assert published(remote) == done.commit


def test_branches_that_have_gone_different_ways(branch: OnBranch, remote: RepositoryBuilder) -> None:
    """Neither is thrown away; both stay as they are."""
    branch.publish(push=True)
    second(branch.repository)
    branch.publish()
    other = theirs(remote, "x")
    here = branch.repository.git("rev-parse", "gh-pages")
    with pytest.raises(RepositoryError, match=r"^gh-pages and origin/gh-pages have gone different ways \(look at both"):
        branch.publish(push=True)
    assert (published(remote), branch.repository.git("rev-parse", "gh-pages")) == (other, here)


def test_a_push_that_comes_too_late_publishes_nothing(
    branch: OnBranch, remote: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else pushed after the fetch: theirs stays, the local branch goes back, and the next time goes on top."""
    first = branch.publish(push=True).commit
    second(branch.repository)
    came: list[str] = []
    meanwhile(monkeypatch, lambda: came.append(theirs(remote, "x")))
    with pytest.raises(RepositoryError, match=r"^origin did not take gh-pages, so nothing was published: .* \(publish"):
        branch.publish(push=True)
    assert (published(remote), branch.repository.git("rev-parse", "gh-pages")) == (came[0], first)
    done = branch.publish(push=True)
    assert (published(remote), branch.repository.git("rev-parse", f"{done.commit}~1")) == (done.commit, came[0])


@pytest.mark.skipif(sys.platform == "win32", reason="the hook is a shell script")
def test_a_remote_that_refuses(branch: OnBranch, remote: RepositoryBuilder, tmp_path: Path) -> None:
    """A protected branch stays as it is, and there is no local branch that says otherwise."""
    hook = tmp_path / "remote.git/hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(RepositoryError, match="so nothing was published"):
        branch.publish(push=True)
    assert (published(remote), branch.repository.git("branch", "--list", "gh-pages")) == ("", "")


def test_without_a_remote_nothing_is_published(branch: OnBranch) -> None:
    """A push that cannot begin does not half happen."""
    before = branch.state()
    with pytest.raises(RepositoryError):
        branch.publish(push=True)
    assert branch.state() == before


def _deployed(branch: OnBranch) -> None:
    """What `mkdocs gh-deploy` makes of a branch."""
    branch.repository.git("checkout", "--quiet", "gh-pages")
    branch.repository.git("rm", "-rq", ".")
    branch.repository.commit({"index.html": "today"}, message="Deployed")


def _forced(branch: OnBranch) -> None:
    """The same by force, with no history."""
    branch.repository.git("checkout", "--quiet", "--orphan", "new")
    branch.repository.git("rm", "-rqf", ".")
    branch.repository.commit({"index.html": "today"}, message="Deployed").git("branch", "-f", "gh-pages", "new")


@pytest.mark.skipif(sys.platform == "win32", reason="the command is one for a Unix shell")
@pytest.mark.parametrize("taken_away", [_deployed, _forced])
def test_versions_that_were_taken_away_come_back(branch: OnBranch, taken_away: Callable[[OnBranch], None]) -> None:
    """Nothing is built in their place; the command that is told brings them back, on top of what is there."""
    branch.begin()
    before = branch.files()
    taken_away(branch)
    branch.repository.git("checkout", "--quiet", "main")
    tip = branch.repository.git("rev-parse", "gh-pages")
    with pytest.raises(SiteError, match=r"^gh-pages had versions up to \w{10}, and has none now: mkdocs gh-") as caught:
        branch.publish()
    (command,) = re.findall(r"\((git branch .*) brings them back", str(caught.value))
    people = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(command, shell=True, cwd=branch.repository.path, check=True, env={**os.environ, **people})  # noqa: S602, pasted
    assert (branch.files(), branch.repository.git("rev-parse", "gh-pages~1")) == (before, tip)
    assert branch.publish().changes.written == ()


def test_gh_deploy_does_not_bury_versions(branch: OnBranch) -> None:
    """The habit of every MkDocs user is stopped where it would cost them, and told what does the same here."""
    branch.begin()
    before = branch.state()
    done = subprocess.run(
        [str(Path(sys.executable).with_name("mkdocs")), "gh-deploy"],
        cwd=branch.repository.path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "(milepost publish --push -b gh-pages --remote origin" in done.stderr) == (1, True)
    assert branch.state() == before


def test_a_branch_that_is_checked_out_elsewhere_is_left_alone(branch: OnBranch, tmp_path: Path) -> None:
    """Before anything is built."""
    branch.begin()
    branch.repository.git("worktree", "add", "--quiet", str(tmp_path / "site"), "gh-pages")
    second(branch.repository)
    before = branch.state()
    with pytest.raises(RepositoryError, match=r"site switch --detach\)$"):
        branch.publish()
    assert branch.state() == before


def test_a_shallow_clone_does_not_publish(branch: OnBranch, tmp_path: Path) -> None:
    """It does not know what was published; CI is told what to set."""
    second(branch.repository)
    branch.repository.git("clone", "-q", "--depth=1", branch.repository.path.as_uri(), str(tmp_path / "clone"))
    clone = OnBranch(RepositoryBuilder(tmp_path / "clone"), tmp_path)
    with pytest.raises(RepositoryError, match="the clone is shallow"):
        clone.publish()
    assert clone.files() == {}


def test_the_command_says_how_to_send_it(branch: OnBranch, remote: RepositoryBuilder) -> None:
    """Without a push it says how, with one it does not."""
    done = milepost(branch.repository.path, "publish")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Send it: git push origin gh-pages")
    second(branch.repository)
    pushed = milepost(branch.repository.path, "publish", "--push")
    assert (pushed.returncode, "Send it" in pushed.stdout, published(remote) != "") == (0, False, True)
    quiet = milepost(branch.repository.path, "publish", "-q")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_a_folder_cannot_be_pushed(branch: OnBranch) -> None:
    """2 is for commands that cannot be understood."""
    done = milepost(branch.repository.path, "publish", "--to", "../public", "--push")
    assert (done.returncode, "--push and --branch go with a branch, and --to with a folder" in done.stderr) == (2, True)


# Into a folder.


def test_files_of_kept_versions_are_not_copied(folder: InFolder) -> None:
    """They are the same files on the disk, so that a backup sees nothing new."""
    folder.begin()
    before = {p: (folder.folder / p).stat().st_ino for p in versions(folder.files())}
    second(folder.repository)
    folder.publish()
    assert before.items() <= {p: (folder.folder / p).stat().st_ino for p in versions(folder.files())}.items()


def test_a_strangers_script_stays_one(folder: InFolder) -> None:
    """Its mode and its age are part of it."""
    folder.write({"run.sh": "#!/bin/sh\n"})
    script = folder.folder / "run.sh"
    script.chmod(0o755)
    os.utime(script, (1_000_000_000, 1_000_000_000))
    folder.publish()
    assert (script.stat().st_mode & 0o777, script.stat().st_mtime) == (0o755, 1_000_000_000)


def test_a_link_to_the_folder_stays_one(folder: InFolder, tmp_path: Path) -> None:
    """A server may be led to the folder by a link."""
    (tmp_path / "disk").mkdir()
    folder.folder.symlink_to(tmp_path / "disk")
    folder.publish()
    assert (folder.folder.is_symlink(), (tmp_path / "disk/index.html").is_file()) == (True, True)


@pytest.mark.parametrize("link", ["plan", "about/index.html"])
def test_a_link_of_somebody_else_in_the_way_stops_it(folder: InFolder, link: str) -> None:
    """No page of ours takes the place of it, or of what it leads to."""
    (folder.folder / link).parent.mkdir(parents=True)
    (folder.folder / link).symlink_to("/nowhere")
    with pytest.raises(SiteError, match=rf"files that are not Milepost's where the site would go: {link} "):
        folder.publish()
    assert (folder.folder / link).is_symlink()


def test_a_link_to_where_versions_are_is_none_in_the_way(folder: InFolder, tmp_path: Path) -> None:
    """What is ours below it stays what it is."""
    folder.begin()
    before = versions(folder.files())
    (folder.folder / "versions").rename(tmp_path / "disk")
    (folder.folder / "versions").symlink_to(tmp_path / "disk")
    second(folder.repository)
    done = folder.publish()
    assert ((done.new, done.kept), before.items() <= versions(folder.files()).items()) == ((("2026-03-13",), 1), True)


@pytest.mark.parametrize("where", [".", "..", "content", "content/site"])
def test_the_project_is_no_place_to_publish(repository: RepositoryBuilder, where: str) -> None:
    """A site inside the content, or around it, would eat what it is made of."""
    target = repository.path / where
    before = sorted(path.as_posix() for path in repository.path.parent.rglob("*") if ".git/" not in path.as_posix())
    project = configured_project(repository.path / "mkdocs.yml")
    with pytest.raises(SiteError) as caught:
        publish_folder(project, target, Terms(now=NOW, progress=unheard))
    told = "the site and the project lie in one another (choose another --to)"
    assert str(caught.value) == f"{target.resolve()}: {told}"
    after = sorted(path.as_posix() for path in repository.path.parent.rglob("*") if ".git/" not in path.as_posix())
    assert after == before


def test_a_file_is_no_folder(folder: InFolder) -> None:
    """It is left as it is."""
    folder.folder.write_text("mine")
    with pytest.raises(SiteError) as caught:
        folder.publish()
    assert str(caught.value) == f"{folder.folder}: is a file (choose another --to)"
    assert folder.folder.read_text() == "mine"


def test_a_folder_within_the_project(repository: RepositoryBuilder) -> None:
    """A folder that git ignores is as good as any other."""
    project = configured_project(repository.path / "mkdocs.yml")
    done = publish_folder(project, repository.path / "public", Terms(now=NOW, progress=unheard))
    assert (done.new, (repository.path / "public/index.html").is_file()) == (("2026-03-06",), True)


def test_a_folder_that_was_built_can_be_published_into(folder: InFolder) -> None:
    """What `build --versions` left there has the same manifests."""
    built_tree(folder.repository, folder.folder)
    second(folder.repository)
    done = folder.publish()
    assert (done.new, done.kept, done.changes.strangers) == (("2026-03-13",), 1, ())


# What a publication is.


def test_a_plan_says_what_becomes_of_every_file() -> None:
    """New, changed, removed, kept, or somebody else's; each address once."""
    there = {"a": "1", "b": "1", "c": "1", "kept": "1", "theirs": "1", "same": "1"}
    ours = frozenset({"a", "b", "c", "kept"})
    plan = changes_of(there, ours, {"a": "1", "b": "2", "new": "1", "same": "1"}, frozenset({"kept"}), "here")
    assert (plan.added, plan.changed, plan.removed, plan.strangers, plan.written) == (
        ("new",),
        ("b",),
        ("c",),
        ("same", "theirs"),
        ("b", "new"),
    )


def test_the_manifest_of_a_published_version_is_read_back(branch: OnBranch) -> None:
    """What lies on the branch is what was said of it."""
    branch.begin()
    text = branch.repository.git("show", "gh-pages:versions/2026-03-06/manifest.json")
    assert json.loads(text)["files"].items() <= branch.files().items()
