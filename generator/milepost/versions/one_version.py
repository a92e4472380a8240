"""One version, built in a process of its own from what git has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from milepost.errors import ContentError, SiteError, errors_in
from milepost.facts.report import StatusReport
from milepost.facts.telling.binding import Told
from milepost.git.repository import Repository
from milepost.model.fields import Kind
from milepost.model.places import ABOUT_PAGE, GLOSSARY_PAGE, source_uri
from milepost.pipeline import Reading, read_report, render_version
from milepost.project import authors_files
from milepost.site.build import make
from milepost.site.configuration import checkout_config
from milepost.site.draft import Draft, OldVersion
from milepost.site.extensions.lacking import LackingError, lacking_in, named_in
from milepost.site.extensions.packages import packages_of
from milepost.site.finishing.policy import allowed_in
from milepost.site.host.log import heard
from milepost.site.layout import Layout
from milepost.versions.checkout import write_checkout
from milepost.versions.receipts.account import account_of
from milepost.versions.receipts.manifests import Telling, digest, object_name
from milepost.versions.receipts.summaries import Summary, places_of
from milepost.versions.sharing import Blobs, Places, Settled, folder_of, settle, site_path
from milepost.versions.which.naming import Version

PLAIN = "its own configuration cannot be used here, so that it was built with Milepost's"
PARTLY = "was built without what is not here:"


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: a version of a repository with its layout, where the rest of it stands, and where it goes.

    `departed` is where pages stand that earlier versions had. `is_bound` says that only what the layout says is right,
    for that is how it was published.
    """

    root: Path
    version: Version
    layout: Layout
    elsewhere: Places
    departed: Places
    target: Path
    is_bound: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What a process knows already: a repository, and what it says at a revision with a content folder."""

    repository: Repository
    place: tuple[str, str] = ("", "")
    reading: Reading | None = None

    def reading_of(self, order: Order) -> Reading:
        """What the revision of a version says."""
        is_it = self.place == (order.version.revision, order.layout.prefix)
        if self.reading and is_it and self.reading.is_of_its_day:
            return self.reading
        return read_report(self.repository, order.layout.prefix, order.version.revision)


@dataclass(frozen=True, slots=True)
class BuiltVersion:
    """A version that was built: what it says, the sha256 of its files by address, and where its other records stand.

    `updates` are those that its readers may know, `told` the entries of its ledger, `packages` those of others that
    had a hand in it. `instead` says what took the place of its own configuration now, and why; `is_plain` that ours
    did, now or when it was published. `left_out` is what its own asks for and was not there then, and `needless` what
    of that is here.
    """

    status_date: str
    telling: Telling
    files: Mapping[str, str]
    elsewhere: tuple[str, ...]
    scripts: tuple[str, ...]
    objects: Mapping[str, str]
    told: tuple[Told, ...]
    updates: tuple[str, ...]
    packages: Mapping[str, str]
    is_plain: bool
    left_out: tuple[str, ...] = ()
    needless: tuple[str, ...] = ()
    instead: str = ""

    @property
    def summary(self) -> Summary:
        """What it says in short."""
        return Summary(self.status_date, self.telling, places_of((*self.files, *self.elsewhere)))


@dataclass(frozen=True, slots=True)
class Unreadable:
    """That a revision gives no version, and why."""

    reason: str

    @property
    def summary(self) -> Unreadable:
        """Nothing more."""
        return self


@dataclass(frozen=True, slots=True)
class Unbuildable:
    """That a version cannot be built here as it was published: what its configuration asks for cannot be had."""

    version: str
    reason: str

    @property
    def summary(self) -> Unbuildable:
        """Nothing more."""
        return self

    def __str__(self) -> str:
        return f"version {self.version} cannot be built here as it was: {self.reason}"


Result = BuiltVersion | Unreadable | Unbuildable
"""What becomes of an order."""


def build_version(order: Order, known: Known | None = None) -> Result:
    """Build a version below the target, with nothing of it there unless all of it is; `known` saves asking anew.

    What the configuration of its day asks for and nobody has here is left out; where that does not do, our
    configuration takes its place.
    """
    known = known or Known(Repository.open(order.root))
    told: list[str] = []
    try:
        with heard(lambda level, message: told.append(message) if level == "error" else None):
            return _built(order, known)
    except ContentError as error:
        return _unreadable(error)
    except SiteError as error:
        reason = "; ".join((*told, str(error)))
        lacking = error.lacking if isinstance(error, LackingError) else ()
        if order.layout.configuration is None:
            return Unreadable(reason)
        if order.is_bound:
            return Unbuildable(order.version.name, reason)
    if lacking and not order.layout.without:
        instead, layout = f"{PARTLY} {', '.join(lacking)}: {reason}", replace(order.layout, without=lacking)
    else:
        instead, layout = f"{PLAIN}: {reason}", order.layout.plain()
    again = build_version(replace(order, layout=layout), known)
    return again if not isinstance(again, BuiltVersion) or again.instead else replace(again, instead=instead)


def _unreadable(error: ContentError) -> Unreadable:
    return Unreadable(str(errors_in(error.problems)[0]))


def _built(order: Order, known: Known) -> BuiltVersion:
    repository = known.repository
    reading = known.reading_of(order)
    content = repository.files_at(order.version.revision, order.layout.prefix)
    public = public_uris(reading, content)
    elsewhere = {uri: place for uri in public if (place := order.elsewhere.get(site_path(uri)))}
    with TemporaryDirectory(prefix=".version-", dir=order.target) as room:
        made = _made(order, _Matter(repository, reading, content, frozenset(elsewhere)), Path(room))
        settled = settle(made.site, order.version.name, order.elsewhere, order.departed)
        data = {address: file.read_bytes() for address, file in sorted({**settled.own, **settled.shared}.items())}
        _place(settled, made.site, order)
    pages = [content.decode() for address, content in data.items() if address.endswith(".html")]
    scripts = sorted(frozenset().union(*map(allowed_in, pages)))
    day = reading.report.status_date.isoformat()
    return BuiltVersion(
        status_date=day,
        telling=telling_of(reading.report),
        files={address: digest(content) for address, content in data.items()},
        elsewhere=tuple(sorted(elsewhere.values())),
        scripts=tuple(scripts),
        objects={address: object_name(content) for address, content in data.items()},
        updates=tuple(facts.update.id for facts in reading.report.updates),
        packages=made.packages,
        is_plain=order.layout.is_plain,
        left_out=made.left_out,
        needless=made.needless,
        told=account_of(reading.report).entries,
    )


def foresee(order: Order, known: Known) -> Summary | Unreadable:
    """What a version will say in short, without a page of it."""
    try:
        reading = known.reading_of(order)
    except ContentError as error:
        return _unreadable(error)
    content = known.repository.files_at(order.version.revision, order.layout.prefix)
    folder = folder_of(order.version.name)
    pages = map(site_path, public_uris(reading, content))
    places = {page: order.elsewhere.get(page, f"{folder}{page}") for page in pages}
    return Summary(reading.report.status_date.isoformat(), telling_of(reading.report), places)


@dataclass(frozen=True, slots=True)
class _Made:
    """A version as MkDocs made it, whose packages had a hand in it, what was left out, and what of that is here."""

    site: Path
    packages: Mapping[str, str]
    left_out: tuple[str, ...] = ()
    needless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Matter:
    """What a version is made of: what its revision says, and the content there; `elsewhere` stand uris of it."""

    repository: Repository
    reading: Reading
    content: Blobs
    elsewhere: frozenset[str]


def _made(order: Order, matter: _Matter, folder: Path) -> _Made:
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
        return _Made(site_dir, packages)
    source = Path(config.config_file_path)
    left_out = tuple(entry for entry in named_in(source) if entry in order.layout.without)
    return _Made(site_dir, packages, left_out, tuple(sorted({*left_out} - {*lacking_in(source)})))


def public_uris(reading: Reading, content: Blobs) -> list[str]:
    """The uri of every record that a site shows, and of the glossary, which not every one has."""
    report = reading.report
    items = [source_uri(Kind.UPDATE, facts.update.id) for facts in report.updates]
    items += [source_uri(Kind.LESSON, facts.lesson.id) for facts in report.lessons]
    items += [source_uri(Kind.MEETING, facts.meeting.id) for facts in report.meetings]
    told = {GLOSSARY_PAGE: bool(report.glossary), ABOUT_PAGE: report.charter.tells_about}
    ours = [page for page, is_told in told.items() if is_told]
    return sorted({*items, *reading.gate.let_through(content), *ours})


def _place(settled: Settled, site: Path, order: Order) -> None:
    """Bring what was built to where it belongs."""
    for address, file in settled.shared.items():
        place = order.target / address
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            file.replace(place)  # Other versions bring the same bytes: whoever is last has brought them.
    folder = folder_of(order.version.name)
    (order.target / folder).parent.mkdir(parents=True, exist_ok=True)
    (site / folder).replace(order.target / folder)


def telling_of(report: StatusReport) -> Telling:
    """What a report says in a line."""
    newest = report.updates[0].update if report.updates else None
    health = report.health
    return Telling(health.claimed, health.computed, newest.title if newest else None)
