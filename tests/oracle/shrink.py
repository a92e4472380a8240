"""A history that differs, made as small as it still differs, and told in steps."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from oracle.compare import compare_histories
from oracle.histories.commits import Commit


def shrunk(commits: list[Commit], differ: Callable[[list[Commit]], bool] | None = None) -> list[Commit]:
    """Leave out commits, files and lines as long as the two ledgers differ."""
    differ = differ or _differ
    again = True
    while again:
        again = False
        for smaller in _smaller(commits):
            if smaller != commits and differ(smaller):
                commits, again = smaller, True
                break
    return commits


def told(commits: list[Commit]) -> str:
    """The history in words: each commit with the lines that it takes out and puts in."""
    lines: list[str] = []
    before: dict[str, str] = {}
    for number, commit in enumerate(commits, 1):
        moment = datetime.fromtimestamp(commit.moment, UTC)
        lines.append(f"{number}. {moment:%Y-%m-%dT%H:%M} {' '.join(commit.message.split())}")
        if commit.folder != "content":
            lines.append(f"     in {commit.folder}/")
        for path in sorted(before | commit.files):
            was, now = before.get(path, "").splitlines(), commit.files.get(path, "").splitlines()
            lines += [f"     {path}: - {line}" for line in was if line not in now]
            lines += [f"     {path}: + {line}" for line in now if line not in was]
        before = commit.files
    return "\n".join(lines)


def _differ(commits: list[Commit]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        found = compare_histories(Path(folder) / "r", {0: commits}).differences
    return bool(found) and not any("stopped by ContentError" in line for line in found[0])


def _smaller(commits: list[Commit]) -> Iterator[list[Commit]]:
    for index in range(len(commits)):
        if len(commits) > 1:
            yield commits[:index] + commits[index + 1 :]
    for path in sorted({path for commit in commits for path in commit.files} - {"project.yml", "milestones.yml"}):
        yield [replace(commit, files={p: t for p, t in commit.files.items() if p != path}) for commit in commits]
    if any(commit.folder != "content" for commit in commits):
        yield [replace(commit, folder="content") for commit in commits]
    for line in sorted({line for commit in commits for text in commit.files.values() for line in text.splitlines()}):
        if not line.startswith(("---", "status:", "name:")):
            yield [replace(c, files={p: _without(t, line) for p, t in c.files.items()}) for c in commits]
    for index, commit in enumerate(commits):
        for plain in _plainer(commit):
            yield [*commits[:index], plain, *commits[index + 1 :]]
        if "\n\n" in commit.message:
            yield [*commits[:index], replace(commit, message="Work\n"), *commits[index + 1 :]]
        for path, text in commit.files.items():
            for line in text.splitlines():
                if line.startswith("- {"):
                    files = commit.files | {path: _without(text, line)}
                    yield [*commits[:index], replace(commit, files=files), *commits[index + 1 :]]


def _plainer(commit: Commit) -> Iterator[Commit]:
    """The same commit with less around it."""
    if commit.topic or commit.others:
        yield replace(commit, topic=[], others=[])
    if commit.written is not None:
        yield replace(commit, written=None)
    plain = {path: text.replace("\r\n", "\n") for path, text in commit.files.items()}
    if plain != commit.files:
        yield replace(commit, files=plain)


def _without(text: str, line: str) -> str:
    left = [other for other in text.splitlines() if other != line]
    return "\n".join(left) + "\n" if left else "[]\n"
