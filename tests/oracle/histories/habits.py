"""What people do with git, folders and editors that changes little or nothing of what is said.

Each function is one happening, to a history that is made already: its last commit says in the end what it said before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from oracle.histories.commits import Commit
from oracle.histories.projects import BREAKS
from oracle.histories.styles import STYLES, parted, renamed

Commits = list[Commit]
Habit = Callable[[Commits, Random], Commits]


def with_habits(commits: Commits, seed: int, number: int) -> Commits:
    """The history with some such happenings, by chances of their own, so that all else happens as it would without."""
    chance = Random(f"habits {seed}")  # noqa: S311 - a seed, not a secret
    for _ in range(number):
        commits = chance.choice(HABITS)(commits, chance)
    return commits


def restyle(commits: Commits, chance: Random) -> Commits:
    """Comments, another order of keys, other ends of lines: by themselves or with what follows, for a while."""
    style = chance.choice(STYLES)
    first, last = _span(commits, chance)
    changed = [
        replace(commit, files={path: style(path, text) for path, text in commit.files.items()}) for commit in commits
    ]
    alone = [_later(changed[first - 1], chance)] if chance.random() < 0.7 else []
    return [*commits[:first], *alone, *changed[first:last], *commits[last:]]


def part(commits: Commits, chance: Random) -> Commits:
    """Lists become a file an item, and one list again."""
    first, last = _span(commits, chance)
    changed = [replace(commit, files=parted(commit.files)) for commit in commits]
    alone = [_later(changed[first - 1], chance)] if chance.random() < 0.5 else []
    return [*commits[:first], *alone, *changed[first:last], *commits[last:]]


def move_folder(commits: Commits, chance: Random) -> Commits:
    """The folder of the content gets another name: by itself, or with what else is done; now and then it goes back."""
    first, last = _span(commits, chance)
    last = last if chance.random() < 0.4 else len(commits)
    moved = [replace(commit, folder="told" if commit.folder != "told" else "content") for commit in commits]
    alone = [_later(moved[first - 1], chance)] if chance.random() < 0.5 else []
    return [*commits[:first], *alone, *moved[first:last], *commits[last:]]


def merge_many(commits: Commits, chance: Random) -> Commits:
    """A commit merges several branches at once, which say what was said at some time, or nobody could read."""
    place = chance.randrange(len(commits))
    sides = [chance.choice(commits) for _ in range(chance.randint(2, 4))]
    found = [replace(commits[place], topic=[], others=[], files=side.files, folder=side.folder) for side in sides]
    return [*commits[:place], replace(commits[place], others=found), *commits[place + 1 :]]


def revert_merge(commits: Commits, chance: Random) -> Commits:
    """A merge is reverted at once or later, and that, too."""
    if len(commits) < 3:
        return commits
    place = chance.choice([n for n in range(1, len(commits) - 1) if commits[n].topic] or range(1, len(commits) - 1))
    merge, before = commits[place], commits[place - 1]
    merge = merge if merge.topic else replace(merge, topic=[replace(merge)])
    reverts = [_later(before, chance, merge, 'Revert "Merge the branch"')]
    if chance.random() < 0.7:
        reverts.append(_later(merge, chance, reverts[-1], 'Reapply "Merge the branch"'))
    return [*commits[:place], merge, *reverts, *commits[place + 1 :]]


def rename_aside(commits: Commits, chance: Random) -> Commits:
    """An item gets another id at the side while others go on with it on the line; then both are brought together."""
    if len(commits) < 3:
        return commits
    place = chance.randrange(1, len(commits) - 1)
    name = chance.choice(_names(commits[place].files) or ["a"])
    aside, line = (
        replace(c, files=renamed(c.files, name), topic=[], others=[]) for c in commits[place - 1 : place + 1]
    )
    brought = aside if chance.random() < 0.3 else line  # Seldom what was done on the line meanwhile is lost.
    merge = replace(_later(brought, chance, line, "Merge the branch"), others=[aside], forked=2)
    rest = commits[place + 1 :]
    stays = min(chance.choice((0, 1, len(rest))), len(rest) - 1)
    renamed_rest = [replace(commit, files=renamed(commit.files, name)) for commit in rest[:stays]]
    return [*commits[: place + 1], merge, *renamed_rest, *rest[stays:]]


def break_and_mend(commits: Commits, chance: Random) -> Commits:
    """A file cannot be read after one commit and can after the next, which may do nothing else."""
    place = chance.randrange(1, len(commits)) if len(commits) > 1 else 1
    before = commits[place - 1]
    path = chance.choice(sorted(before.files))
    broken = _later(replace(before, files=before.files | {path: BREAKS["bracket"](before.files[path])}), chance, before)
    mended = [_later(before, chance, broken)] if chance.random() < 0.6 else []
    return [*commits[:place], broken, *mended, *commits[place:]]


def write_early(commits: Commits, chance: Random) -> Commits:
    """Commits were written long before, or after, they came to the line, as when a branch is rebased."""
    away = chance.choice((-400, -40, -3, 5, 300)) * 86_400
    first, last = _span(commits, chance)
    return [
        replace(commit, written=commit.moment + away) if first - 1 <= place < last else commit
        for place, commit in enumerate(commits)
    ]


HABITS: tuple[Habit, ...] = (
    *(restyle, part, move_folder, merge_many),
    *(revert_merge, rename_aside, break_and_mend, write_early),
)


def _names(files: dict[str, str]) -> list[str]:
    """The ids there are."""
    return sorted({found for text in files.values() for found in re.findall(r'^- \{id: "([^"]+)"', text, re.MULTILINE)})


def _span(commits: Commits, chance: Random) -> tuple[int, int]:
    """From which commit, never the first, until before which one; the last is outside, or all up to the end is in."""
    first = chance.randrange(1, len(commits)) if len(commits) > 1 else 1
    return first, min(len(commits) - 1, first + chance.choice((0, 0, 1, 3)))


def _later(said: Commit, chance: Random, after: Commit | None = None, subject: str = "Tidy up") -> Commit:
    """One more commit soon after another, which says what one says."""
    moment = (after or said).moment + chance.choice((60, 3600, 86_400, 4 * 86_400))
    return replace(said, moment=moment, message=f"{subject}\n", topic=[], others=[], written=None)
