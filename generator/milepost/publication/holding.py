"""Holding: what a publication must tell because the one before told it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from milepost.errors import ContentError, SiteError
from milepost.facts.report.report import StatusReport
from milepost.facts.telling.binding import Otherwise, Told, told
from milepost.pipeline import AsOf, read_report
from milepost.project.opening import Project
from milepost.source.line.line import refuse_another_line
from milepost.versions.published.site import PublishedSite
from milepost.versions.receipts.account import LEDGER, Account, account_of, described, missing_from, read_account
from milepost.versions.receipts.manifests import Manifest, digest, generator

TODAY = "today's site"


def held(project: Project, there: PublishedSite, report: StatusReport, *, tell_otherwise: bool) -> Account:
    """The account that goes on from the published one: every entry of that is in it, or (if asked for) told otherwise.

    What an older Milepost published binds only from now on.
    """
    today = there.today()
    if today is None:
        return account_of(report)
    published = {name: manifest.revision for name, manifest in there.manifests().items()}
    if not tell_otherwise:
        published[TODAY] = today.revision
    repository = project.repository
    refuse_another_line(repository, repository.line(), published)
    if today.ledger is None:
        return account_of(report)
    before = published_account(there, today)
    missing = _missing(project, before, today, report)
    if missing and not tell_otherwise:
        entries = "1 entry that was told is" if len(missing) == 1 else f"{len(missing)} entries that were told are"
        raise SiteError(
            f"{entries} missing or changed: {described(missing, report)} (compare with milepost changelog"
            f" {today.revision[:10]}, and put back what it tells; or publish --tell-otherwise, which the site then says"
            " for ever)"
        )
    known = {one.entry.digest for one in before.otherwise}
    since = report.status_date.isoformat()
    new = (Otherwise(since, entry) for entry in missing if entry.digest not in known)
    return account_of(report, (*before.otherwise, *new))


def published_account(there: PublishedSite, today: Manifest) -> Account:
    """The account that stands beside a manifest, and is what that says."""
    data = there.read(LEDGER)
    if data is None or digest(data) != today.files.get(LEDGER):
        raise SiteError(
            f"{LEDGER}: {'is missing' if data is None else 'is not what its manifest says'}, so nobody can tell what"
            " was told (put it back as it was published; nothing was written)"
        )
    return read_account(data, LEDGER)


def _missing(project: Project, before: Account, today: Manifest, report: StatusReport) -> Sequence[Told]:
    """What was told and is not told now, but for what another Milepost told in its own way."""
    missing = missing_from(before.entries, report)
    repository = project.repository
    if not missing or today.generator["milepost"] == generator()["milepost"] or not repository.knows(today.revision):
        return missing
    prefix = repository.known_as(project.prefix, today.revision)
    as_of = AsOf(exactly=date.fromisoformat(today.status_date))
    try:
        then = read_report(repository, prefix, today.revision, as_of).report
    except ContentError:  # What this Milepost cannot read any more excuses nothing.
        return missing
    ours = {told(event).digest for event in then.events} | then.unsaid
    return [entry for entry in missing if entry.digest in ours]
