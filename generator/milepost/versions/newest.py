"""Today: the newest state, at the root, with the list of all versions and what is left of pages that are gone."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from milepost.facts.versions import Archive, Departed, PastVersion
from milepost.frozen import dataclass
from milepost.git.repository import Repository
from milepost.memory.works import Works
from milepost.model.history import Commit
from milepost.model.places import FEED, RECORD_PAGE, TODAY
from milepost.pipeline import Reading, render_site
from milepost.project.files import authors_files
from milepost.render.pages.since import marks_json
from milepost.render.words.words import Words
from milepost.site.build import make
from milepost.site.configuration import checkout_config
from milepost.site.draft import Draft
from milepost.site.extensions.packages import packages_of
from milepost.site.finishing.policy import Guard
from milepost.site.layout import Layout
from milepost.versions.archive import list_of
from milepost.versions.departures import left_in_the_open
from milepost.versions.making.checkout import write_checkout
from milepost.versions.making.contents import public_uris, telling_of
from milepost.versions.published.site import EVENTS, LIST
from milepost.versions.receipts.account import LEDGER, Account
from milepost.versions.receipts.manifests import Link, Manifest, hashes, made_by
from milepost.versions.receipts.summaries import Summary, token_of
from milepost.versions.sharing import STATE, Blobs, site_path

# Pages that name the receipt of a version.
_WITH_RECEIPTS = ("versions/proof/index.html", "index.html", "commitments/index.html")
_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class NewestSite:
    """What today's site is made of: a commit, where its files lie, what it says, and what the versions below it say.

    `newest` is the version that it rests on, the last one that tells an update.
    """

    repository: Repository
    commit: Commit
    layout: Layout
    reading: Reading
    archive: Archive
    summaries: Mapping[str, Summary]
    newest: str | None
    account: Account


@dataclass(frozen=True, slots=True)
class MadePages:
    """Today's pages as MkDocs made them, apart from the versions, with tokens where receipts will stand.

    `packages` are those of others that had a hand in them, with their versions.
    """

    folder: Path
    guard: Guard
    packages: Mapping[str, str]


def make_pages(today: NewestSite, folder: Path, works: Works | None, *, strict: bool) -> MadePages:
    """Make today's pages in a folder of their own, with what was made of the same before."""
    content = today.repository.files_at(today.commit.sha, today.layout.prefix)
    files = authors_files(today.repository, content, today.reading.gate.lets_through)
    docs = write_checkout(today.repository, today.commit.sha, today.layout, folder)
    config = checkout_config(folder, today.layout, docs)
    config.strict = strict or config.strict
    archive = replace(today.archive, departed=tuple(_departed(today, content)))
    site = render_site(today.reading, config.site_url, archive, works)
    guard = make(config, Draft(site, site.problems, files, has_versions=True), works)
    return MadePages(Path(config.site_dir), guard, packages_of(config))


def place_pages(today: NewestSite, pages: MadePages, manifests: Mapping[str, Manifest], target: Path) -> Manifest:
    """Bring today's pages to where the versions are, with their receipts and lists; the manifest of today's site."""
    built = pages.folder
    _fill_in(built, {token_of(name): manifest.receipt for name, manifest in manifests.items()})
    scripts = frozenset(name for manifest in manifests.values() for name in manifest.scripts)
    pages.guard.write_headers(str(built), scripts)
    (built / LIST).write_text(
        list_of(today.archive, Words.of(today.reading.report.charter.language)), "utf-8", newline="\n"
    )
    (built / LEDGER).write_text(today.account.text, "utf-8", newline="\n")
    (built / EVENTS).write_text(marks_json(today.reading.report.events), "utf-8", newline="\n")
    manifest = _manifest(today, manifests, hashes(built), pages.packages)
    (built / TODAY).write_text(manifest.text, "utf-8", newline="\n")
    _merge(built, target)
    return manifest


def _fill_in(built: Path, receipts: Mapping[str, str]) -> None:
    """Put each receipt where its token stands, in the files that tell receipts."""
    pages = (built / page for page in _WITH_RECEIPTS)
    for file in (built / FEED, *sorted(built.glob("feed/*.xml")), *pages):
        if file.is_file():
            text = _HASH.sub(lambda found: receipts.get(found[0], found[0]), file.read_text("utf-8"))
            file.write_text(text, "utf-8", newline="\n")


def _departed(today: NewestSite, content: Blobs) -> Iterator[Departed]:
    """The pages that today's site has no more, and may be told: an address that was given out stays one."""
    present = {*STATE, site_path(RECORD_PAGE), *(site_path(uri) for uri in public_uris(today.reading, content))}
    newest: dict[str, tuple[PastVersion, str]] = {}
    for version in reversed(today.archive.versions):
        for page, address in today.summaries[version.name].places.items():
            newest[page] = version, address
    gone = {page for page in newest if page.endswith("/index.html") and page not in present}
    reading, prefix = today.reading, today.layout.prefix
    told = left_in_the_open(gone, today.repository, today.commit.sha, prefix, reading)
    for page, (version, address) in sorted(newest.items()):
        if page in told:
            yield Departed(f"{posixpath.dirname(page)}.md", version, address.removesuffix("index.html"))


def _manifest(
    today: NewestSite, manifests: Mapping[str, Manifest], files: Mapping[str, str], packages: Mapping[str, str]
) -> Manifest:
    report = today.reading.report
    newest = today.newest
    return Manifest(
        version=None,
        revision=today.commit.sha,
        tree=today.commit.tree,
        status_date=report.status_date.isoformat(),
        updates=(),
        status=telling_of(report),
        generator=made_by(packages),
        previous=Link(newest, manifests[newest].receipt) if newest else None,
        files=files,
        ledger=today.account.ledger,
    )


def _merge(built: Path, target: Path) -> None:
    """Bring today's files to where the versions are, whole folders where there are none yet."""
    for entry in sorted(built.iterdir()):
        place = target / entry.name
        if entry.is_dir() and place.is_dir():
            _merge(entry, place)
        else:
            entry.replace(place)
