"""Advice: what a manager can still put right before the reader sees it, as history shows it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from difflib import get_close_matches

from milepost.errors import Location, Problem, Severity
from milepost.facts.advice.agreements import agreed_to_nothing
from milepost.facts.advice.neglect import neglected
from milepost.facts.advice.untold import NEED_A_REASON, latest, untold
from milepost.facts.events import Event, EventName
from milepost.facts.health.rules import RECENT_DAYS
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.report.report import StatusReport
from milepost.facts.rhythm import LONG_OVERDUE, Cadence, cadence_of
from milepost.model.fields import Kind
from milepost.model.registers import register_of

_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"\w+")
# Among more than so many new items only the very same words are looked for.
_FEW = 100


def advise(report: StatusReport) -> tuple[Problem, ...]:
    """What history has to say to the manager, each at the place where it can be put right."""
    since = report.status_date - timedelta(RECENT_DAYS)
    found: list[Problem] = []
    heirs = _heirs(report, since)
    for promise in (*report.milestones, *report.commitments):
        if heir := heirs.get((promise.item.kind, promise.item.id)):
            found.append(_about_renamed(report, promise, heir))
        elif promise.state is State.VANISHED:
            found += _about_vanished(report, promise, since)
        else:
            found += _about_reason(report, promise, since)
            found += _about_telling(report, promise, since)
    found += _about_hidden(report, since)
    found += _about_why(report)
    found += _about_rhythm(report)
    folder = _in_content(report, "").rstrip("/")
    found += [*neglected(report, folder), *agreed_to_nothing(report, folder)]
    return tuple(found)


def _about_reason(report: StatusReport, promise: PromiseFacts, since: date) -> Iterator[Problem]:
    event = latest(promise, NEED_A_REASON, since)
    if event and not event.reason and not event.because:
        yield Problem(
            _place(report, promise),
            f"{_told(event)}, and no reason is given",
            "write `reason` in the same commit, or a Reason: trailer; once it is public, say why in an update",
            Severity.WARNING,
        )


def _about_telling(report: StatusReport, promise: PromiseFacts, since: date) -> Iterator[Problem]:
    event = untold(report, promise, since)
    if not event:
        return
    closes = _cadence(report).closes(event.recorded)
    link = f"link to it there: [{promise.item.id}]({promise.item.kind}:{promise.item.id})"
    if closes < report.status_date:
        message = f"{_told(event)}, and no update up to {closes} told so"
        yield Problem(_place(report, promise), message, "say so in the next update, late as it is", Severity.WARNING)
    else:
        message = f"{_told(event)}, and no update has told so yet"
        yield Problem(_place(report, promise), message, f"write an update by {closes} and {link}", Severity.ADVICE)


def _about_vanished(report: StatusReport, promise: PromiseFacts, since: date) -> Iterator[Problem]:
    item, gone = promise.item, promise.closed_on
    if gone is None or gone < since or item.fulfilled or item.ended:
        return
    end = "cancelled" if item.kind is Kind.MILESTONE else "withdrawn"
    yield Problem(
        Location(_in_content(report, f"{register_of(item.kind).name}.yml")),
        f"{item.kind} {item.id!r} vanished on {gone} while it was open, and the site tells so",
        f"put it back, with `{end}` if it is given up, or with `was` if it has a new id",
        Severity.ADVICE,
    )


def _about_renamed(report: StatusReport, promise: PromiseFacts, heir: PromiseFacts) -> Problem:
    new, old = heir.item, promise.item.id
    return Problem(
        _place(report, heir),
        f"{new.kind} {new.id!r} is new in the step in which {old!r} vanished, and says the same",
        f"if it is the same one, write `was: {old}` in it, so that its first promise stays its own",
        Severity.WARNING,
    )


def _heirs(report: StatusReport, since: date) -> Mapping[tuple[Kind, str], PromiseFacts]:
    """What was made in the very step in which one with the same words vanished, by the key of that one."""
    promises = (*report.milestones, *report.commitments)
    made: dict[tuple[Kind, str | None], dict[str, PromiseFacts]] = {}
    for promise in promises:
        first = promise.events[0]
        if promise.state is not State.VANISHED and first.recorded >= since and not promise.item.was:
            made.setdefault((first.kind, first.revision), {}).setdefault(_plain_words(promise.item.title), promise)
    heirs: dict[tuple[Kind, str], PromiseFacts] = {}
    for promise in promises if made else ():
        gone = latest(promise, {EventName.VANISHED}, since)
        anew = made.get((gone.kind, gone.revision), {}) if gone and promise.state is State.VANISHED else {}
        if alike := _nearest(_plain_words(promise.item.title), anew):
            heirs[promise.item.kind, promise.item.id] = anew[alike]
    return heirs


def _nearest(words: str, known: Collection[str]) -> str | None:
    """The same words, or nearly the same, among a few; a number makes a difference."""
    if words in known:
        return words
    numbers = _NUMBERS.findall(words)
    near = [other for other in known if _NUMBERS.findall(other) == numbers] if len(known) <= _FEW else []
    return next(iter(get_close_matches(words, near, n=1, cutoff=0.85)), None)


def _plain_words(title: str) -> str:
    return " ".join(_WORDS.findall(title.casefold()))


def _about_hidden(report: StatusReport, since: date) -> Iterator[Problem]:
    for held in report.withheld:
        if held.recorded >= since:
            yield Problem(
                Location(_in_content(report, "project.yml")),
                f"a public {held.kind} was made internal on {held.recorded}, and the site tells that one was",
                "make it public again if that was not meant",
                Severity.ADVICE,
            )


def _about_why(report: StatusReport) -> Iterator[Problem]:
    newest = report.updates[0] if report.updates else None
    health = newest.health if newest else None
    if newest is None or health is None or not health.is_contested or health.why:
        return
    areas = ", ".join(area.name for area in health.areas if area.status is health.computed)
    path = report.sources.get((Kind.UPDATE, newest.update.id), newest.update.path)
    yield Problem(
        report.places.get((Kind.UPDATE, newest.update.id), Location(path)),
        f"says {health.claimed}, where the rules see {health.computed} ({areas})",
        "say in `why` what they do not see",
        Severity.ADVICE,
    )


def _about_rhythm(report: StatusReport) -> Iterator[Problem]:
    if report.rhythm.overdue_days:
        due, days = report.rhythm.next_due, report.rhythm.overdue_days
        yield Problem(
            Location(_in_content(report, "updates")),
            f"an update was due on {due}, {f'{days} days ago' if days <= LONG_OVERDUE else 'and none has come since'}",
            f"write {_in_content(report, f'updates/{report.status_date}.md')}",
            Severity.ADVICE,
        )


def _cadence(report: StatusReport) -> Cadence:
    return cadence_of(report.charter, min((facts.update.date for facts in report.updates), default=None))


def _told(event: Event) -> str:
    subject = f"{event.kind} {event.id!r}"
    match event.event:
        case EventName.MOVED:
            return f"{subject} moved from {event.before} to {event.after}"
        case EventName.REBASELINED:
            return f"{subject} was re-baselined from {event.before} to {event.after}"
        case _:
            return f"{subject} was {event.event} on {event.recorded}"


def _place(report: StatusReport, promise: PromiseFacts) -> Location:
    key = (promise.item.kind, promise.item.id)
    return report.places.get(key, Location(report.sources.get(key, "")))


def _in_content(report: StatusReport, path: str) -> str:
    """A path in the content folder, which is where some item of the report stands."""
    for (kind, _), place in report.places.items():
        if register_of(kind).is_list and place.path.count("/") == 1:
            return f"{place.path.partition('/')[0]}/{path}"
    return f"content/{path}"
