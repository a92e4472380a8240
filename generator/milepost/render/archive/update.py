"""A single update, with what changed in its time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from milepost.facts.contact.asks import Ask
from milepost.facts.telling.news import moved_dates
from milepost.facts.updates import UpdateFacts
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.places import RECORD_PAGE
from milepost.model.snapshot import Key
from milepost.render.archive.month import Part, decided_parts
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.promises.waiting import asked_of, asked_what
from milepost.render.prose.edit_marks import marks_of, names_of
from milepost.render.record_pages import Neighbour
from milepost.render.templates import SEAM
from milepost.render.words.words import Words


@dataclass(frozen=True, slots=True)
class AskedThen:
    """What was asked on the day of an update, of whom, and by when."""

    kind: Kind
    id: str
    what: str
    who: str | None
    due: date | None

    @classmethod
    def of(cls, ask: Ask, words: Words) -> AskedThen:
        """The same as an update tells it."""
        return cls(ask.item.kind, ask.item.id, asked_what(ask, words), asked_of(ask), ask.due)


def update_pages(context: Context, elsewhere: Collection[str]) -> Iterable[Page]:
    """A page for each update, the newest first; without those whose uris are named `elsewhere`."""
    updates = context.report.updates
    for position, facts in enumerate(updates):
        if f"updates/{facts.update.id}.md" in elsewhere:
            continue
        older = updates[position + 1] if position + 1 < len(updates) else None
        newer = updates[position - 1] if position else None
        yield _update(context, facts, older, newer)


def _update(context: Context, facts: UpdateFacts, older: UpdateFacts | None, newer: UpdateFacts | None) -> Page:
    update = facts.update
    uri = f"updates/{update.id}.md"
    edits = context.event_words.entries(reversed(facts.edits), update.date)
    shown = context.render_record(
        "update.html",
        uri,
        update.date,
        facts=facts,
        update=update,
        older=older and Neighbour.of(older.update),
        newer=newer and Neighbour.of(newer.update),
        moved=context.event_words.entries(moved_dates(facts.changes), update.date),
        decided=_decided(context, facts),
        asks=tuple(AskedThen.of(ask, context.words) for ask in _asks(facts)),
        edits=edits,
        edit_names=names_of(edits),
        version=context.versions.get(update.id),
    )
    before, after = shown.split(SEAM)
    description = context.words.status(update.matter.status) + context.words(": ") + update.title
    markdown = update.body.markdown
    source, changed = context.source(Kind.UPDATE, update.id), context.changed.get((Kind.UPDATE, update.id))
    return Page(
        uri,
        update.title,
        description,
        before,
        markdown,
        after,
        source=source,
        changed=changed,
        under=RECORD_PAGE,
        marks=marks_of(edits, context.words),
    )


def _asks(facts: UpdateFacts) -> tuple[Ask, ...]:
    """What was asked for that its own words do not ask for; where they name no item, they are taken to ask for all."""
    body, linked = facts.update.body, {(link.kind, link.id) for link in facts.update.body.links}
    if not body.section("needed"):
        return facts.asks
    left = tuple(ask for ask in facts.asks if not linked & _names(ask))
    return left if len(left) < len(facts.asks) else ()


def _names(ask: Ask) -> set[Key]:
    return {(ask.item.kind, name) for name in (ask.item.id, *ask.item.was)}


def _decided(context: Context, facts: UpdateFacts) -> tuple[Part, ...]:
    """The decisions and answers of its time that its own words do not tell."""
    linked = {(link.kind, link.id) for link in facts.update.body.links}
    told = (event for event in facts.changes if (event.kind, event.id) not in linked)
    return decided_parts(context, told, facts.update.date)
