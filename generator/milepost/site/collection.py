"""The collection: every version in its place, those that were there already and those built now."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from milepost.errors import SiteError
from milepost.site.editions import FOLDER, Places, folder_of, places_in, unchanged
from milepost.site.one_edition import Bound, Order, build_edition
from milepost.site.project import Project
from milepost.site.receipts import NAME, Link, Manifest, generator
from milepost.site.replica import Layout, layout_of
from milepost.site.shelf import Shelf
from milepost.site.versions import Version, without

Progress = Callable[[int, int], None]
"""Is told how many versions are built, and how many there are to build."""
# Below this a process of its own costs more than it saves.
_WORTH_IT = 3
_PASSED_OVER = "it was left out already when the version after it was published"


@dataclass(frozen=True, slots=True)
class Collection:
    """Every version with its manifest, oldest first; `kept` were there, `unreadable` says why others are not."""

    versions: tuple[Version, ...]
    manifests: Mapping[str, Manifest]
    kept: frozenset[str]
    unreadable: Mapping[str, str] = field(default_factory=dict)


def collect(
    project: Project,
    versions: Sequence[Version],
    shelf: Shelf,
    target: Path,
    *,
    keep_any: bool,
    progress: Progress,
) -> Collection:
    """Build below the target every version that is not on the shelf; with `keep_any`, whatever built those that are."""
    shelved = shelf.manifests()
    unreadable = dict.fromkeys(passed_over(versions, shelved), _PASSED_OVER)
    works = _Works(project, target, progress)
    while True:
        readable = without(versions, unreadable)
        kept = _kept(readable, shelf, shelved, keep_any=keep_any)
        bound = works.build(readable, kept)
        failed = {name: result.unreadable for name, result in bound.items() if result.unreadable}
        if not failed:
            return Collection(readable, _manifests(readable, kept, bound, target), frozenset(kept), unreadable)
        unreadable |= failed


def passed_over(versions: Sequence[Version], shelved: Mapping[str, Manifest]) -> Iterator[str]:
    """The versions that published ones do not count among those before them: nobody could read them then."""
    between: list[str] = []
    for version in versions:
        manifest = shelved.get(version.name)
        if manifest and version.updates:
            before = manifest.previous.version if manifest.previous else None
            start = between.index(before) + 1 if before in between else 0
            yield from (name for name in between[start:] if name not in shelved)
            between = []
        if version.updates:
            between.append(version.name)


def _kept(
    versions: Iterable[Version], shelf: Shelf, shelved: Mapping[str, Manifest], *, keep_any: bool
) -> dict[str, Manifest]:
    """What may stay: the same revision, built by the same generator, on the same chain, and whole."""
    kept: dict[str, Manifest] = {}
    for version in versions:
        manifest = shelved.get(version.name)
        if manifest is None or manifest.revision != version.revision:
            continue
        before = kept.get(version.before or "")
        link = Link(before.version or "", before.receipt) if before else None
        is_same = manifest.generator == generator() and manifest.previous == link
        if keep_any or (is_same and shelf.is_whole(manifest)):
            kept[version.name] = manifest
    return kept


class _Works:
    """Builds versions in parallel; what was built once is not built again unless its order changed."""

    def __init__(self, project: Project, target: Path, progress: Progress) -> None:
        self._project = project
        self._target = target
        self._progress = progress
        self._layouts: dict[str, Layout] = {}
        self._built: dict[str, tuple[Order, Bound]] = {}

    def build(self, versions: Sequence[Version], kept: Mapping[str, Manifest]) -> dict[str, Bound]:
        """Every version that is not kept, by name."""
        orders = list(self._orders(versions, kept))
        todo = [order for order in orders if self._built.get(order.version.name, (None,))[0] != order]
        for order in todo:
            shutil.rmtree(self._target / folder_of(order.version.name), ignore_errors=True)
        self._progress(0, len(todo))
        for done, (order, bound) in enumerate(_run(todo), 1):
            self._built[order.version.name] = order, bound
            self._progress(done, len(todo))
        return {order.version.name: self._built[order.version.name][1] for order in orders}

    def _orders(self, versions: Sequence[Version], kept: Mapping[str, Manifest]) -> Iterator[Order]:
        repository = self._project.repository
        places: dict[str, Places] = {name: places_of(manifest) for name, manifest in kept.items()}
        by_name = {version.name: version for version in versions}
        for version in versions:
            if version.name in kept:
                continue
            layout = self._layout(version)
            files = repository.files_at(version.revision, layout.prefix)
            elsewhere: Places = {}
            if version.before:
                before = by_name[version.before]
                files_before = repository.files_at(before.revision, self._layout(before).prefix)
                elsewhere = unchanged(files, files_before, places[before.name])
            places[version.name] = places_in(version.name, files, elsewhere)
            yield Order(repository.root, version, layout, elsewhere, self._target)

    def _layout(self, version: Version) -> Layout:
        if version.name not in self._layouts:
            project = self._project
            self._layouts[version.name] = layout_of(
                project.repository, version.revision, project.configuration, project.prefix
            )
        return self._layouts[version.name]


def _run(orders: Sequence[Order]) -> Iterator[tuple[Order, Bound]]:
    """Every order with its result, in the order in which they are done."""
    workers = min(len(orders), os.cpu_count() or 1)
    if workers < 2 or len(orders) < _WORTH_IT:
        yield from ((order, build_edition(order)) for order in orders)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        try:
            waiting = {pool.submit(build_edition, order): order for order in orders}
            for done in as_completed(waiting):
                yield waiting[done], done.result()
        except BrokenProcessPool as error:
            raise SiteError("a process that built versions was ended from outside (is there enough memory?)") from error
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def places_of(manifest: Manifest) -> Places:
    """Where the records of a published version stand, by where they would stand in it."""
    addresses = (address for address in manifest.files if address.startswith(f"{FOLDER}/"))
    return {address.split("/", 2)[2]: address for address in addresses}


def _manifests(
    versions: Iterable[Version], kept: Mapping[str, Manifest], bound: Mapping[str, Bound], target: Path
) -> dict[str, Manifest]:
    """The manifest of each version, those of the new ones written to their place."""
    manifests: dict[str, Manifest] = {}
    for version in versions:
        manifests[version.name] = kept.get(version.name) or _manifest(version, bound[version.name], manifests)
        if version.name not in kept:
            place = target / folder_of(version.name) / NAME
            place.write_text(manifests[version.name].text(), "utf-8")
    return manifests


def _manifest(version: Version, bound: Bound, before: Mapping[str, Manifest]) -> Manifest:
    assert bound.telling, "only what could be read is bound"
    known = before[version.before].files if version.before else {}
    return Manifest(
        version=version.name,
        revision=version.revision,
        tree=version.commit.tree,
        updates=version.updates,
        status_date=bound.status_date,
        status=bound.telling,
        generator=generator(),
        previous=Link(version.before, before[version.before].receipt) if version.before else None,
        scripts=bound.scripts,
        files=dict(sorted({**bound.files, **{address: known[address] for address in bound.elsewhere}}.items())),
    )
