"""Starting git: where it is, which repository a folder lies in. Nothing else knows GitPython."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from milepost.errors import RepositoryError
from milepost.git.commands import Commands, Starter, environment_of

if TYPE_CHECKING:
    from git import Git


def commands_of(path: str | Path) -> tuple[Path, Commands]:
    """The root of the repository that a folder lies in, and git's commands there."""
    git = _load_git()
    try:
        repo = git.Repo(path, search_parent_directories=True, expand_vars=False)
    except git.NoSuchPathError as error:
        hint = "go to the project, or name it with -f"
        raise RepositoryError(f"{path}: there is no such folder", hint) from error
    except git.InvalidGitRepositoryError as error:
        hint = "git init, then commit content/: the history is what the site is made of"
        raise RepositoryError(f"{path}: is not in a git repository", hint) from error
    if repo.bare or not repo.working_tree_dir:
        raise RepositoryError(f"{path}: is a bare repository", "clone it, and build in the clone")
    root = Path(repo.working_tree_dir).resolve()
    return root, Commands(_starter(git, repo.git), environment_of(Path(repo.git_dir), root))


def commands_in(folder: Path) -> Commands:
    """Git's commands in a folder, whether it is in a repository or not."""
    return _commands(folder, environment_of(folder / ".git", folder))


def commands_in_new(folder: Path, settings: Mapping[str, str]) -> Commands:
    """Git's commands for a repository that is to begin in a folder, with settings in its environment."""
    return _commands(folder, environment_of(folder / ".git", folder, explicit=True) | dict(settings))


def _commands(folder: Path, environment: Mapping[str, str]) -> Commands:
    git = _load_git()
    return Commands(_starter(git, git.Git(str(folder))), environment)


def _load_git() -> Any:
    try:
        import git  # GitPython looks for the executable when it is imported.
    except ImportError as error:
        raise RepositoryError("git is not installed, or not on the PATH", "install it from git-scm.com") from error
    return git


def _starter(git: Any, wrapper: Git) -> Starter:
    """How GitPython starts a git command."""

    def start(command: list[str], stdin: int | None, environment: Mapping[str, str]) -> Any:
        try:
            started: Any = wrapper.execute(command, istream=stdin, as_process=True, env=dict(environment))
        except git.GitCommandNotFound as error:
            raise RepositoryError("git is not installed, or not on the PATH", "install it from git-scm.com") from error
        process, started.proc = started.proc, None  # GitPython would end it with its own wrapper of it.
        return process

    return start
