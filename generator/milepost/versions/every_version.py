"""The collection: every version in its place, those that were there already and those built now."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from milepost.errors import ContentError, SiteError
from milepost.facts.binding import Otherwise, Told
from milepost.project import Project
from milepost.site.layout import Layout
from milepost.site.workshop.processes import helpers
from milepost.source.content import read_gate
from milepost.source.history import read_files
from milepost.versions.checkout import layout_of
from milepost.versions.one_version import Bound, Known, Order, build_edition, foresee
from milepost.versions.receipts.account import Account
from milepost.versions.receipts.manifests import NAME, Link, Manifest, generator
from milepost.versions.receipts.published import Shelf
from milepost.versions.sharing import FOLDER, STATE, Blobs, Places, folder_of, places_in, unchanged
from milepost.versions.which.naming import Version

Progress = Callable[[int, int], None]
"""Is told how many versions are built, and how many there are to build."""
# Below this a process of its own costs more than it saves.
_WORTH_IT = 3


@dataclass(frozen=True, slots=True)
class Collection:
    """Every version with its manifest, oldest first.

    `kept` were there, `healed` were there and not what their manifests say. `unreadable` are revisions that gave no
    version, `plain` versions whose own configuration could not be used, and why; `told` has the entries of those that
    were built.
    """

    versions: tuple[Version, ...]
    manifests: Mapping[str, Manifest]
    kept: frozenset[str]
    healed: frozenset[str] = frozenset()
    unreadable: Mapping[str, str] = field(default_factory=dict)
    plain: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, tuple[Told, ...]] = field(default_factory=dict)


Plan = Callable[[frozenset[str]], tuple[Version, ...]]
"""Gives the versions there are, when these revisions cannot be read."""
OtherwiseOf = Callable[[str], tuple[Otherwise, ...]]
"""The entries that had been told otherwise when a version was built."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a collection: the versions of a project, beside those on a shelf, built below a target.

    Those that are `bound` were published, and only come about as their manifests say.
    """

    project: Project
    plan: Plan
    unreadable: frozenset[str]
    shelf: Shelf
    target: Path
    known: Known
    keep_any: bool
    progress: Progress
    bound: Mapping[str, Manifest] = field(default_factory=dict)
    otherwise: OtherwiseOf = lambda version: ()


def collect(request: Request) -> Collection:
    """Build every version that is not on the shelf; with `keep_any`, whatever built those that are."""
    failed: dict[str, str] = {}
    works = _Works(request)
    while True:
        versions = request.plan(request.unreadable | failed.keys())
        kept = _kept(versions, request)
        bound = works.build(versions, kept)
        now = {v.revision: bound[v.name].unreadable for v in versions if v.name in bound and bound[v.name].unreadable}
        if not now:
            manifests = _manifests(versions, kept, bound, request.target, request.otherwise)
            healed = frozenset(request.shelf.manifests().keys() & bound.keys()) if request.keep_any else frozenset()
            return Collection(versions, manifests, frozenset(kept), healed, failed, _plain(bound), _told(bound))
        failed |= now


@contextmanager
def collecting(request: Request) -> Iterator[tuple[Collection, Callable[[], Collection]]]:
    """A collection that is foreseen while its few new versions are built elsewhere, and a way to wait for it.

    What is foreseen has everything but the files of the new versions, so that its receipts of them are not the right
    ones yet. Raises UnforeseenError where it cannot be foreseen.
    """
    versions = request.plan(request.unreadable)
    kept = _kept(versions, request)
    works = _Works(request)
    orders = list(works.orders(versions, kept))
    rested_on = {manifest.previous.version for manifest in kept.values() if manifest.previous}
    if not 0 < len(orders) < _WORTH_IT or rested_on & {order.version.name for order in orders}:
        raise UnforeseenError
    try:
        foreseen = {order.version.name: foresee(order, request.known) for order in orders}
    except ContentError as error:
        raise UnforeseenError from error
    with helpers(len(orders)) as pool:
        waiting = {order.version.name: pool.submit(build_edition, order) for order in orders}

        def finish() -> Collection:
            bound = {name: future.result() for name, future in waiting.items()}
            if any(result.unreadable for result in bound.values()):
                raise UnforeseenError
            manifests = _manifests(versions, kept, bound, request.target, request.otherwise)
            return Collection(versions, manifests, frozenset(kept), plain=_plain(bound), told=_told(bound))

        manifests = _manifests(versions, kept, foreseen, None, request.otherwise)
        yield Collection(versions, manifests, frozenset(kept)), finish


class UnforeseenError(Exception):
    """What the new versions will be cannot be said before they are built."""


def _plain(bound: Mapping[str, Bound]) -> dict[str, str]:
    return {name: result.instead for name, result in sorted(bound.items()) if result.instead}


def _kept(versions: Sequence[Version], request: Request) -> dict[str, Manifest]:
    return (_published if request.keep_any else _same)(versions, request.shelf)


def _same(versions: Iterable[Version], shelf: Shelf) -> dict[str, Manifest]:
    """What need not be built: the same revision, by the same generator, on the same chain, and whole."""
    kept: dict[str, Manifest] = {}
    shelved = shelf.manifests()
    for version in versions:
        manifest, before = shelved.get(version.name), kept.get(version.before or "")
        link = Link(before.version or "", before.receipt) if before else None
        is_same = (
            manifest
            and manifest.revision == version.revision
            and manifest.generator == generator()
            and manifest.previous == link
        )
        if manifest and is_same and not shelf.damaged(manifest):
            kept[version.name] = manifest
    return kept


def _published(versions: Iterable[Version], shelf: Shelf) -> dict[str, Manifest]:
    """What was published stays, whatever built it; what is damaged can be built again by what built it."""
    kept: dict[str, Manifest] = {}
    shelved = shelf.manifests()
    for version in versions:
        if (manifest := shelved.get(version.name)) is None:
            continue
        damaged = shelf.damaged(manifest)
        if damaged and manifest.generator != generator():
            raise SiteError(
                f"{damaged[0]}: is not what its manifest says, and milepost"
                f" {manifest.generator.get('milepost')} made it (put the file back, or publish with that one)"
            )
        if not damaged:
            kept[version.name] = manifest
    return kept


class _Works:
    """Builds versions in parallel; what was built once is not built again unless its order changed."""

    def __init__(self, request: Request) -> None:
        self._project = request.project
        self._target = request.target
        self._known = request.known
        self._bound = request.bound
        self._progress = request.progress
        self._layouts: dict[str, Layout] = {}
        self._built: dict[str, tuple[Order, Bound]] = {}

    def build(self, versions: Sequence[Version], kept: Mapping[str, Manifest]) -> dict[str, Bound]:
        """Every version that is not kept, by name."""
        orders = list(self.orders(versions, kept))
        todo = [order for order in orders if self._built.get(order.version.name, (None,))[0] != order]
        for order in todo:
            shutil.rmtree(self._target / folder_of(order.version.name), ignore_errors=True)
        self._progress(0, len(todo))
        for done, (order, bound) in enumerate(_run(todo, self._known), 1):
            self._built[order.version.name] = order, bound
            self._progress(done, len(todo))
        return {order.version.name: self._built[order.version.name][1] for order in orders}

    def orders(self, versions: Sequence[Version], kept: Mapping[str, Manifest]) -> Iterator[Order]:
        """What there is to build, in the order of the versions."""
        repository = self._project.repository
        by_name = {version.name: version for version in versions}
        places: dict[str, Places] = {}
        ever: dict[str, Places] = {}
        for version in versions:
            past = ever[version.before] if version.before else {}
            if version.name in kept:
                places[version.name] = places_of(kept[version.name])
            else:
                layout = self._layout(version)
                files = repository.files_at(version.revision, layout.prefix)
                shown = self._shown(version, layout, files)
                elsewhere = self._unchanged(version, files, by_name, places)
                places[version.name] = places_in(version.name, shown, elsewhere)
                departed = {page: place for page, place in past.items() if page not in places[version.name]}
                is_bound = version.name in self._bound
                yield Order(repository.root, version, layout, elsewhere, departed, self._target, is_bound)
            ever[version.name] = {**past, **_pages(places[version.name])}

    def _unchanged(
        self, version: Version, files: Blobs, by_name: Mapping[str, Version], places: Mapping[str, Places]
    ) -> Places:
        if version.before is None:
            return {}
        repository, before = self._project.repository, by_name[version.before]
        files_before = repository.files_at(before.revision, self._layout(before).prefix)
        return unchanged(files, files_before, places[before.name], lambda blobs: dict(repository.read_blobs(blobs)))

    def _shown(self, version: Version, layout: Layout, files: Blobs) -> Blobs:
        """The files that a version publishes: what it keeps at home stands nowhere."""
        if self._known.place == (version.revision, layout.prefix) and self._known.reading:
            gate = self._known.reading.gate
        else:
            gate = read_gate(read_files(self._project.repository, version.revision, layout.prefix))
        return {path: blob for path, blob in files.items() if gate.lets_through(path) or path in gate.records}

    def _layout(self, version: Version) -> Layout:
        if version.name not in self._layouts:
            project = self._project
            layout = layout_of(project.repository, version.revision, project.configuration, project.prefix)
            bound = self._bound.get(version.name)
            self._layouts[version.name] = layout if bound is None or bound.configured else layout.plain()
        return self._layouts[version.name]


def _run(orders: Sequence[Order], known: Known) -> Iterator[tuple[Order, Bound]]:
    """Every order with its result, in the order in which they are done."""
    workers = min(len(orders), os.cpu_count() or 1)
    if workers < 2 or len(orders) < _WORTH_IT:
        yield from ((order, build_edition(order, known)) for order in orders)
        return
    with helpers(workers) as pool:
        waiting = {pool.submit(build_edition, order): order for order in orders}
        for done in as_completed(waiting):
            yield waiting[done], done.result()


def _pages(places: Places) -> Places:
    return {path: place for path, place in places.items() if path.endswith("/index.html") and path not in STATE}


def places_of(manifest: Manifest) -> Places:
    """Where the records of a published version stand, by where they would stand in it."""
    addresses = (address for address in manifest.files if address.startswith(f"{FOLDER}/"))
    return {address.split("/", 2)[2]: address for address in addresses}


def _told(bound: Mapping[str, Bound]) -> dict[str, tuple[Told, ...]]:
    return {name: result.told for name, result in bound.items()}


def _manifests(
    versions: Iterable[Version],
    kept: Mapping[str, Manifest],
    bound: Mapping[str, Bound],
    target: Path | None,
    otherwise: OtherwiseOf,
) -> dict[str, Manifest]:
    """The manifest of each version, those of the new ones written to their place, if there is one."""
    manifests: dict[str, Manifest] = {}
    for version in versions:
        manifest = kept.get(version.name) or _manifest(version, bound[version.name], manifests, otherwise)
        link = manifest.previous
        if link and link.version in manifests and manifests[link.version].receipt != link.manifest:
            raise SiteError(
                f"the chain of receipts is broken: {version.name} rests on another {link.version} than the one there"
                " (milepost verify tells what was altered; nothing was published)"
            )
        manifests[version.name] = manifest
        if target and version.name not in kept:
            (target / folder_of(version.name) / NAME).write_text(manifest.text, "utf-8")
    return manifests


def _manifest(version: Version, bound: Bound, before: Mapping[str, Manifest], otherwise: OtherwiseOf) -> Manifest:
    assert bound.telling, "only what could be read is bound"
    known = before[version.before].files if version.before else {}
    # What MkDocs leaves out stands nowhere.
    elsewhere = {address: known[address] for address in bound.elsewhere if address in known}
    return Manifest(
        version=version.name,
        revision=version.revision,
        tree=version.commit.tree,
        updates=tuple(update for update in version.updates if update in bound.updates),
        status_date=bound.status_date,
        status=bound.telling,
        generator=generator(),
        previous=Link(version.before, before[version.before].receipt) if version.before else None,
        scripts=bound.scripts,
        objects=bound.objects,
        configured=not bound.is_plain,
        files=dict(sorted({**bound.files, **elsewhere}.items())),
        ledger=Account(bound.told, otherwise(version.name)).ledger,
    )
