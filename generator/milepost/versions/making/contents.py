"""What a version says and shows, without a page of it."""

from __future__ import annotations

from milepost.errors import ContentError, errors_in
from milepost.facts.report.report import StatusReport
from milepost.model.places import ABOUT_PAGE, GLOSSARY_PAGE, source_uri
from milepost.model.registers import register_of
from milepost.pipeline import Reading
from milepost.versions.making.order import Known, Order
from milepost.versions.making.result import Unreadable
from milepost.versions.receipts.manifests import Telling
from milepost.versions.receipts.summaries import Summary
from milepost.versions.sharing import Blobs, folder_of, site_path


def foresee(order: Order, known: Known) -> Summary | Unreadable:
    """What a version will say in short, without a page of it."""
    try:
        reading = known.reading_of(order)
    except ContentError as error:
        return unreadable(error)
    content = known.repository.files_at(order.version.revision, order.layout.prefix)
    folder = folder_of(order.version.name)
    pages = map(site_path, public_uris(reading, content))
    places = {page: order.elsewhere.get(page, f"{folder}{page}") for page in pages}
    return Summary(reading.report.status_date.isoformat(), telling_of(reading.report), places)


def public_uris(reading: Reading, content: Blobs) -> list[str]:
    """The uri of every record that a site shows, and of the glossary, which not every one has."""
    report = reading.report
    items = [source_uri(*key) for key in report.sources if not register_of(key[0]).is_list]
    told = {GLOSSARY_PAGE: bool(report.glossary), ABOUT_PAGE: report.charter.tells_about}
    ours = [page for page, is_told in told.items() if is_told]
    return sorted({*items, *reading.gate.let_through(content), *ours})


def telling_of(report: StatusReport) -> Telling:
    """What a report says in a line."""
    newest = report.updates[0].update if report.updates else None
    health = report.health
    return Telling(health.claimed, health.computed, newest.title if newest else None)


def unreadable(error: ContentError) -> Unreadable:
    """That a revision gives no version, with the first of its mistakes."""
    return Unreadable(str(errors_in(error.problems)[0]))
