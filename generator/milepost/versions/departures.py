"""Departures: of the pages that are gone, those that left in the open. What is internal now gets no signpost."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from milepost.facts.events import EventName
from milepost.git.log.raw_log import FileChange
from milepost.git.repository import Repository
from milepost.model.gate import Gate
from milepost.model.places import GLOSSARY_PAGE, address, folder_of
from milepost.model.registers import REGISTERS
from milepost.pipeline import Reading
from milepost.source.content import read_gate
from milepost.versions.sharing import site_path

_FOLDERS = tuple(folder for register in REGISTERS if (folder := folder_of(register.page)))


def left_in_the_open(
    pages: Iterable[str], repository: Repository, sha: str, prefix: str, reading: Reading
) -> frozenset[str]:
    """Of pages that the site at a revision has no more, by address, those that anybody may be told of.

    Such a page was public until it was deleted: it is not there and internal, nor was it when it was deleted, nor did
    an internal page come in its place at that moment.
    """
    asked = set(pages) - {site_path(path) for path in reading.gate.kept}
    items = {page for page in asked if page.startswith(_FOLDERS)}
    told = {f"{address(e.kind, e.id)}index.html" for e in reading.report.events if e.event is EventName.VANISHED}
    free = {path: page for page in asked - items for path in _sources(page)}
    public = {free[path] for path in _deleted_in_public(repository, sha, prefix, free)}
    return frozenset((items & told) | public | (asked & {site_path(GLOSSARY_PAGE)}))


def _sources(page: str) -> Iterator[str]:
    """The files that may have stood behind an address."""
    folder = posixpath.dirname(page)
    yield from (f"{folder}.md", f"{folder}/index.md", f"{folder}/README.md")


def _deleted_in_public(repository: Repository, sha: str, prefix: str, paths: Mapping[str, str]) -> Iterator[str]:
    last: dict[str, tuple[FileChange, ...]] = {}
    if paths:
        for step in repository.steps(sha, prefix):
            last |= {change.path: step.files for change in step.files if change.path in paths}
    for path, changes in sorted(last.items()):
        before = {change.path: change.before for change in changes}
        after = {change.path: change.after for change in changes}
        if after[path] is None and _is_shown(repository, path, before[path]):
            come = {p: blob for p, blob in after.items() if blob and before[p] is None and p.endswith(".md")}
            if all(_is_shown(repository, p, blob) for p, blob in sorted(come.items())):
                yield path


def _is_shown(repository: Repository, path: str, blob: str | None) -> bool:
    data = dict(repository.read_blobs([blob])) if blob else {}
    gate = read_gate({path: data[blob]}) if blob else Gate()
    return path in gate.pages or path in gate.records
