"""Versions: which states of the repository are told for ever, and what they are called.

The version of an update is the state at the revision that first published it; a tag `status/*` makes one of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from milepost.errors import RepositoryError
from milepost.facts.telling.told_ledger import PublishedUpdate
from milepost.frozen import dataclass
from milepost.model.history import Commit

TAGS = "status"
_LIKE_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Version:
    """A state that is told for ever.

    `name` is its folder, made of its revision's day in the project's time zone; `aliases` are the tags on the revision
    of an update. `updates` are the ids that the revision published. `before` names the version of the update before it,
    on which its chain of receipts and its shared pages rest: a tag may be set at any time, so nothing rests on one.
    """

    name: str
    commit: Commit
    updates: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    before: str | None = None

    @property
    def revision(self) -> str:
        """The id of the commit."""
        return self.commit.sha


DayOf = Callable[[Commit], date]
"""The day of a commit in the time zone that its charter names."""

Tag = tuple[str, str]
"""A tag's name and the commit it stands on; one that was moved stands on several, as far as versions tell."""


def versions_of(
    line: Sequence[Commit],
    published_updates: Iterable[PublishedUpdate],
    tags: Iterable[Tag],
    day_of: DayOf,
    unreadable: Collection[str] = (),
) -> tuple[Version, ...]:
    """Every version on the first-parent line, in the order of all versions; a tag beside the line is an error.

    A revision that is `unreadable` published nothing: its updates are those of the next one that can be read.
    """
    places = {commit.sha: place for place, commit in enumerate(line)}
    updates: dict[str, list[str]] = {}
    for published in published_updates:
        if sha := _first_readable(line, places.get(published.revision), unreadable):
            updates.setdefault(sha, []).append(published.update)
    marks: dict[str, list[str]] = {}
    for tag, sha in sorted(tags):
        if sha not in places:
            raise RepositoryError(
                f"the tag {tag} stands on {sha[:10]}, which is not on this branch",
                f"build the branch that it belongs to, or set it on a commit of this one: git tag -f {tag} COMMIT",
            )
        if sha not in unreadable:
            marks.setdefault(sha, []).append(_slug(tag))
    order = sorted(places[sha] for sha in {*updates, *marks})
    versions = in_order(_named([line[place] for place in order], updates, marks, day_of), places)
    _refuse_doubles(versions)
    return versions


def in_order(versions: Iterable[Version], places: Mapping[str, int]) -> tuple[Version, ...]:
    """Versions as they follow each other: by the place of their commits on the line, those of one commit by name.

    Tags come and go, and how they are spelled is forgotten with them: the order is that of what stays.
    """
    return tuple(sorted(versions, key=lambda version: (places[version.revision], version.name)))


def _first_readable(line: Sequence[Commit], place: int | None, unreadable: Collection[str]) -> str | None:
    following = line[place:] if place is not None else ()
    return next((commit.sha for commit in following if commit.sha not in unreadable), None)


def _named(
    commits: Iterable[Commit], updates: Mapping[str, list[str]], marks: Mapping[str, list[str]], day_of: DayOf
) -> Iterable[Version]:
    """The versions with their names: numbers tell updates of a day apart, tags their own words."""
    taken: dict[str, int] = {}
    before: str | None = None
    for commit in commits:
        day = day_of(commit).isoformat()
        theirs = sorted(marks.get(commit.sha, ()))
        if commit.sha not in updates:
            yield from (Version(f"{day}-{slug}", commit, before=before) for slug in theirs)
            continue
        number = taken[day] = taken.get(day, 0) + 1
        name = day if number == 1 else f"{day}-{number}"
        yield Version(name, commit, tuple(sorted(updates[commit.sha])), tuple(dict.fromkeys(theirs)), before)
        before = name


def _refuse_doubles(versions: Iterable[Version]) -> None:
    seen: set[str] = set()
    for version in versions:
        if version.name in seen:
            raise RepositoryError(f"two tags {TAGS}/* would both be called {version.name}", "rename one of them")
        seen.add(version.name)


def _slug(tag: str) -> str:
    """A tag's own words as part of an address; those that look like a number or a day are marked as words."""
    slug = _NOT_IN_A_NAME.sub("-", tag.removeprefix(f"{TAGS}/")).strip("-.") or "tag"
    return f"tag-{slug}" if slug.isdigit() or _LIKE_A_DAY.match(slug) else slug


def passed_over(
    line: Sequence[Commit], published_updates: Iterable[PublishedUpdate], told: Mapping[str, str]
) -> frozenset[str]:
    """The revisions that nobody could read when updates were published: by update, `told` has where from they were."""
    places = {commit.sha: place for place, commit in enumerate(line)}
    spans = (
        (places[published.revision], places[told[published.update]])
        for published in published_updates
        if published.revision in places and told.get(published.update) in places
    )
    return frozenset(commit.sha for start, end in spans for commit in line[start:end])
