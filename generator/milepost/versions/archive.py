"""The archive: every version as today's site tells of it, and the list of them that others read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from milepost.facts.report.report import StatusReport
from milepost.facts.versions import Archive, PastVersion, archive_of
from milepost.model.fields import Kind, Status
from milepost.model.history import Commit
from milepost.render.words.words import Words
from milepost.versions.receipts.summaries import Summary, token_of
from milepost.versions.which.naming import Version


def archive_of_all(
    versions: Sequence[Version], summaries: Mapping[str, Summary], report: StatusReport, line: Sequence[Commit]
) -> Archive:
    """The archive of all versions, as today's report knows what changed; tokens stand for their receipts."""
    withheld = {published.update for published in report.published_updates if published.is_withheld}
    titles = {event.title for event in report.events if event.kind is Kind.UPDATE}
    titles |= {facts.update.title for facts in report.updates}
    past = [
        replace(
            past,
            updates=tuple(update for update in past.updates if update not in withheld),
            headline=past.headline if past.headline in titles else None,  # Else its update is internal now.
        )
        for past in (_past(version, summaries[version.name]) for version in versions)
    ]
    return archive_of(past, report.events, [commit.sha for commit in line])


def list_of(archive: Archive, words: Words) -> str:
    """The versions as mike lists them, newest first: a public contract that others read too."""
    entries = [
        {"version": version.name, "title": _title(version, words), "aliases": list(version.aliases)}
        for version in archive.versions
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _past(version: Version, summary: Summary) -> PastVersion:
    told = summary.telling
    return PastVersion(
        name=version.name,
        revision=version.revision,
        day=date.fromisoformat(summary.status_date),
        claimed=Status(told.claimed) if told.claimed else None,
        computed=Status(told.computed),
        headline=told.headline,
        updates=version.updates,
        aliases=version.aliases,
        receipt=token_of(version.name),
    )


def _title(version: PastVersion, words: Words) -> str:
    mark = version.name.removeprefix(version.day.isoformat()).strip("-")
    return f"{words.day(version.day)} ({mark})" if mark else words.day(version.day)
