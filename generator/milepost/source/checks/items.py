"""Checks: what only shows when all files are seen together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from milepost.errors import Location, Problem, Severity
from milepost.model.fields import Kind
from milepost.model.items import Item
from milepost.model.kinds.milestones import MOST_KEY_DATES, Milestone
from milepost.model.marks import MarkedField, values_of
from milepost.model.snapshot import Key, keys_named, written_of
from milepost.source.checks.by_kind import by_kind
from milepost.source.checks.closing import closing
from milepost.source.checks.contact import communication, minutes
from milepost.source.checks.impossible_days import impossible_days
from milepost.source.checks.judging import Judging
from milepost.source.checks.taken_names import taken_names
from milepost.source.files.items import Sourced
from milepost.source.files.readings import Sources
from milepost.source.files.windows_names import windows_names
from milepost.source.prose.abbreviations import unexplained
from milepost.source.prose.dialect import foreign_marks
from milepost.source.prose.links import check_links
from milepost.source.prose.readable import unreadable
from milepost.source.validation.guesses import ELSE_UNKNOWN, did_you_mean


def check(sources: Sources, judging: Judging) -> Iterator[Problem]:
    """Every problem between the items, and between the items and the prose; on request, with advice on the words."""
    if judging.today:
        yield from impossible_days(sources, judging.today)
        yield from taken_names(sources)
        yield from windows_names(sources)
        yield from unreadable(sources)
    yield from _phases(sources)
    yield from _key_dates(sources)
    yield from _former_ids(sources)
    internal = frozenset((s.item.kind, s.item.id) for s in sources.items if not s.item.is_public)
    for sourced in sources.items:
        yield from _references(sourced, sources, internal)
        yield from by_kind(sourced)
    for order in _ORDERS:
        yield from _cycles(sources, order)
    yield from minutes(sources)
    yield from communication(sources)
    yield from closing(sources, judging.today)
    yield from check_links(sources, is_github=judging.is_github)
    if judging.advise:
        yield from unexplained(sources)
        yield from foreign_marks(sources, is_github=judging.is_github)


def _phases(sources: Sources) -> Iterator[Problem]:
    """Phases listed twice, and phases named that are not listed."""
    if sources.charter is None or sources.charter_document is None:
        return
    known: list[str] = []
    for index, phase in enumerate(sources.charter.phases):
        if phase.id in known:
            where = sources.charter_document.locate(("phases", index, "id"))
            yield Problem(where, f"the phase {phase.id!r} is here twice", "give each phase its own id")
        known.append(phase.id)
    for sourced in sources.items:
        name = getattr(written_of(sourced.item), "phase", None)
        if name is not None and name not in known:
            phases = f"phases: {', '.join(known)}" if known else f"{sources.prefix}project.yml lists no phases yet"
            yield Problem(sourced.locate("phase"), f"unknown phase {name!r}", did_you_mean(name, known) or phases)


def _key_dates(sources: Sources) -> Iterator[Problem]:
    """More key dates than a reader can keep in mind."""
    key = [s for s in sources.items if isinstance(s.item, Milestone) and s.item.key]
    named = ", ".join(s.item.id for s in key[:MOST_KEY_DATES] if isinstance(s.item, Milestone))
    for sourced in key[MOST_KEY_DATES:]:
        hint = f"three at most are key: {named} are; take key: out of one of them"
        yield Problem(sourced.locate("key"), "a key date too many", hint)


def _former_ids(sources: Sources) -> Iterator[Problem]:
    """`was` joins the history of an id that is gone to one that is here: neither may be claimed twice."""
    heirs: dict[tuple[Kind, str], Sourced] = {}
    for sourced in sources.items:
        item = sourced.item
        if not isinstance(item, Item):
            continue
        for index, name in enumerate(item.was):
            where = _entry(sourced, "was", index=index)
            if name == item.id:
                yield Problem(where, f"{name!r} is its id already", "name its earlier id, or leave was: out")
            elif name in sources.ids.get(item.kind, frozenset()):
                hint = "was: names an id that is no longer used"
                yield Problem(where, f"the {item.kind} {name!r} is still here", hint)
            elif (heir := heirs.setdefault((item.kind, name), sourced)) is not sourced:
                hint = f"{heir.locate('was')} claims it already; an id has one successor"
                yield Problem(where, f"the history of {name!r} is claimed twice", hint)


def _references(sourced: Sourced, sources: Sources, internal: frozenset[Key]) -> Iterator[Problem]:
    """Items named by another one that are not there, or that nobody may see."""
    for path, field, value in values_of(written_of(sourced.item)):
        names = enumerate(value) if field.is_list else ((0, value),)
        for index, name in names if field.kinds else ():
            where = _entry(sourced, *path, index=index)
            found = [key for key in keys_named(name, field.kinds) if key[1] in sources.ids.get(key[0], ())]
            if not found:
                yield from _unknown(where, name, field, sources)
            elif len(found) > 1:
                hint = f"write {' or '.join(f'{kind}:{item_id}' for kind, item_id in found)}"
                yield Problem(where, f"{name!r} is the id of more than one item", hint)
            elif sourced.item.is_public and found[0] in internal:
                message = f"the {found[0][0]} {name!r} is internal, so the site does not tell that it is named here"
                yield Problem(where, message, "nothing to do, if that is meant", Severity.ADVICE)


def _unknown(where: Location, name: str, field: MarkedField, sources: Sources) -> Iterator[Problem]:
    if any(kind not in sources.ids for kind in field.kinds):
        return  # A file is too broken to tell.
    kinds = " or ".join(field.kinds)
    known = [item_id for kind in field.kinds for item_id in sorted(sources.ids[kind])]
    yield Problem(where, f"unknown {kinds} {name!r}", did_you_mean(name, known) or ELSE_UNKNOWN)


@dataclass(frozen=True)
class _Order:
    """A field by which items of a kind point at others of it, and how a circle of them is told."""

    kind: Kind
    field: str
    itself: str
    circle: str
    word: str


_ORDERS = (
    _Order(Kind.MILESTONE, "after", "comes after itself", "these milestones wait for each other in a circle", "after"),
    _Order(
        Kind.DECISION,
        "supersedes",
        "stands in its own place",
        "these decisions stand in each other's place in a circle",
        "in place of",
    ),
)


def _cycles(sources: Sources, order: _Order) -> Iterator[Problem]:
    """Items that point at themselves, by whatever way round; each circle is told once."""
    known = {s.item.id: s for s in sources.items if s.item.kind is order.kind}
    settled: set[str] = set()
    for start in sorted(known):
        trail: list[str] = []
        ways = [iter((start,))]
        while ways:
            name = next(ways[-1], None)
            if name is None:
                ways.pop()
                if trail:
                    settled.add(trail.pop())
            elif name in trail:
                yield _circle(order, [*trail[trail.index(name) :], name], known[trail[-1]])
            elif name in known and name not in settled:
                trail.append(name)
                ways.append(iter(_pointed_at(known[name], order)))


def _pointed_at(sourced: Sourced, order: _Order) -> tuple[str, ...]:
    value: str | tuple[str, ...] | None = getattr(sourced.item, order.field)
    return (value,) if isinstance(value, str) else value or ()


def _circle(order: _Order, names: Sequence[str], last: Sourced) -> Problem:
    where = _entry(last, order.field, index=_pointed_at(last, order).index(names[-1]))
    if len(names) == 2:
        message = f"the {order.kind} {names[0]!r} {order.itself}"
        return Problem(where, message, f"take it out of its own {order.field}:")
    hint = f"{f' {order.word} '.join(reversed(names))}: take one of them out"
    return Problem(where, order.circle, hint)


def _entry(sourced: Sourced, *path: str | int, index: int) -> Location:
    """Where an entry of a list stands that may be written as a single word."""
    node = sourced.document.node((*sourced.at, *path))
    is_list = node is not None and isinstance(node.value, list)
    return sourced.locate(*path, index) if is_list else sourced.locate(*path)
