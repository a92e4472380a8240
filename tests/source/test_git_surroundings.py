"""What stands around a repository changes nothing: settings of a person, an outer git, a trace, a linked tree."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from milepost.errors import RepositoryError
from milepost.git.repository import Repository
from repository_builder import RepositoryBuilder

HOSTILE = """
[color]
    ui = always
[core]
    quotePath = true
    fsmonitor = touch owned
    pager = false
[diff]
    renames = copies
    noPrefix = true
    relative = true
    external = false
[log]
    showSignature = true
    follow = true
    mailmap = true
    diffMerges = combined
    showRoot = false
    date = relative
    decorate = full
[i18n]
    logOutputEncoding = latin1
[status]
    showUntrackedFiles = no
    relativePaths = true
    short = true
    branch = true
[format]
    pretty = oneline
[trailer]
    separators = "#"
"""


def test_settings_of_a_person_change_nothing(
    builder: RepositoryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in their configuration, the answers are the same."""
    mailmap = "Somebody Else <else@example.org> <ærlig-ås@example.org>\n"
    builder.commit({"content/Ü.md": "1", ".mailmap": mailmap}, by="Ærlig Ås", message="M\n\nReason: Æ")
    builder.commit({"content/Ü.md": None, "content/V.md": "1"})
    builder.write({"content/Ø.md": "1"})
    plain = _answers(builder)
    (tmp_path / "hostile").write_text(HOSTILE)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "hostile"))
    assert _answers(builder) == plain


def test_what_an_outer_git_command_leaves_changes_nothing(
    builder: RepositoryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a hook of another repository, the answers are still this one's."""
    other = RepositoryBuilder(tmp_path / "other").commit({"content/other.md": "1"})
    builder.commit({"content/Ü.md": "1"}).write({"content/Ø.md": "1"})
    plain = _answers(builder)
    for name, place in {"DIR": ".git", "INDEX_FILE": ".git/index", "WORK_TREE": ".", "COMMON_DIR": ".git"}.items():
        monkeypatch.setenv(f"GIT_{name}", str(other.path / place))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.path / ".git" / "objects"))
    monkeypatch.setenv("GIT_GLOB_PATHSPECS", "1")
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'core.bare=true'")
    assert _answers(builder) == plain


def test_what_git_tells_of_itself_changes_nothing(
    builder: RepositoryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A trace is no word of an error, and can still be had in a file."""
    builder.commit({"content/Ü.md": "1"})
    plain, unknown = _answers(builder), Repository.open(builder.path).branch("nobody", "origin").files()
    for name, place in {"": "1", "_SETUP": "2", "_PACK_ACCESS": "true", "2": str(tmp_path / "trace")}.items():
        monkeypatch.setenv(f"GIT_TRACE{name}", place)
    assert _answers(builder) == plain
    assert Repository.open(builder.path).branch("nobody", "origin").files() == unknown
    assert "rev-parse" in (tmp_path / "trace").read_text()


def test_who_says_much_is_heard_out(
    builder: RepositoryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command whose warnings are more than a pipe holds ends, and what it prints arrives; so does why it failed."""
    builder.commit({"content/Ü.md": "1"})
    plain = _answers(builder)
    git, much = tmp_path / "bin" / "git", "import sys; sys.stderr.write('warning: x\\n' * 100_000)"
    git.parent.mkdir()
    git.write_text(f'#!/bin/sh\n{sys.executable} -c "{much}"\nexec {shutil.which("git")} "$@"\n')
    git.chmod(0o755)
    monkeypatch.setenv("PATH", f"{git.parent}{os.pathsep}{os.environ['PATH']}")
    assert _answers(builder) == plain
    with pytest.raises(RepositoryError, match="nowhere"):
        Repository.open(builder.path).files_at("nowhere", "content")


def test_a_linked_working_tree(builder: RepositoryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second working tree has its own head and the same history, in a hook of the first one too."""
    builder.commit({"content/a.md": "1"}).commit({"content/a.md": "2"})
    builder.git("worktree", "add", "--quiet", str(tmp_path / "second"), "HEAD~1")
    first, second = builder.git("rev-parse", "HEAD"), builder.git("rev-parse", "HEAD~1")
    assert Repository.open(tmp_path / "second").revision().sha == second
    monkeypatch.setenv("GIT_DIR", str(builder.path / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(builder.path / ".git" / "index"))
    linked = Repository.open(tmp_path / "second")
    assert (linked.sha("HEAD"), linked.sha("main"), linked.uncommitted("content")) == (second, first, frozenset())


def _answers(builder: RepositoryBuilder) -> list[object]:
    repository = Repository.open(builder.path)
    return [
        repository.root,
        repository.revision(),
        list(repository.steps("HEAD", "content")),
        repository.files_at("HEAD", "content"),
        repository.uncommitted("content"),
    ]
