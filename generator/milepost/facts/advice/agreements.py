"""Agreements: whether what the client has seen and agreed to is a version that there is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from milepost.errors import Location, Problem, Severity
from milepost.facts.report.report import StatusReport
from milepost.model.fields import Kind
from milepost.model.records.feedback import Feedback

# What a tag adds of its own: which tags there are, history does not say.
_OF_A_TAG = re.compile(r"\d{4}-\d\d-\d\d-(?!\d+$).+")


def agreed_to_nothing(report: StatusReport, folder: str) -> Iterator[Problem]:
    """Each agreement beside no version, since none has the name that it gives; `folder` is where the content lies."""
    names = _versions(report)
    if names is None:
        return
    for facts in report.records.get(Kind.FEEDBACK, ()):
        item = facts.item
        if not isinstance(item, Feedback) or not item.is_agreement or facts.gone_on:
            continue
        name = item.version or ""
        is_to_come = name[:1].isdigit() and name[:10] > report.status_date.isoformat()  # Where days are judged.
        if name and name not in names and not is_to_come and not _OF_A_TAG.fullmatch(name):
            place = report.places.get((item.kind, item.id), Location(f"{folder}/feedback.yml"))
            message = f"{item.id!r} agrees to version {name!r}, and none has this name"
            yield Problem(place, message, _hint(name, names), Severity.WARNING)


def _versions(report: StatusReport) -> list[str] | None:
    """What the versions of updates are called, by the day and the revision; None where a day is not told any more."""
    days: dict[str, date] = {event.revision: event.recorded for event in report.events if event.revision}
    revisions = sorted({published.revision for published in report.published_updates})
    if any(revision not in days for revision in revisions):
        return None
    of_a_day = Counter(days[revision] for revision in revisions)
    return sorted(
        f"{day}" if number == 1 else f"{day}-{number}"
        for day, count in of_a_day.items()
        for number in range(1, count + 1)
    )


def _hint(name: str, names: list[str]) -> str:
    if near := get_close_matches(name, names, n=1, cutoff=0.7):
        return f"did you mean {near[0]!r}? A version is called by the day on which its update was committed"
    return "write the name as it stands on the page of all versions, or leave version: out"
