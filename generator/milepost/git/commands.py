"""Commands: how git is run, so that neither a person's settings nor an outer git command changes its answers."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from milepost.errors import RepositoryError

Starter = Callable[[list[str], int | None, Mapping[str, str]], Any]
"""Starts a command with a standard input and an environment, and returns the process."""

# What people set to their own liking and what would change the answers. The rest of their configuration stays in force,
# because whom to trust (`safe.directory`) is in it.
_SETTINGS = {
    "advice.graftFileDeprecated": "false",
    "color.ui": "never",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.quotePath": "false",
    "diff.noPrefix": "false",
    "diff.relative": "false",
    "diff.renames": "false",
    "log.diffMerges": "separate",
    "log.follow": "false",
    "log.mailmap": "false",
    "log.showRoot": "true",
    "log.showSignature": "false",
    "status.renames": "false",
}
# What a hook or an outer git command leaves behind, and what would turn ours to other objects, paths or settings.
_ENVIRONMENT = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
    "GIT_CONFIG_COUNT": "0",
    "GIT_CONFIG_PARAMETERS": "",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_GRAFT_FILE": os.devnull,  # Grafts tell other parents than the commits do, in one clone alone.
    "GIT_ICASE_PATHSPECS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NAMESPACE": "",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
}


class Commands:
    """Runs git commands in one place and one environment."""

    def __init__(self, start: Starter, environment: Mapping[str, str]) -> None:
        self._start = start
        self._environment = environment

    def output(self, *arguments: str) -> str:
        """What a command prints."""
        with self.running(*arguments) as process:
            printed: bytes = process.stdout.read()
        return printed.decode(errors="surrogateescape")

    def output_as_typed(self, *arguments: str) -> str:
        """What a command prints that somebody could have typed: their settings and their hooks are in force."""
        places = {name: value for name, value in self._environment.items() if name not in _ENVIRONMENT}
        with self._running(["git", "--no-pager", "-c", "color.ui=never", *arguments], None, places) as process:
            printed: bytes = process.stdout.read()
        return printed.decode(errors="surrogateescape")

    @contextmanager
    def running(self, *arguments: str, stdin: int | None = None) -> Iterator[Any]:
        """A running command (a `Popen` of bytes); one that fails raises, one that is left early is ended."""
        settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with self._running(["git", "--no-pager", *settings, *arguments], stdin, self._environment) as process:
            yield process

    @contextmanager
    def _running(self, command: list[str], stdin: int | None, environment: Mapping[str, str]) -> Iterator[Any]:
        process = self._start(command, stdin, environment)
        name = next(word for before, word in pairwise(command[1:]) if word[0] != "-" and before != "-c")
        try:
            with suppress(BrokenPipeError):  # It stopped listening; what it says of that is read below.
                yield process
                if process.stdin:
                    process.stdin.close()
            errors = said_by(process)
            if (code := process.wait()) != 0:
                raise _ended(name, -code) if code < 0 else _translated(name, errors)
        finally:
            if process.poll() is None:
                process.terminate()
            for stream in filter(None, (process.stdin, process.stdout, process.stderr)):
                with suppress(BrokenPipeError):
                    stream.close()
            process.wait()


def said_by(process: Any) -> str:
    """What a command that ends has said beside its answer, into a pipe or into a file."""
    if process.stderr.seekable():
        process.wait()
        process.stderr.seek(0)
    told: bytes = process.stderr.read()
    return told.decode(errors="replace").strip()


class SilenceError(RepositoryError):
    """A command failed and said nothing of an error: the answer to a question is no."""


# What git may say of anything, such as a file of settings that it may not read, whatever becomes of the question.
_NO_ERROR = ("warning: ", "hint: ")
# What git says of a setting that is misspelt, or of a newer git's.
_SETTING = re.compile(
    r"bad (?:config|numeric|boolean)|config (?:value|variable|line|file)|unknown (?:date format|value|option)|orderfile"
    r"|setting must be|invalid (?:value|color|mode)|option diff\.|\.gitconfig",
    re.IGNORECASE,
)


def _ended(command: str, signal: int) -> RepositoryError:
    """A command that was killed says nothing either, and that is no answer."""
    return RepositoryError(f"git {command} was ended from outside (signal {signal})", "is there enough memory?")


def _translated(command: str, errors: str) -> RepositoryError:
    lines = [line for line in errors.splitlines() if not line.startswith(_NO_ERROR)]
    if not lines:
        return SilenceError(": ".join([f"git {command} failed", *errors.splitlines()[-1:]]))
    if "dubious ownership" in errors:
        hint = "if you trust it: git config --global --add safe.directory FOLDER"
        return RepositoryError("the repository belongs to another user, so git does not read it", hint)
    told = next((line for line in lines if line.startswith(("fatal: ", "error: "))), lines[-1])
    last = told.removeprefix("fatal: ").removeprefix("error: ")
    if _SETTING.search(last):
        hint = "it is set in git's configuration: git config --show-origin --list"
        return RepositoryError(f"git does not understand one of its settings: {last}", hint)
    if command in {"log", "cat-file", "ls-tree", "rev-parse", "rev-list"}:
        return RepositoryError(f"git cannot read the history: {last}", "git fsck --full tells what is damaged")
    if command in {"ls-remote", "fetch"}:
        hint = "are you online, and may you go there? git remote -v lists the places that this repository knows"
        return RepositoryError(f"git {command} failed: {last}", hint)
    return RepositoryError(f"git {command} failed: {last}")


def environment_of(git_dir: Path, root: Path, *, explicit: bool = False) -> dict[str, str]:
    """What git finds in place of what a hook or an outer git command left behind.

    Places are named only where the environment names others: git trusts a place that it is told, and whether this one
    is to be trusted (`safe.directory`) is for its owner to say.
    """
    # A linked working tree keeps its objects in the repository it was made from. (GitPython would ask GIT_COMMON_DIR.)
    shared = git_dir / "commondir"
    common_dir = git_dir / shared.read_text("utf-8", "surrogateescape").strip() if shared.is_file() else git_dir
    places = {
        "GIT_DIR": git_dir,
        "GIT_WORK_TREE": root,
        "GIT_INDEX_FILE": git_dir / "index",
        "GIT_COMMON_DIR": common_dir,
        "GIT_OBJECT_DIRECTORY": common_dir / "objects",
    }
    if explicit or any(name in os.environ for name in places):
        return _ENVIRONMENT | _untraced() | {name: str(place.resolve()) for name, place in places.items()}
    return _ENVIRONMENT | _untraced()


def _untraced() -> dict[str, str]:
    """No trace where git says what went wrong: nothing said there is an answer, too. A file may have it."""
    return {name: "0" for name, to in os.environ.items() if name.startswith("GIT_TRACE") and not Path(to).is_absolute()}
