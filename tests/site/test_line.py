"""The published line: what would put another in its place is told before, and the command that is told mends it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from built_once import built_once
from milepost.errors import ContentError, Problem, RepositoryError, Severity
from milepost.pipeline import read_report
from milepost.project.checking import check_project
from milepost.publication.into_folder import publish_folder
from milepost.publication.publish import Terms
from milepost.site.configuration import configured_project
from repository_builder import SMALL, RepositoryBuilder

NOW = datetime(2026, 4, 1, tzinfo=UTC)
_COMMAND = re.compile(r"git reset --keep \$\(.*\)")


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The room of a project, its remote, and what is published of it, made once a run, to be copied."""
    return built_once(tmp_path_factory, "published-line", _published)


@pytest.fixture
def told(first: Path, tmp_path: Path) -> RepositoryBuilder:
    """A project whose first promise moved twice, pushed, and published in part on a branch, as far as git can see."""
    shutil.copytree(first, tmp_path, symlinks=True, dirs_exist_ok=True)
    return RepositoryBuilder(tmp_path / "project")


def _published(room: Path) -> None:
    builder = RepositoryBuilder(room / "project")
    for day, due in (("2026-02-02", "2026-04-15"), ("2026-02-20", "2026-05-15"), ("2026-03-02", "2026-06-15")):
        builder.commit({**SMALL, "content/milestones.yml": milestone(due)}, on=day)
    builder.git("clone", "--quiet", "--bare", str(builder.path), str(room / "hub.git"))
    builder.git("remote", "add", "origin", "../hub.git")  # so that a copy has the copy of it
    builder.git("fetch", "--quiet")
    builder.git("branch", "--quiet", "--set-upstream-to=origin/main")
    publish(builder)


def milestone(due: str) -> str:
    """The one promise, for a day."""
    return f"- id: beta\n  title: The beta is open\n  due: {due}\n"


def publish(repository: RepositoryBuilder) -> None:
    """Publish into a folder, and put its manifest on the branch where a clone would have it."""
    project = configured_project(repository.path / "mkdocs.yml")
    folder = repository.path.parent / "public"
    publish_folder(project, folder, Terms(committed_only=True, now=NOW, progress=lambda done, of: None))
    index = {"GIT_INDEX_FILE": str(repository.path.parent / "index")}
    manifest = repository.git("hash-object", "-w", str(folder / "versions/manifest.json"))
    repository.git("update-index", "--add", "--cacheinfo", f"100644,{manifest},versions/manifest.json", extra=index)
    person = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    tree = repository.git("write-tree", extra=index)
    repository.git("branch", "-f", "gh-pages", repository.git("commit-tree", tree, "-m", "x", extra=person))


def checked(repository: RepositoryBuilder, now: datetime = NOW) -> list[Problem]:
    """What check says of the history."""
    problems = check_project(configured_project(repository.path / "mkdocs.yml"), now)
    return [
        problem
        for problem in problems
        if not problem.location.path.endswith((".yml", ".md")) and problem.severity is not Severity.ADVICE
    ]


def moves(repository: RepositoryBuilder) -> int:
    """How many moves the ledger tells."""
    project = configured_project(repository.path / "mkdocs.yml")
    events = read_report(project.repository, project.prefix).report.events
    return sum(event.event == "moved" for event in events)


def merge(repository: RepositoryBuilder, branch: str) -> None:
    """Merge another branch into the one that is checked out."""
    person = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
              for what, value in (("NAME", "A"), ("EMAIL", "a@b"), ("DATE", "2026-03-04T12:00Z"))}  # fmt: skip
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", branch, extra=person)


def _foxtrot(repository: RepositoryBuilder, pushed: bool = True) -> None:
    repository.git("checkout", "--quiet", "-b", "mine", "HEAD~2")
    repository.commit({"content/handbook.md": "# Handbook\n"}, on="2026-03-03")
    merge(repository, "main")
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--ff-only", "mine")
    repository.git("branch", "--quiet", "-D", "mine")
    if pushed:
        repository.git("push", "--quiet", "origin", "main")


def _squash(repository: RepositoryBuilder) -> None:
    repository.git("reset", "--quiet", "--soft", "HEAD~2")
    repository.commit({}, on="2026-03-03")
    repository.git("push", "--quiet", "--force", "origin", "main")


def _amend(repository: RepositoryBuilder) -> None:
    repository.git("reset", "--quiet", "--soft", "HEAD~1")
    repository.commit({"content/milestones.yml": milestone("2026-07-15")}, on="2026-03-03")


def _another_root(repository: RepositoryBuilder) -> None:
    repository.git("checkout", "--quiet", "--orphan", "new")
    repository.commit({}, on="2026-03-03")
    repository.git("branch", "--quiet", "-M", "main")
    repository.git("push", "--quiet", "--force", "origin", "main")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (_foxtrot, "^the merge [0-9a-f]{10} takes the published line for its side: today's site"),
        (_squash, "^the history behind published versions was rewritten: today's site"),
        (_amend, "^the history behind published versions was rewritten: today's site"),
        (_another_root, "^the history behind published versions was rewritten: today's site"),
    ],
)
def test_another_line_is_told_before_it_is_published(
    told: RepositoryBuilder, wrong: Callable[[RepositoryBuilder], None], words: str
) -> None:
    """By `check` and by `publish`; the command that they name brings every move back, and leaves the files alone."""
    assert checked(told) == []
    wrong(told)
    told.write({"content/new.md": "# Not committed\n"})
    files = {path: path.read_bytes() for path in sorted((told.path / "content").rglob("*.yml"))}
    (problem,) = checked(told)
    assert re.match(words, problem.message)
    assert problem.severity is Severity.ERROR
    with pytest.raises(RepositoryError, match=words[1:]):
        publish(told)
    command = _COMMAND.search(problem.hint)
    assert command
    who = "GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@b"
    when = "GIT_AUTHOR_DATE=2026-03-05T12:00Z GIT_COMMITTER_DATE=2026-03-05T12:00Z"
    subprocess.run(["bash", "-ec", f"export {who} {when}; {command[0]}"], cwd=told.path, check=True)
    assert checked(told) == []
    publish(told)
    assert moves(told) == 2 + (wrong is _amend)
    assert {path: path.read_bytes() for path in files} == files
    assert (told.path / "content/new.md").exists()


def test_a_pull_that_merged_is_told_before_it_is_pushed(told: RepositoryBuilder) -> None:
    """Also where nothing is published that this clone knows of; nothing was published yet, so it is a warning."""
    told.git("branch", "--quiet", "-D", "gh-pages")
    _foxtrot(told, pushed=False)
    (problem,) = checked(told)
    assert (problem.severity, "takes origin/main for its side" in problem.message) == (Severity.WARNING, True)


def test_a_branch_at_the_side_is_none_of_it(told: RepositoryBuilder) -> None:
    """Whoever works beside the published line, or merges it into their own branch, hears nothing."""
    told.git("checkout", "--quiet", "-b", "feature", "HEAD~1")
    told.commit({"content/handbook.md": "# Handbook\n"}, on="2026-03-03")
    assert checked(told) == []
    merge(told, "main")
    assert checked(told) == []


def test_an_older_checkout_is_none_of_it(told: RepositoryBuilder) -> None:
    """Whoever looks at the past is not told to rewrite it."""
    told.git("checkout", "--quiet", "HEAD~1")
    assert checked(told) == []


def test_a_merge_with_the_published_line_first_is_as_it_should_be(told: RepositoryBuilder) -> None:
    """A side branch that is merged into the line goes on from it."""
    told.git("checkout", "--quiet", "-b", "feature", "HEAD~1")
    told.commit({"content/handbook.md": "# Handbook\n"}, on="2026-03-03")
    told.git("checkout", "--quiet", "main")
    merge(told, "feature")
    assert checked(told, datetime(2100, 1, 1, tzinfo=UTC)) == []


def test_a_clock_in_the_future_is_told_while_it_can_be_mended(told: RepositoryBuilder) -> None:
    """`publish` refuses the newest commit, whatever it changed; once another follows it is told and stops nothing."""
    told.commit({"README.md": "x"}, on="2099-01-16")
    (problem,) = checked(told)
    assert re.match(r"\w{10} is dated 2099-01-16, and today is 2026-04-01: one clock is wrong", problem.message)
    with pytest.raises(RepositoryError, match="is dated 2099-01-16, and today is"):
        publish(told)
    told.commit({"content/handbook.md": "# Handbook\n"}, on="2026-03-09")
    (problem,) = checked(told)
    assert "dated 2099-01-16, which cannot be; it is told as of 2026-03-02" in problem.message
    assert (problem.severity, bool(problem.location.revision)) == (Severity.WARNING, True)
    publish(told)


def test_a_clock_that_lost_its_time_is_told(told: RepositoryBuilder) -> None:
    """The newest commit is told as of the one before it, and can still be made again."""
    told.commit({"content/handbook.md": "# Handbook\n"}, on="1980-01-01")
    (problem,) = checked(told)
    assert "dated 1980-01-01, which cannot be; it is told as of 2026-03-02" in problem.message
    assert "git commit --amend" in problem.hint


def test_grafts_and_replaced_objects_change_nothing_and_are_told(told: RepositoryBuilder) -> None:
    """What a clone makes of its history is its own; the site tells what was committed."""
    told.git("-c", "user.name=A", "-c", "user.email=a@b", "replace", "--graft", "HEAD", "HEAD~2")
    (told.path / ".git/info").mkdir(exist_ok=True)
    (told.path / ".git/info/grafts").write_text(told.git("rev-parse", "HEAD~1"))
    messages = [problem.message for problem in checked(told)]
    assert [message.partition(" makes git show ")[0].rpartition("/")[0] for message in messages] == [
        str(told.path / ".git/info"),
        "refs/replace",
    ]
    assert moves(told) == 2


def test_a_repository_within_the_content_is_told(told: RepositoryBuilder) -> None:
    """One that was begun in the content folder hides no history."""
    told.git("init", "--quiet", str(told.path / "content"))
    RepositoryBuilder(told.path / "content").commit({}, on="2026-03-03")
    assert moves(told) == 2
    (problem,) = checked(told)
    assert (problem.location.path, problem.hint.endswith("rm -rf content/.git")) == ("content", True)


def test_a_folder_that_git_gave_away_stops_it(told: RepositoryBuilder) -> None:
    """What it held would count as deleted."""
    told.commit({"content/updates/2026-03-06.md": "---\nstatus: green\nheadline: A\n---\nWords.\n"}, on="2026-03-06")
    inner = RepositoryBuilder(told.path / "content/updates")
    inner.commit({}, on="2026-03-07")
    told.git("rm", "--quiet", "-r", "--cached", "content/updates")
    told.commit({}, on="2026-03-07")
    assert "is a repository of its own, so nothing in it is read" in checked(told)[0].message
    with pytest.raises(ContentError, match="content/updates: is a repository of its own"):
        publish(told)


def test_a_submodule_as_content_is_a_history_of_its_own(told: RepositoryBuilder, tmp_path: Path) -> None:
    """Where nothing else was told in its place, the content folder may be another repository."""
    outer = RepositoryBuilder(tmp_path / "outer").commit({"mkdocs.yml": SMALL["mkdocs.yml"]})
    told.git("clone", "--quiet", str(told.path), str(outer.path / "content"))
    outer.commit({}, on="2026-03-09")
    project = configured_project(outer.path / "mkdocs.yml")
    assert project.repository.root == outer.path / "content"
