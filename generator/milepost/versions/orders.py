"""Orders: what there is to build of each version, and what of it stands in an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from milepost.project.opening import Project
from milepost.site.layout import Layout
from milepost.source.content import read_gate
from milepost.source.latest import read_files
from milepost.versions.making.checkout import layout_of
from milepost.versions.making.order import Known, Order
from milepost.versions.receipts.manifests import Manifest
from milepost.versions.sharing import STATE, Blobs, Places, places_in, unchanged
from milepost.versions.which.naming import Version


class Orders:
    """Says what to build of a project's versions below a target; those that are `bound` come about as they were."""

    def __init__(self, project: Project, target: Path, known: Known, bound: Mapping[str, Manifest]) -> None:
        self._project = project
        self._target = target
        self._known = known
        self._bound = bound
        self._layouts: dict[str, Layout] = {}

    def of(self, versions: Sequence[Version], kept: Mapping[str, Places]) -> Iterator[Order]:
        """What there is to build, in the order of the versions; those that are kept say where their records stand."""
        repository = self._project.repository
        by_name = {version.name: version for version in versions}
        places: dict[str, Places] = {}
        ever: dict[str, Places] = {}
        for version in versions:
            past = ever[version.before] if version.before else {}
            if version.name in kept:
                places[version.name] = kept[version.name]
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
            if bound and not bound.configured:
                layout = layout.plain()
            elif bound and layout.configuration:
                layout = replace(layout, without=bound.left_out)
            self._layouts[version.name] = layout
        return self._layouts[version.name]


def _pages(places: Places) -> Places:
    return {path: place for path, place in places.items() if path.endswith("/index.html") and path not in STATE}
