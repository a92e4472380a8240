"""Checks: what only shows when all files are seen together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from milepost.errors import Location, Problem, Severity
from milepost.model.fields import Kind, Side
from milepost.model.items import Item
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.lessons import Lesson
from milepost.model.kinds.milestones import Milestone
from milepost.model.kinds.updates import Update
from milepost.source.checks.impossible_days import impossible_days
from milepost.source.checks.taken_names import taken_names
from milepost.source.files.items import Sourced
from milepost.source.files.readings import Sources
from milepost.source.prose.abbreviations import unexplained
from milepost.source.prose.dialect import foreign_marks
from milepost.source.prose.links import check_links
from milepost.source.prose.readable import unreadable
from milepost.source.yaml.validation import did_you_mean


def check(
    sources: Sources, *, today: date | None = None, advise: bool = False, is_github: bool = True
) -> Iterator[Problem]:
    """Every problem between the items, and between the items and the prose; on request, with advice on the words.

    What is told of names, days and marks only stops what can still be mended: an old revision is read without `today`.
    `is_github` says that pages of one's own are in Markdown as on GitHub, like all the rest.
    """
    if today:
        yield from impossible_days(sources, today)
        yield from taken_names(sources)
        yield from unreadable(sources)
    yield from _phases(sources)
    yield from _former_ids(sources)
    internal = frozenset(s.item.id for s in sources.items if s.item.kind is Kind.MILESTONE and not s.item.is_public)
    for sourced in sources.items:
        yield from _references(sourced, sources, internal)
        if isinstance(sourced.item, Milestone):
            yield from _milestone(sourced, sourced.item)
        elif isinstance(sourced.item, Commitment):
            yield from _commitment(sourced, sourced.item)
        elif isinstance(sourced.item, Update) and not sourced.item.matter.headline:
            hint = "add headline: the news in one plain sentence"
            yield Problem(sourced.locate(), "this update has no headline", hint, Severity.ADVICE)
    yield from _cycles(sources)
    yield from check_links(sources, is_github=is_github)
    if advise:
        yield from unexplained(sources)
        yield from foreign_marks(sources, is_github=is_github)


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
        item = sourced.item
        name = item.phase if isinstance(item, Milestone) else item.matter.phase if isinstance(item, Lesson) else None
        if name is not None and name not in known:
            phases = f"phases: {', '.join(known)}" if known else f"{sources.prefix}project.yml lists no phases yet"
            yield Problem(sourced.locate("phase"), f"unknown phase {name!r}", did_you_mean(name, known) or phases)


def _former_ids(sources: Sources) -> Iterator[Problem]:
    """`was` joins the history of an id that is gone to one that is here: neither may be claimed twice."""
    heirs: dict[tuple[Kind, str], Sourced] = {}
    for sourced in sources.items:
        item = sourced.item
        if not isinstance(item, Item):
            continue
        for index, name in enumerate(item.was):
            where = _entry(sourced, "was", index)
            if name == item.id:
                yield Problem(where, f"{name!r} is its id already", "name its earlier id, or leave was: out")
            elif name in sources.ids.get(item.kind, frozenset()):
                hint = "was: names an id that is no longer used"
                yield Problem(where, f"the {item.kind} {name!r} is still here", hint)
            elif (heir := heirs.setdefault((item.kind, name), sourced)) is not sourced:
                hint = f"{heir.locate('was')} claims it already; an id has one successor"
                yield Problem(where, f"the history of {name!r} is claimed twice", hint)


def _references(sourced: Sourced, sources: Sources, internal: frozenset[str]) -> Iterator[Problem]:
    """Milestones named by another item that are not there, or that nobody may see."""
    item, known = sourced.item, sources.ids.get(Kind.MILESTONE)
    if known is None:
        return
    named: list[tuple[str, int | None]] = []
    if isinstance(item, Milestone):
        named = [(name, index) for index, name in enumerate(item.after)]
    else:
        name = getattr(item if isinstance(item, Item) else item.matter, "milestone", None)
        named = [(name, None)] if name else []
    for name, at in named:
        where = sourced.locate("milestone") if at is None else _entry(sourced, "after", at)
        if name not in known:
            yield Problem(where, f"unknown milestone {name!r}", did_you_mean(name, known))
        elif item.is_public and name in internal:
            message = f"the milestone {name!r} is internal, so the site does not tell that it is named here"
            yield Problem(where, message, "", Severity.ADVICE)


def _milestone(sourced: Sourced, item: Milestone) -> Iterator[Problem]:
    if item.start and item.start > item.due:
        hint = f"it is due on {item.due}"
        yield Problem(sourced.locate("start"), f"it starts on {item.start}, after it is due", hint, Severity.WARNING)
    if item.done and item.cancelled:
        yield Problem(sourced.locate("cancelled"), "it is both done and cancelled", "keep the one that is true")
    yield from _without_keys(sourced, "rebaselined", "{on: 2026-02-20, due: 2026-03-06, approved_by: …}")
    if item.rebaselined and not item.reason:
        hint = "add reason: why both sides agreed to it"
        yield Problem(sourced.locate("rebaselined", key=True), "a new baseline needs a reason", hint)


def _without_keys(sourced: Sourced, name: str, example: str) -> Iterator[Problem]:
    """A mapping that was begun, and holds nothing: whoever wrote it meant something."""
    node = sourced.document.node(sourced.at)
    if node is not None and isinstance(node.value, dict) and name in node.value and node.value[name] is None:
        message = f"{name!r} has no value, so it says nothing"
        yield Problem(sourced.locate(name, key=True), message, f"write {name}: {example}")


def _commitment(sourced: Sourced, item: Commitment) -> Iterator[Problem]:
    if item.made and item.made > item.due:
        hint = f"it is due on {item.due}"
        yield Problem(sourced.locate("made"), f"it was made on {item.made}, after it is due", hint, Severity.WARNING)
    yield from _without_keys(sourced, "withdrawn", "{on: 2026-03-20, agreed_with: …}")
    if item.kept and item.withdrawn:
        yield Problem(sourced.locate("withdrawn", key=True), "it is both kept and withdrawn", "keep what is true")
    if item.from_ is Side.CLIENT and not item.owner and not item.fulfilled and not item.ended:
        hint = "add owner: who at the client's side answers for it"
        yield Problem(sourced.locate(), "this promise of the client has no owner", hint, Severity.ADVICE)


def _cycles(sources: Sources) -> Iterator[Problem]:
    """Milestones that come after themselves, by whatever way round; each circle is told once."""
    plan = {s.item.id: (s, s.item) for s in sources.items if isinstance(s.item, Milestone)}
    settled: set[str] = set()
    for start in sorted(plan):
        trail: list[str] = []
        ways = [iter((start,))]
        while ways:
            name = next(ways[-1], None)
            if name is None:
                ways.pop()
                if trail:
                    settled.add(trail.pop())
            elif name in trail:
                yield _circle([*trail[trail.index(name) :], name], plan[trail[-1]])
            elif name in plan and name not in settled:
                trail.append(name)
                ways.append(iter(plan[name][1].after))


def _circle(names: Sequence[str], last: tuple[Sourced, Milestone]) -> Problem:
    sourced, item = last
    where = _entry(sourced, "after", item.after.index(names[-1]))
    if len(names) == 2:
        return Problem(where, f"the milestone {names[0]!r} comes after itself", "take it out of its own after:")
    hint = f"{' after '.join(reversed(names))}: take one of them out"
    return Problem(where, "these milestones wait for each other in a circle", hint)


def _entry(sourced: Sourced, key: str, index: int) -> Location:
    """Where an entry of a list stands that may be written as a single word."""
    node = sourced.document.node((*sourced.at, key))
    return sourced.locate(key, index) if node is not None and isinstance(node.value, list) else sourced.locate(key)
