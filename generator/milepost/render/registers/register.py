"""The registers: the list of each, and a page for each of its items, drawn from what their fields are marked as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from milepost.facts.events import Event, EventName
from milepost.facts.promises.effects import effects_of, moved_without_request
from milepost.facts.registers import RecordFacts, review_of
from milepost.facts.wording.item_fields import names_told, value_of
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.marks import Mark, fields_of, way_to
from milepost.model.places import ABOUT_PAGE, RECORD_PAGE, address_of, source_uri
from milepost.model.registers import REGISTERS, Register, register_of
from milepost.model.snapshot import Key, keys_named
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.registers.feedback import feedback_page, feedback_standing
from milepost.render.registers.risks import risks_page
from milepost.render.sentences.entries import Entry, entry_of
from milepost.render.sentences.standing import standing_of, verdict_of
from milepost.render.words.words import Words, timed

_COLUMNS = 2
# Whose page leads to which other's.
_PARENTS = {Kind.PROBLEM: register_of(Kind.RISK).page, Kind.BUDGET: ABOUT_PAGE}
# What stands elsewhere on the page: as its title, as a text, as where it stands.
_APART = frozenset({"note", "raised", "requested", "on", "said"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as a reader sees it: its name, and what it says: a day, words, Markdown, or items that it names.

    `late` are the days since one on which something was to be looked at again.
    """

    label: str
    day: date | None = None
    words: str = ""
    markdown: str = ""
    items: tuple[Key, ...] = ()
    late: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """An item in the list of its register; `columns` are what it is judged by first, `state` and `tone` how it is."""

    facts: RecordFacts
    columns: tuple[Shown, ...]
    fields: tuple[Shown, ...]
    state: str
    tone: str


def register_pages(context: Context) -> Iterator[Page]:
    """The pages of every register that has an item; an empty one leaves no trace, nor does one beside an author's."""
    theirs = {address_of(page.path) for page in context.report.pages}
    for register in REGISTERS:
        records = context.report.records.get(register.kind, ())
        if register.kind is Kind.RISK:
            if (records or context.report.records.get(Kind.PROBLEM)) and address_of(register.page) not in theirs:
                yield risks_page(context)
            yield from (_record(context, register, facts) for facts in records)
            continue
        if records and address_of(register.page) not in theirs:
            yield feedback_page(context) if register.kind is Kind.FEEDBACK else _list(context, register, records)
        for facts in records:
            yield _record(context, register, facts)


def _list(context: Context, register: Register, records: tuple[RecordFacts, ...]) -> Page:
    words, kind = context.words, register.kind
    rows = [_row(context, facts) for facts in records]
    still, closed = [r for r in rows if r.facts.is_open], [r for r in rows if not r.facts.is_open]
    title, lede = words.register(kind)
    unasked = moved_without_request(context.report.events) if kind is Kind.CHANGE else ()
    before = context.render(
        "register.html",
        register.page,
        kind=kind,
        title=title,
        lede=lede,
        open=sorted(still, key=_weight),
        closed=sorted(closed, key=lambda row: (-_end(row.facts).toordinal(), row.facts.item.id)),
        unasked=context.event_words.standing(unasked),
        hidden=[held for held in context.report.withheld if held.kind is kind],
    )
    source = next((path for (found, _), path in sorted(context.report.sources.items()) if found is kind), None)
    changed = context.last_change(kind)
    under = _under(context, register)
    nav = None if under else title
    return Page(register.page, title, lede, before, source=source, nav=nav, changed=changed, is_state=True, under=under)


def _record(context: Context, register: Register, facts: RecordFacts) -> Page:
    words, item = context.words, facts.item
    uri, title = source_uri(item.kind, item.id), words.register(item.kind)[0]
    today, names = context.report.status_date, context.event_words.names
    followed = context.followed.get((item.kind, item.id), ())
    before = context.render(
        "record.html",
        uri,
        row=_row(context, facts),
        item=item,
        verdict=verdict_of(words, item),
        followed=context.event_words.standing(followed),
        effects=[(key, words.variance(days)) for key, days in effects_of(followed).items() if days],
        list_title=title,
        list_address=address_of(register.page).removesuffix("index.html"),
        entries=tuple(_entry(names.in_words(event), facts, words, today) for event in reversed(facts.events)),
    )
    description = words.kind(item.kind) + words(": ") + item.title
    changed = context.changed.get((item.kind, item.id))
    source = context.source(item.kind, item.id)
    under = _under(context, register)
    return Page(uri, item.title, description, before, source=source, changed=changed, is_state=True, under=under)


def _under(context: Context, register: Register) -> str | None:
    """The page whose tab is lit; None where the register has one of its own."""
    if register.kind is Kind.BUDGET and not context.report.charter.tells_about:
        return None
    return _PARENTS.get(register.kind, RECORD_PAGE if register.in_record else None)


def _entry(event: Event, facts: RecordFacts, words: Words, today: date) -> Entry:
    """An event in words; a day that passed only because nobody had entered what was done in time is told so."""
    entry = entry_of(event, words, today)
    ends = {EventName.DECIDED, EventName.CLOSED}
    done = [e.on for e in facts.events if e.event in ends and e.recorded >= event.recorded]
    in_time = [day for day in done if isinstance(event.before, date) and day <= event.before]
    if event.event is not EventName.MISSED or not in_time:
        return entry
    what = words(
        "reported as missed; it had been done on {day}", day=timed(in_time[0], words.near_day(in_time[0], today))
    )
    return replace(entry, tag=words("Recorded late"), tone="warn", what=what)


def _row(context: Context, facts: RecordFacts) -> Row:
    record = type(facts.item)
    verdict = verdict_of(context.words, facts.item)
    apart = _APART | (verdict.fields if verdict else frozenset())
    names = [name for name in names_told(record) if name not in apart and not way_to(record, name)[-1].has(Mark.TITLE)]
    weighty = [name for mark in (Mark.LEVEL, Mark.DATE) for name in names if way_to(record, name)[-1].has(mark)]
    columns = weighty[:_COLUMNS]
    shown = (_shown(context, facts, name) for name in names if name not in columns)
    is_feedback = facts.item.kind is Kind.FEEDBACK
    state, tone = feedback_standing(context, facts) if is_feedback else standing_of(context.words, facts)
    judged = tuple(
        _shown(context, facts, name) or Shown(_label(context.words, facts.item.kind, name)) for name in columns
    )
    return Row(facts, judged, tuple(one for one in shown if one), state, tone)


def _shown(context: Context, facts: RecordFacts, name: str) -> Shown | None:
    words, value = context.words, value_of(facts.item, name)
    field, label = way_to(type(facts.item), name)[-1], _label(context.words, facts.item.kind, name)
    if value is None:
        return None
    if isinstance(value, date):
        late = (context.report.status_date - value).days if review_of(facts) == (name, value) else 0
        return Shown(label, day=value, late=max(0, late))
    if name == "impact.days" and isinstance(value, int):
        return Shown(label, words=words.variance(value) if value else words.days(0))
    if name == "phase":
        titles = {phase.id: phase.title for phase in context.report.charter.phases}
        return Shown(label, words=titles.get(str(value), str(value)))
    if field.kinds:
        keys = (key for said in str(value).split(", ") for key in keys_named(said, field.kinds))
        return Shown(label, items=tuple(key for key in keys if key in context.titles))
    if field.has(Mark.MARKDOWN):
        return Shown(label, markdown=str(value))
    each = getattr(facts.item, field.attribute, None)
    if isinstance(each, tuple):
        return Shown(label, words=words.between.join(map(str, each)))
    return Shown(label, words=words.value(facts.item.kind, name, value))


def _label(words: Words, kind: Kind, field: str) -> str:
    name = words.field(kind, field)
    return name[:1].upper() + name[1:]


def _weight(row: Row) -> tuple[int, int, str]:
    """The weightiest first: by its degrees multiplied, then the oldest."""
    item, weight = row.facts.item, 1
    for field in fields_of(type(item)):
        value = value_of(item, field.name)
        weight *= value if field.has(Mark.LEVEL) and isinstance(value, int) else 1
    return -weight, row.facts.raised_on.toordinal(), item.id


def _end(facts: RecordFacts) -> date:
    return facts.closed_on or facts.gone_on or facts.raised_on
