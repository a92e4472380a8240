"""The whole site: today's pages with every version below them, and the receipts of all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from milepost.facts.report.report import StatusReport
from milepost.facts.telling.binding import Otherwise, Told
from milepost.frozen import dataclass
from milepost.memory.works import Works
from milepost.pipeline import AsOf, Reading, read_report
from milepost.project.opening import Project
from milepost.source.checks.judging import Judging
from milepost.versions.archive import archive_of_all
from milepost.versions.every_version import Builder, Progress
from milepost.versions.making.checkout import layout_of
from milepost.versions.making.order import Known
from milepost.versions.making.result import Unbuildable, Unreadable
from milepost.versions.newest import NewestSite, make_pages, place_pages
from milepost.versions.orders import Orders
from milepost.versions.published.policy import Policy
from milepost.versions.receipts.account import Account, account_of
from milepost.versions.receipts.chain import OtherwiseOf, chain_of, write_manifests
from milepost.versions.receipts.manifests import Manifest
from milepost.versions.receipts.summaries import Summary, summary_of
from milepost.versions.which.in_git import VersionsInGit
from milepost.versions.which.naming import Tag, Version

# With so many content files, today's pages take so long that another process pays, which loads and reads all once more.
_LARGE = 1000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a project's site as its history stands at `ref`, with what the policy makes of versions.

    Today's pages are told for the day of the `moment`, unless the revision fixes another or `as_of` names one; `now`
    guards against wrong clocks. `account_for` gives what is told of the ledger beside a report, `otherwise` what had
    been told otherwise when a version was built (None: all that is), `tags` which there were (None: as git has them).
    Who `takes_over` has today's pages made with what earlier builds made of the same, and proves nothing by them.
    """

    project: Project
    policy: Policy
    ref: str = "HEAD"
    now: datetime | None = None
    moment: datetime | None = None
    as_of: AsOf | None = None
    tags: Collection[Tag] | None = None
    account_for: Callable[[StatusReport], Account] = account_of
    otherwise: OtherwiseOf | None = None
    strict: bool = False
    takes_over: bool = False


@dataclass(frozen=True, slots=True)
class WholeSite:
    """What was built: today's pages and the new versions; the files of those that were `kept` are not among it.

    `versions` are all there are, oldest first. `healed` were there and not what their manifests say; `unreadable` are
    revisions that gave no version, `plain` versions whose own configuration could not be used as it is, what was done
    and why; `unbuildable` those that are taken as they were published, and why; `told` has the entries of those that
    were built, `needless` what was left out of them and is here.
    """

    today: Manifest
    reading: Reading
    versions: tuple[Version, ...]
    manifests: Mapping[str, Manifest]
    kept: frozenset[str]
    healed: frozenset[str] = frozenset()
    unreadable: Mapping[str, str] = field(default_factory=dict)
    plain: Mapping[str, str] = field(default_factory=dict)
    unbuildable: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, tuple[Told, ...]] = field(default_factory=dict)
    needless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def build_whole_site(wanted: Wanted, target: Path, progress: Progress) -> WholeSite:
    """Build into an empty folder what the state at `ref` adds to what is there."""
    with wanted.project.repository.one_reader():
        return _built(wanted, target, progress)


def _built(wanted: Wanted, target: Path, progress: Progress) -> WholeSite:
    state = _State(wanted)
    builder, orders = Builder(target, state.known, progress), Orders(wanted.project, target, state.known, state.bound)
    policy, unreadable, unbuildable = wanted.policy, dict[str, str](), dict[str, str]()
    while True:
        versions = state.versions(unreadable, policy)
        kept = policy.kept(versions)
        known = {name: summary_of(manifest) for name, manifest in kept.items()}
        todo = list(orders.of(versions, {name: summary.places for name, summary in known.items()}))
        with (
            TemporaryDirectory(prefix=".today-", dir=target) as room,
            builder.building(todo, meanwhile=state.is_large) as building,
        ):
            says: dict[str, Summary | Unreadable | Unbuildable] = {**known, **building.says}
            failed, cannot = _failed(versions, says), _unbuildable(says)
            if not failed and not cannot:
                today = state.today(versions, _readable(says))
                pages = make_pages(today, Path(room), state.works, strict=wanted.strict)
            results = building.finish()
            failed, cannot = failed | _failed(versions, results), cannot | _unbuildable(results)
            if not failed and not cannot:
                built = _readable(results)
                manifests = chain_of(versions, kept, built, state.otherwise)
                write_manifests({name: manifests[name] for name in built}, target)
                return WholeSite(
                    today=place_pages(today, pages, manifests, target),
                    reading=state.reading,
                    versions=versions,
                    manifests=manifests,
                    kept=frozenset(kept),
                    healed=frozenset(state.bound.keys() & built.keys() & policy.there.manifests().keys()),
                    unreadable=unreadable,
                    plain={name: one.instead for name, one in sorted(built.items()) if one.instead},
                    unbuildable=unbuildable,
                    told={name: one.told for name, one in built.items()},
                    needless={name: one.needless for name, one in sorted(built.items()) if one.needless},
                )
        unreadable |= failed
        unbuildable |= cannot
        policy = policy.without(cannot) if cannot else policy


class _State:
    """What the history says at the revision that is asked for."""

    def __init__(self, wanted: Wanted) -> None:
        repository, project = wanted.project.repository, wanted.project
        sha = repository.sha(wanted.ref)
        self._wanted = wanted
        self._layout = layout_of(repository, sha, project.configuration, project.prefix)
        as_of = wanted.as_of or AsOf(None, self._layout.status_date, wanted.moment)
        today = wanted.now.date() if wanted.now else None
        self.reading = read_report(repository, self._layout.prefix, wanted.ref, as_of, Judging(today))
        self.known = Known(repository, (sha, self._layout.prefix), self.reading)
        self.bound = wanted.policy.bound
        self.works = Works.of("versions", str(project.content)) if wanted.takes_over else None
        self._in_git = VersionsInGit(project, self.reading.report.published_updates, wanted.ref, wanted.tags)
        self._account = wanted.account_for(self.reading.report)
        self.is_large = len(repository.files_at(sha, self._layout.prefix)) >= _LARGE

    def versions(self, unreadable: Mapping[str, str], policy: Policy) -> tuple[Version, ...]:
        """The versions there are, when these revisions cannot be read."""
        there = policy.there if policy.stays else None
        passed_over = self._in_git.passed_over(policy.there.manifests())
        return self._in_git.versions(passed_over | unreadable.keys(), there, self._wanted.now)

    def otherwise(self, version: str) -> tuple[Otherwise, ...]:
        """What had been told otherwise when a version was built."""
        return self._wanted.otherwise(version) if self._wanted.otherwise else self._account.otherwise

    def today(self, versions: tuple[Version, ...], says: Mapping[str, Summary]) -> NewestSite:
        """What today's pages are made of."""
        report, line = self.reading.report, self._in_git.line
        archive = replace(archive_of_all(versions, says, report, line), otherwise=self._account.otherwise)
        newest = next((version.name for version in reversed(versions) if version.updates), None)
        repository = self._wanted.project.repository
        return NewestSite(repository, line[-1], self._layout, self.reading, archive, says, newest, self._account)


def _failed(versions: Iterable[Version], results: Mapping[str, object]) -> dict[str, str]:
    """The revisions that give no version, and why."""
    found = ((version.revision, results.get(version.name)) for version in versions)
    return {revision: result.reason for revision, result in found if isinstance(result, Unreadable)}


def _unbuildable(results: Mapping[str, object]) -> dict[str, str]:
    """The versions that cannot be built here as they were, and why."""
    return {name: str(result) for name, result in results.items() if isinstance(result, Unbuildable)}


def _readable(results: Mapping[str, T | Unreadable | Unbuildable]) -> dict[str, T]:
    return {name: result for name, result in results.items() if not isinstance(result, Unreadable | Unbuildable)}
