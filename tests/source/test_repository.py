"""The repository: real git, in every state in which people leave it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from milepost.errors import RepositoryError
from milepost.git.log.raw_log import FileChange
from milepost.git.repository import Repository
from milepost.model.history import Revision
from repository_builder import RepositoryBuilder

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)


def refused(path: Path) -> str:
    """What is said of a place that cannot be opened, without the place."""
    with pytest.raises(RepositoryError) as caught:
        Repository.open(path)
    return str(caught.value).replace(str(path), "HERE")


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there is told as that."""
    told = refused(tmp_path / "nowhere")
    assert told == "HERE: there is no such folder (go to the project, or name it with -f)"


def test_no_repository(tmp_path: Path) -> None:
    """A folder outside every repository is told how to begin one."""
    hint = "git init, then commit content/: the history is what the site is made of"
    assert refused(tmp_path) == f"HERE: is not in a git repository ({hint})"


def test_no_commits(builder: RepositoryBuilder) -> None:
    """A branch without commits has no history to tell."""
    assert refused(builder.path) == "HERE: nothing is committed on this branch yet (git add content && git commit)"


def test_unborn_branch(builder: RepositoryBuilder) -> None:
    """The same holds for a new orphan branch beside one with commits."""
    builder.commit({"a": "a"}).git("checkout", "--quiet", "--orphan", "new")
    assert refused(builder.path) == "HERE: nothing is committed on this branch yet (git add content && git commit)"


def test_bare(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """A bare repository has no working tree to build in."""
    builder.commit({"a": "a"}).git("clone", "--quiet", "--bare", str(builder.path), str(tmp_path / "bare"))
    assert refused(tmp_path / "bare") == "HERE: is a bare repository (clone it, and build in the clone)"


def test_shallow(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """A shallow clone, as CI makes them, is refused with what to set."""
    builder.commit({"a": "a"}).commit({"a": "b"})
    builder.git("clone", "--quiet", "--depth=1", builder.path.as_uri(), str(tmp_path / "clone"))
    hint = "git fetch --unshallow; in CI: fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab"
    assert refused(tmp_path / "clone") == f"HERE: the clone is shallow, so the history is not there ({hint})"


def test_no_git(builder: RepositoryBuilder) -> None:
    """Without a git executable the reason is that, not a traceback of a library."""
    script = f"""
from milepost.errors import RepositoryError
from milepost.git.repository import Repository
try:
    Repository.open({str(builder.path)!r})
except RepositoryError as error:
    print(error)
"""
    environment = {**os.environ, "PATH": str(builder.path), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "git is not installed, or not on the PATH (install it from git-scm.com)\n"


def test_git_that_goes_away(builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does it matter when it went."""
    repository = Repository.open(builder.commit({"a": "a"}).path)
    monkeypatch.setenv("PATH", str(builder.path))
    with pytest.raises(RepositoryError, match="git is not installed, or not on the PATH"):
        repository.revision()


def test_detached_head(builder: RepositoryBuilder) -> None:
    """A detached head is a revision like any other."""
    builder.commit({"a": "a"}).commit({"a": "b"}).git("checkout", "--quiet", "--detach", "HEAD~1")
    sha = builder.git("rev-parse", "HEAD")
    assert Repository.open(builder.path).revision() == Revision(sha, NOON, "Project office")


@pytest.mark.parametrize("ref", ["nothing", "", "--all", "HEAD~9", "HEAD:content", "v1..HEAD", "0" * 40])
def test_unknown_revision(builder: RepositoryBuilder, ref: str) -> None:
    """A name that stands for no commit is told, and an option is no name."""
    repository = Repository.open(builder.commit({"content/a": "a"}).path)
    with pytest.raises(RepositoryError):
        repository.revision(ref)


def test_names_of_revisions(builder: RepositoryBuilder) -> None:
    """Branches, tags (of both sorts), short and relative names all lead to the commit."""
    builder.commit({"a": "a"})
    builder.git("tag", "light")
    builder.git("-c", "user.name=T", "-c", "user.email=t@example.org", "tag", "-a", "heavy", "-m", "T")
    sha = builder.git("rev-parse", "HEAD")
    builder.commit({"a": "b"})
    repository = Repository.open(builder.path)
    assert {repository.sha(ref) for ref in ("light", "heavy", "HEAD~1", "main~1", sha[:8])} == {sha}


def test_tags_of_a_folder(builder: RepositoryBuilder) -> None:
    """The tags below a folder lead to their commits, of both sorts, and those beside it are none of them."""
    builder.commit({"a": "a"})
    builder.git("tag", "status/light")
    builder.git("tag", "statuses")
    builder.git("-c", "user.name=T", "-c", "user.email=t@example.org", "tag", "-a", "status/heavy", "-m", "T")
    sha = builder.git("rev-parse", "HEAD")
    assert Repository.open(builder.path).tags("status") == {"status/heavy": sha, "status/light": sha}


def test_line(builder: RepositoryBuilder) -> None:
    """The first-parent line, oldest first, with what a merge brought in left beside it."""
    builder.commit({"a": "a"}, on="2026-03-01")
    builder.git("switch", "--quiet", "-c", "side")
    builder.commit({"b": "b"}, on="2026-03-02")
    builder.git("switch", "--quiet", "main")
    builder.commit({"c": "c"}, on="2026-03-03")
    people = {f"GIT_{who}_DATE": "2026-03-04T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    names = ("-c", "user.name=T", "-c", "user.email=t@example.org")
    builder.git(*names, "merge", "--quiet", "--no-ff", "-m", "M", "side", extra=people)
    line = Repository.open(builder.path).line()
    assert [commit.committed_at.isoformat()[:10] for commit in line] == ["2026-03-01", "2026-03-03", "2026-03-04"]
    assert line[-1].tree == builder.git("rev-parse", "HEAD^{tree}")


def test_files_by_commit_and_path(builder: RepositoryBuilder) -> None:
    """Files are read where they are, and one that is not there is no error."""
    builder.commit({"a file": "one"})
    first = builder.git("rev-parse", "HEAD")
    builder.commit({"a file": "two"})
    second = builder.git("rev-parse", "HEAD")
    found = Repository.open(builder.path).read_paths([(first, "a file"), (second, "a file"), (second, "none")])
    assert list(found.values()) == [b"one", b"two", None]


def test_found_from_below(builder: RepositoryBuilder) -> None:
    """The repository is found from any folder in it."""
    builder.commit({"content/updates/a.md": "a"})
    assert Repository.open(builder.path / "content" / "updates").root == builder.path.resolve()


@pytest.mark.parametrize("name", ["two words", "Ünder", "a\u2028b", "-c", "'q\"", "x\x0c"])
def test_found_under_any_name(tmp_path: Path, name: str) -> None:
    """Whatever the folders above are called, as long as it is on one line."""
    builder = RepositoryBuilder(tmp_path / name).commit({"content/a": "1"})
    assert Repository.open(builder.path / "content").root == builder.path.resolve()


@pytest.mark.parametrize("name", ["two\nlines", "ends\n", "\nbegins"])
def test_a_folder_of_two_lines_is_refused(tmp_path: Path, name: str) -> None:
    """With what to do, for the answers of git could not be told apart."""
    builder = RepositoryBuilder(tmp_path / name).commit({"content/a": "1"})
    told = (
        "the path of the repository holds a line break (rename the folder that has it: git ends its answers with one)"
    )
    assert refused(builder.path / "content") == told


def test_steps(builder: RepositoryBuilder) -> None:
    """Oldest first, what each commit did below the folder; commits that did nothing there are none of ours."""
    builder.commit({"content/a": "1", "other": "1"}).commit({"other": "2"})
    builder.commit({"content/a": None, "content/Ü b/界.md": "1", "contents/a": "1"}, by="Ærlig Ås")
    repository = Repository.open(builder.path)
    one, *_ = repository.files_at("HEAD", "content").values()
    assert [(step.revision.author, step.files) for step in repository.steps("HEAD", "content")] == [
        ("Project office", (FileChange("a", None, one),)),
        ("Ærlig Ås", (FileChange("a", one, None), FileChange("Ü b/界.md", None, one))),
    ]


def test_the_whole_repository_as_content(builder: RepositoryBuilder) -> None:
    """The folder may be the root itself."""
    repository = Repository.open(builder.commit({"a": "1", "b/c": "1"}).path)
    builder.write({"b/c": "2"})
    files = [file.path for step in repository.steps("HEAD", ".") for file in step.files]
    assert (files, list(repository.files_at("HEAD", ".")), repository.uncommitted(".")) == (
        ["a", "b/c"],
        ["a", "b/c"],
        frozenset({"b/c"}),
    )


def test_a_merge_is_one_step(builder: RepositoryBuilder) -> None:
    """What a branch did becomes public at once, when it is merged; its own commits are no steps."""
    builder.commit({"content/a": "1"}).git("checkout", "--quiet", "-b", "side")
    builder.commit({"content/b": "1"}).commit({"content/b": "2"}).git("checkout", "--quiet", "main")
    builder.commit({"content/a": "2"})
    who = ("-c", "user.name=M", "-c", "user.email=m@example.org")
    builder.git(*who, "merge", "--quiet", "--no-ff", "-m", "Merge", "side")
    repository = Repository.open(builder.path)
    assert [[file.path for file in step.files] for step in repository.steps("HEAD", "content")] == [["a"], ["a"], ["b"]]
    assert len(repository.shas_between("HEAD~2", "HEAD")) == 2


def test_a_rename_is_a_deletion_and_an_addition(builder: RepositoryBuilder) -> None:
    """Git's own guess at renames is not asked for, whatever its settings."""
    builder.commit({"content/a": "1\n" * 50}).commit({"content/a": None, "content/b": "1\n" * 50})
    *_, last = Repository.open(builder.path).steps("HEAD", "content")
    assert [(file.path, file.after is None) for file in last.files] == [("a", True), ("b", False)]


def test_links_and_modules_are_no_files(builder: RepositoryBuilder) -> None:
    """A symbolic link is told as one; another repository inside is nothing."""
    builder.commit({"content/a": "1"})
    (builder.path / "content" / "link").symlink_to("/etc/passwd")
    sha = builder.git("rev-parse", "HEAD")
    builder.git("update-index", "--add", "--cacheinfo", f"160000,{sha},content/module")
    builder.git("add", "content/link")
    who = ("-c", "user.name=M", "-c", "user.email=m@example.org")
    builder.git(*who, "commit", "--quiet", "-m", "Link")
    repository = Repository.open(builder.path)
    *_, last = repository.steps("HEAD", "content")
    assert [(file.path, file.after is None, file.is_link) for file in last.files] == [
        ("link", False, True),
        ("module", True, False),
    ]
    assert {path: blob is None for path, blob in repository.files_at("HEAD", "content").items()} == {
        "a": False,
        "link": True,
    }


def test_uncommitted(builder: RepositoryBuilder) -> None:
    """Changed, added, deleted and unknown files below the folder, staged or not; ignored ones are not."""
    builder.commit({".gitignore": "*.tmp\n", **{f"content/{name}": "1" for name in "abcd"}, "other": "1"})
    builder.write({"content/a": "2", "content/b": "2", "content/c": None, "content/e": "1", "content/x.tmp": "1"})
    builder.write({"content/Ü/x": "1", "other": "2"})
    builder.git("add", "content/b")
    assert Repository.open(builder.path).uncommitted("content") == frozenset({"a", "b", "c", "e", "Ü/x"})


def test_blobs(builder: RepositoryBuilder) -> None:
    """Many blobs, empty and large ones among them, come in the order asked for, repeats too."""
    texts = {f"content/{number}": f"{number}\n" * (number % 7) * 3000 for number in range(600)}
    repository = Repository.open(builder.commit(texts).path)
    blobs = repository.files_at("HEAD", "content")
    names = [*blobs.values(), *blobs.values()]
    expected = [texts[f"content/{path}"].encode() for path in blobs] * 2
    assert list(repository.read_blobs(filter(None, names))) == list(zip(names, expected, strict=True))


def test_one_reader_of_many_blobs(builder: RepositoryBuilder) -> None:
    """One command answers whoever asks: what was left half read or is missing spoils no later answer."""
    texts = {f"content/{number}": f"{number}\n" * 500 for number in range(300)}
    repository = Repository.open(builder.commit(texts).path)
    names = [name for name in repository.files_at("HEAD", "content").values() if name]
    plain = list(repository.read_blobs(names))
    with repository.one_reader():
        half, other = repository.read_blobs(names), repository.read_blobs(names)
        assert [next(half), next(other), next(half)] == [plain[0], plain[0], plain[1]]
        del half, other
        assert list(repository.read_blobs(names)) == plain
        with pytest.raises(RepositoryError, match="git cannot read the object 1111"):
            list(repository.read_blobs([names[0], "1" * 40, names[1]]))
        assert list(repository.read_blobs(names)) == plain
        late = repository.read_blobs(names)
        assert next(late) == plain[0]
    del late
    assert list(repository.read_blobs(names)) == plain


def test_a_blob_that_is_not_there(builder: RepositoryBuilder) -> None:
    """A hole in the repository stops the reading; nothing is guessed."""
    repository = Repository.open(builder.commit({"content/a": "1"}).path)
    with pytest.raises(RepositoryError, match="git cannot read the object 1111"):
        list(repository.read_blobs(["1" * 40]))


def test_a_damaged_history(builder: RepositoryBuilder) -> None:
    """A lost commit stops the reading too: a shorter history is no history."""
    builder.commit({"content/a": "1"}).commit({"content/a": "2"})
    lost = builder.git("rev-parse", "HEAD~1")
    (builder.path / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    with pytest.raises(RepositoryError, match="git cannot read the history"):
        list(Repository.open(builder.path).steps("HEAD", "content"))


def test_steps_left_early(builder: RepositoryBuilder) -> None:
    """Who stops reading leaves no process and no warning behind."""
    for number in range(3):
        builder.commit({"content/a": str(number)})
    steps = Repository.open(builder.path).steps("HEAD", "content")
    assert next(iter(steps)).files[0].path == "a"
    del steps
