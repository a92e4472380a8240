"""A version as MkDocs makes it, apart from all others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from milepost.frozen import dataclass
from milepost.git.repository import Repository
from milepost.pipeline import Reading, render_version
from milepost.project.files import authors_files
from milepost.site.build import make
from milepost.site.configuration import checkout_config
from milepost.site.draft import Draft, OldVersion
from milepost.site.extensions.lacking import lacking_in, named_in
from milepost.site.extensions.packages import packages_of
from milepost.versions.making.checkout import write_checkout
from milepost.versions.making.order import Order
from milepost.versions.sharing import Blobs, folder_of


@dataclass(frozen=True, slots=True)
class Matter:
    """What a version is made of: what its revision says, and the content there; `elsewhere` stand uris of it."""

    repository: Repository
    reading: Reading
    content: Blobs
    elsewhere: frozenset[str]


@dataclass(frozen=True, slots=True)
class Made:
    """A version as MkDocs made it, whose packages had a hand in it, what was left out, and what of that is here."""

    site: Path
    packages: Mapping[str, str]
    left_out: tuple[str, ...] = ()
    needless: tuple[str, ...] = ()


def made_in_mkdocs(order: Order, matter: Matter, folder: Path) -> Made:
    """The version as MkDocs makes it, with every page where it would stand if it stood alone."""
    at = folder_of(order.version.name)
    # Pages that stand elsewhere come along, for their names; pictures do not.
    reading, elsewhere, gate = matter.reading, matter.elsewhere, matter.reading.gate
    is_wanted = gate.pages | (gate.files - elsewhere)
    files = authors_files(matter.repository, matter.content, is_wanted.__contains__)
    docs = write_checkout(matter.repository, order.version.revision, order.layout, folder)
    config = checkout_config(folder, order.layout, docs)
    config.strict = False  # What is told for ever does not hang on a warning.
    site = render_version(reading, config.site_url, elsewhere)
    place = OldVersion(order.version.name, at, reading.report.status_date, elsewhere)
    make(config, Draft(site, (), {at + path: data for path, data in files.items()}, old_version=place))
    site_dir, packages = Path(config.site_dir), packages_of(config)
    if not order.layout.without:
        return Made(site_dir, packages)
    source = Path(config.config_file_path)
    left_out = tuple(entry for entry in named_in(source) if entry in order.layout.without)
    return Made(site_dir, packages, left_out, tuple(sorted({*left_out} - {*lacking_in(source)})))
