"""Days: on which day a commit was made, in the time zone of the charter that it came with.

The charter of that commit, not today's: what a day was called must not change when a project moves.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from milepost.git.repository import Repository
from milepost.model.history import Commit
from milepost.source.content import read_charter

_UTC = ZoneInfo("UTC")


def days_of(repository: Repository, commits: Iterable[Commit], prefix: str) -> dict[str, date]:
    """The day of each commit by its id; one whose charter cannot be read counts in UTC."""
    commits = tuple(commits)
    places = {commit.sha: (commit.sha, _charter(repository.known_as(prefix, commit.sha))) for commit in commits}
    charters = repository.read_paths(places.values())
    zones = {data: _zone(data) for data in set(charters.values())}
    return {c.sha: c.committed_at.astimezone(zones[charters[places[c.sha]]]).date() for c in commits}


def day_of(repository: Repository, sha: str, prefix: str) -> date:
    """The day of one commit."""
    return days_of(repository, [repository.line(sha)[-1]], prefix)[sha]


def _charter(prefix: str) -> str:
    return "project.yml" if prefix in {"", "."} else f"{prefix}/project.yml"


def _zone(data: bytes | None) -> ZoneInfo:
    charter, *_ = read_charter(data or b"")
    return ZoneInfo(charter.timezone) if charter else _UTC
