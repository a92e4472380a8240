"""Starting git: where it is, which repository a folder lies in.

Who reads asks git itself: before GitPython starts anything it has asked git for its version twice, and that takes
longer than to read most projects. It starts what writes to the working tree.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryFile
from typing import IO, Any, NoReturn

from milepost.errors import RepositoryError
from milepost.frozen import dataclass
from milepost.git.commands import Commands, Starter, environment_of

# What git answers when it is asked where it is, a line each.
_MOST_LINES = 4
# In which language git says why it failed.
_PLAIN = {"LANGUAGE": "C", "LC_ALL": "C"}
# By what a hook or an outer git command would have another repository found, or other objects in it
# (`git rev-parse --local-env-vars`).
_LOCAL = """
GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR GIT_CONFIG GIT_CONFIG_COUNT GIT_CONFIG_PARAMETERS GIT_DIR GIT_GRAFT_FILE
GIT_IMPLICIT_WORK_TREE GIT_INDEX_FILE GIT_INTERNAL_SUPER_PREFIX GIT_NAMESPACE GIT_NO_REPLACE_OBJECTS
GIT_OBJECT_DIRECTORY GIT_PREFIX GIT_REPLACE_REF_BASE GIT_SHALLOW_FILE GIT_WORK_TREE
"""
_LEADING = frozenset(_LOCAL.split())
if os.name == "nt":  # Or else a program called git in the folder would be the one that is started (CVE-2023-40590).
    os.environ.setdefault("NoDefaultCurrentDirectoryInExePath", "1")


@dataclass(frozen=True, slots=True)
class Place:
    """A repository that was found: its root, git's commands there, and its HEAD (nothing: none is committed)."""

    root: Path
    commands: Commands
    head: str
    is_shallow: bool


def place_of(path: str | Path) -> Place:
    """The repository that a folder lies in."""
    folder = Path(path)
    if not folder.is_dir():
        raise RepositoryError(f"{path}: there is no such folder", "go to the project, or name it with -f")
    found = _found_from(folder)
    if len(found) > _MOST_LINES or "\n" in str(folder.resolve()):
        hint = "rename the folder that has it: git ends its answers with one"
        raise RepositoryError("the path of the repository holds a line break", hint)
    git_dir, tree, shallow, *head = found
    root = Path(tree).resolve()
    commands = Commands(_starter(root, os.environ), environment_of(Path(git_dir), root))
    return Place(root, commands, "".join(head), shallow == "true")


def commands_in(folder: Path) -> Commands:
    """Git's commands in a folder, whether it is in a repository or not."""
    return Commands(_library_starter(folder), environment_of(folder / ".git", folder))


def commands_in_new(folder: Path, settings: Mapping[str, str]) -> Commands:
    """Git's commands for a repository that is to begin in a folder, with settings in its environment."""
    environment = environment_of(folder / ".git", folder, explicit=True)
    return Commands(_library_starter(folder), environment | dict(settings))


def _found_from(folder: Path) -> list[str]:
    """Git's own folder, the working tree, whether the history is cut short, and HEAD if there is one."""
    around = {name: value for name, value in os.environ.items() if name not in _LEADING}
    asked = ("--absolute-git-dir", "--show-toplevel", "--is-shallow-repository", "--revs-only", "HEAD^{commit}")
    try:
        return Commands(_starter(folder, around), {}).output("rev-parse", *asked).rstrip("\n").split("\n")
    except RepositoryError as error:
        if "not a git repository" in str(error):
            hint = "git init, then commit content/: the history is what the site is made of"
            raise RepositoryError(f"{folder}: is not in a git repository", hint) from error
        if "work tree" in str(error):
            hint = "clone it, and build in the clone"
            raise RepositoryError(f"{folder}: is a bare repository", hint) from error
        raise


def _starter(folder: Path, around: Mapping[str, str]) -> Starter:
    """How a git command is started in an environment."""

    def start(command: list[str], stdin: int | None, environment: Mapping[str, str]) -> Any:
        room = _room()
        try:
            process = Popen(  # noqa: S603, a list of words, to git
                command,
                cwd=folder,
                env={**around, **_PLAIN, **environment},
                stdin=DEVNULL if stdin is None else stdin,
                stdout=PIPE,
                stderr=room,
            )
        except FileNotFoundError as error:
            room.close()
            _tell_of_no_git(error)
        process.stderr = room
        return process

    return start


def _room() -> IO[bytes]:
    """Where git says what is wrong: all of it has room there, so that git never waits for somebody to hear it."""
    if hasattr(os, "memfd_create"):  # On Linux nothing is written for it, and no folder needs be there.
        return os.fdopen(os.memfd_create("said"), "w+b")
    return TemporaryFile()


def _library_starter(folder: Path) -> Starter:
    """How GitPython starts a git command."""
    try:
        import git  # GitPython looks for the executable when it is imported.
    except ImportError as error:
        _tell_of_no_git(error)
    wrapper = git.Git(str(folder))

    def start(command: list[str], stdin: int | None, environment: Mapping[str, str]) -> Any:
        try:
            started: Any = wrapper.execute(command, istream=stdin, as_process=True, env=dict(environment))
        except git.GitCommandNotFound as error:
            _tell_of_no_git(error)
        process, started.proc = started.proc, None  # GitPython would end it with its own wrapper of it.
        return process

    return start


def _tell_of_no_git(error: Exception) -> NoReturn:
    raise RepositoryError("git is not installed, or not on the PATH", "install it from git-scm.com") from error
