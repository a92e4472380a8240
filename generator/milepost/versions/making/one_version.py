"""One version, built in a process of its own from what git has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from milepost.errors import ContentError, SiteError
from milepost.git.repository import Repository
from milepost.site.extensions.lacking import LackingError
from milepost.site.finishing.policy import allowed_in
from milepost.site.host.log import heard
from milepost.versions.making.contents import public_uris, telling_of, unreadable
from milepost.versions.making.in_mkdocs import Matter, made_in_mkdocs
from milepost.versions.making.order import Known, Order
from milepost.versions.making.result import BuiltVersion, Result, Unbuildable, Unreadable
from milepost.versions.receipts.account import account_of
from milepost.versions.receipts.manifests import digest, object_name
from milepost.versions.sharing import Settled, folder_of, settle, site_path

PLAIN = "its own configuration cannot be used here, so that it was built with Milepost's"
PARTLY = "was built without what is not here:"


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
        return unreadable(error)
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


def _built(order: Order, known: Known) -> BuiltVersion:
    repository = known.repository
    reading = known.reading_of(order)
    content = repository.files_at(order.version.revision, order.layout.prefix)
    public = public_uris(reading, content)
    elsewhere = {uri: place for uri in public if (place := order.elsewhere.get(site_path(uri)))}
    with TemporaryDirectory(prefix=".version-", dir=order.target) as room:
        made = made_in_mkdocs(order, Matter(repository, reading, content, frozenset(elsewhere)), Path(room))
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
