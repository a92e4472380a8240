"""A story played as commits: the steps of the demo project, or of a test, in; commits out."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NoReturn

from milepost.frozen import dataclass

MAIN = "main"
DEFAULT_HOUR = 15
KEYS = ("on", "by", "message", "write", "replace", "append", "delete", "branch", "merge")

Files = Mapping[str, str]
Changes = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit to write: when, by whom, on which branch, and the paths it changes (None is deleted)."""

    branch: str
    on: datetime
    author: str
    email: str
    message: str
    files: Changes
    merge: str | None


def play(steps: Iterable[Mapping[str, object]]) -> list[Commit]:
    """The commits of the steps, in order; raises ValueError naming the step that cannot be played."""
    commits: list[Commit] = []
    tips: dict[str, Files] = {MAIN: {}}
    forks: dict[str, Files] = {}
    for number, fields in enumerate(steps, start=1):
        step = _Step(number, fields)
        branch, merge = step.words("branch", MAIN), step.words("merge", "")
        if branch not in tips:
            if branch in forks:
                step.fail(f"branch {branch!r} is merged already (use a new name)")
            forks[branch] = tips[branch] = tips[MAIN]
        before = after = tips[branch]
        if merge:
            if branch != MAIN or merge == MAIN or merge not in tips:
                step.fail(f"cannot merge {merge!r} into {branch!r} (a merge goes from an open branch into {MAIN})")
            after = _changed(after, _changes(forks[merge], tips.pop(merge)))
        tips[branch] = step.applied_to(after)
        commits.append(step.commit(branch, _changes(before, tips[branch]), merge or None))
    return commits


def final_files(commits: Iterable[Commit]) -> dict[str, str]:
    """The files on main after the last commit, by path."""
    files: Files = {}
    for commit in commits:
        if commit.branch == MAIN:
            files = _changed(files, commit.files)
    return dict(sorted(files.items()))


def _changes(before: Files, after: Files) -> dict[str, str | None]:
    paths = sorted(before.keys() | after.keys())
    return {path: after.get(path) for path in paths if before.get(path) != after.get(path)}


def _changed(files: Files, changes: Changes) -> dict[str, str]:
    return {path: text for path, text in {**files, **changes}.items() if text is not None}


@dataclass(frozen=True, slots=True)
class _Step:
    """One step as written, read key by key; every reader fails with the number of the step."""

    number: int
    fields: Mapping[str, object]

    def fail(self, problem: str) -> NoReturn:
        raise ValueError(f"step {self.number} ({self.fields.get('on', 'no date')}): {problem}")

    def words(self, key: str, default: str | None = None) -> str:
        value = self.fields.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.fail(f"'{key}' must be text")
        return value

    def texts(self, key: str) -> dict[str, str]:
        value = self.fields.get(key, {})
        if not isinstance(value, Mapping):
            self.fail(f"'{key}' must be a mapping of paths")
        for path, text in value.items():
            if not isinstance(text, str):
                self.fail(f"'{key}' of {path} must be text")
        return dict(value)

    def commit(self, branch: str, changes: Changes, merge: str | None) -> Commit:
        author = self.words("by")
        email = re.sub(r"[^a-z0-9]+", "-", author.lower()).strip("-") + "@northlight.example"
        message = self.words("message").strip() + "\n"
        return Commit(branch, self._time(), author, email, message, changes, merge)

    def _time(self) -> datetime:
        written = str(self.fields.get("on", ""))
        try:
            moment = datetime.fromisoformat(written)
        except ValueError:
            self.fail(f"'on' must be a date, or a date and time, not {written!r}")
        if moment.tzinfo is not None:
            self.fail(f"'on' is always UTC and carries no zone: {written!r}")
        if len(written) == len("2026-01-16"):
            moment = moment.replace(hour=DEFAULT_HOUR)
        return moment.replace(tzinfo=UTC)

    def applied_to(self, files: Files) -> dict[str, str]:
        """The files after this step: written, replaced in, appended to, deleted, in that order."""
        for key in self.fields:
            if key not in KEYS:
                self.fail(f"unknown key {key!r} (known: {', '.join(KEYS)})")
        after = {**files, **self.texts("write")}
        for path, old, new in self._replacements():
            found = self._existing(after, path).count(old)
            if found != 1:
                self.fail(f"{path}: the text to replace occurs {found} times, not once: {old!r}")
            after[path] = after[path].replace(old, new)
        for path, text in self.texts("append").items():
            after[path] = self._existing(after, path) + text
        for path in self._deleted():
            self._existing(after, path)
            del after[path]
        return after

    def _existing(self, files: Files, path: str) -> str:
        if path not in files:
            self.fail(f"{path}: no such file")
        return files[path]

    def _replacements(self) -> list[tuple[str, str, str]]:
        value = self.fields.get("replace", {})
        if not isinstance(value, Mapping):
            self.fail("'replace' must be a mapping of paths")
        found: list[tuple[str, str, str]] = []
        for path, pairs in value.items():
            for pair in pairs if isinstance(pairs, list) else [pairs]:
                match pair:
                    case {"old": str(old), "new": str(new)} if old and len(pair) == 2:
                        found.append((str(path), old, new))
                    case _:
                        self.fail(f"'replace' of {path} must be a list of {{old: text, new: text}}")
        return found

    def _deleted(self) -> list[str]:
        value = self.fields.get("delete", [])
        if not isinstance(value, list):
            self.fail("'delete' must be a list of paths")
        return [str(path) for path in value]
