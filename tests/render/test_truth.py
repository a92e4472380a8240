"""No page contradicts itself or the story: an independent reader goes through what is written, word by word.

The reader knows the HTML of the pages and the states that were told, and nothing of the facts made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from history_builder import Told, commitment, milestone, update
from milepost.facts.report.report import StatusReport
from milepost.model.kinds.charter import Charter
from milepost.model.snapshot import AnyItem
from milepost.render.all_pages import render_pages
from milepost.render.words.words import Words
from often import often

# Enough to catch a slip, few enough to wait for; HYPOTHESIS_EXAMPLES=2000 looks harder.
_SOME = often(60)
_START = date(2025, 11, 3)
_VOID = {"meta", "link", "br", "hr", "img", "input", "path", "rect", "circle", "line", "wbr"}
_PHASES = [{"id": "build", "title": "Build"}, {"id": "run", "title": "Run"}]
_CALM = ("on the agreed date", "days early", "day early", "on time", "as promised")
_LATE = ("overdue", "after the agreed", "reached late", "kept late")


@dataclass
class Node:
    """An element as a reader sees it."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    parts: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(" ".join(p if isinstance(p, str) else p.text for p in self.parts).split())

    def all(self, tag: str = "", of: str = "") -> Iterator[Node]:
        """Every element in it, itself too, of a tag and a class."""
        if tag in {"", self.tag} and (not of or of in self.attributes.get("class", "").split()):
            yield self
        for part in self.parts:
            if isinstance(part, Node):
                yield from part.all(tag, of)

    def days(self) -> list[date]:
        """The days that it names."""
        return [date.fromisoformat(node.attributes["datetime"]) for node in self.all("time")]


class Tree(HTMLParser):
    """Reads HTML into a tree."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open = [Node("root")]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element with nothing in it."""
        self.open[-1].parts.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """End one."""
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.open[-1].parts.append(data)


@dataclass
class Naive:
    """What anybody can see of an item in the states that were told."""

    agreed: date
    last: AnyItem
    gone: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done for it."""
        return not (self.gone or self.last.fulfilled or self.last.ended)

    @property
    def is_lost(self) -> bool:
        """Whether it was deleted while it was open."""
        return bool(self.gone) and not (self.last.fulfilled or self.last.ended)


@st.composite
def stories(draw: st.DrawFn) -> tuple[Told, dict[tuple[str, str], Naive], date]:
    """A small project over up to three years, what anybody can see of it, and a day on which it is looked at."""
    charter = {"name": "Harbour line", "phases": _PHASES, "rhythm": {"every": "month"}}
    told, known = Told(Charter.model_validate(charter)), dict[tuple[str, str], Naive]()
    items: dict[str, AnyItem] = {}
    day = _START
    for number in range(draw(st.integers(1, 5))):
        for name in [*items]:
            items[name] = _later(draw, items[name], day)
            if draw(st.integers(0, 9)) == 9:
                del items[name]
        for n in range(draw(st.integers(0, 3))):
            item = _new(draw, f"{number}-{n}", day)
            items[item.id] = item
        updates = [i for i in told.items.values() if i.kind == "update"]
        if draw(st.booleans()):
            updates.append(update(day.isoformat(), "Words.", status=draw(st.sampled_from(["green", "red"]))))
        told.on(day.isoformat(), *items.values(), *updates)
        _see(known, [*items.values()], day)
        day += timedelta(draw(st.integers(1, 250)))
    return told, known, told.steps[-1].day + timedelta(draw(st.integers(0, 400)))


def _see(known: dict[tuple[str, str], Naive], items: list[AnyItem], day: date) -> None:
    here = {(str(item.kind), item.id): item for item in items}
    for key, item in here.items():
        seen = known.setdefault(key, Naive(item.due, item))
        anew = getattr(item, "rebaselined", None)
        seen.last, seen.gone = item, None
        seen.agreed = anew.due if anew else seen.agreed
    for key, seen in known.items():
        if key not in here:
            seen.gone = seen.gone or day


def _new(draw: st.DrawFn, name: str, day: date) -> AnyItem:
    due = day + timedelta(draw(st.integers(-20, 500)))
    if draw(st.booleans()):
        return milestone(
            f"m{name}", title=f"Stone {name}", due=due, phase=draw(st.sampled_from(["build", "run", None]))
        )
    side = draw(st.sampled_from(["client", "vendor"]))
    return commitment(f"c{name}", promise=f"Promise {name}", due=due, **{"from": side})


def _later(draw: st.DrawFn, item: AnyItem, day: date) -> AnyItem:
    """What may become of an item by a day; a day of completion lies in the past."""
    past = day - timedelta(draw(st.integers(0, 90)))
    ends: dict[str, Any] = (
        {"done": past, "cancelled": past} if item.kind == "milestone" else {"kept": past, "withdrawn": {"on": past}}
    )
    fulfil, end = ends
    due = day + timedelta(draw(st.integers(-10, 300)))
    agreed = {"on": day, "due": due, "approved_by": "Steering group"}
    fields: dict[str, Any] = draw(
        st.sampled_from(
            [{"due": due}, {}, {fulfil: ends[fulfil]}, {"due": due}, {fulfil: ends[fulfil]}, {end: ends[end]}]
        )
    )
    if item.kind == "milestone" and "due" in fields and draw(st.integers(0, 3)) == 3:
        fields |= {"rebaselined": agreed, "reason": "Both agreed."}
    if item.fulfilled or item.ended:
        fields = {}
    return type(item).model_validate({**item.model_dump(by_alias=True), **fields})


def read(report: StatusReport) -> dict[str, Node]:
    """Every page, read."""
    pages = render_pages(report, Words.of("en"))
    return {page.uri: Tree(f"{page.before}{page.after}").open[0] for page in pages}


@_SOME
@given(stories())
def test_no_row_says_both(story: tuple[Told, dict[tuple[str, str], Naive], date]) -> None:
    """What is overdue or late is in the same place neither on the agreed date nor early, and never green."""
    pages = read(story[0].report(story[2].isoformat()))
    for uri, page in pages.items():
        for row in _rows(page):
            calm, late = [w for w in _CALM if w in row.text], [w for w in _LATE if w in row.text.lower()]
            assert not (calm and late), (uri, row.text)
        green = [n for n in page.all(of="mp-ok") if any(w in n.text.lower() for w in _LATE)]
        assert green == [], (uri, [n.text for n in green])


@_SOME
@given(stories())
def test_no_day_that_passed_is_still_to_come(story: tuple[Told, dict[tuple[str, str], Naive], date]) -> None:
    """Next, now, by, ends: such a day is today or later; every other one was due."""
    today = story[2]
    pages = read(story[0].report(today.isoformat()))
    overview, plan, commitments = pages["index.md"], pages["plan.md"], pages["commitments.md"]
    for row in (node for ol in overview.all("ol", "mp-to-come") for node in ol.all("li") if node.days()):
        assert row.days()[0] >= today or "overdue" in row.text, row.text
    for card in overview.all("aside", "mp-finish"):
        if "The project ends" in card.text:
            assert card.days()[0] >= today, card.text
    for by in overview.all(of="mp-by-day"):
        assert by.days()[0] >= today or ("Was due" in by.text and "overdue" in by.text), by.text
    for row in (li for li in plan.all("li", "mp-stone")):
        state, now = next(row.all(of="mp-state")).text, [*row.all(of="mp-day")][1]
        if state.startswith(("to", "in ", "In progress")) or state.endswith("later than agreed"):
            assert now.days()[0] >= today, row.text
        assert state.endswith("overdue") == now.text.startswith("Now was due"), row.text
    for row in commitments.all("summary"):
        states, days = [n.text for n in row.all(of="mp-state")], [n.days()[0] for n in row.all(of="mp-due")]
        if states in (["Open"], ["Moved"]):
            assert days[0] >= today, row.text
        assert (states == ["Overdue"]) == row.text.endswith("overdue"), row.text
    for page in pages.values():
        for found in re.findall(r"next (?:one )?(?:is )?due (?:on )?(.{0,30})", page.text):
            assert "overdue" not in found, found


@_SOME
@given(stories())
def test_a_day_of_another_year_carries_it(story: tuple[Told, dict[tuple[str, str], Naive], date]) -> None:
    """In the place where it stands."""
    today = story[2]
    pages = read(story[0].report(today.isoformat()))
    for uri in ("index.md", "plan.md", "commitments.md", "updates/index.md"):
        for place in pages[uri].all():
            for time in (p for p in place.parts if isinstance(p, Node) and p.tag == "time"):
                year = time.attributes["datetime"][:4]
                is_said = year in time.text or ("mp-big" in place.attributes.get("class", "") and year in place.text)
                assert is_said or year == str(today.year), (uri, place.text)


@_SOME
@given(stories())
def test_what_soothes_is_so(story: tuple[Told, dict[tuple[str, str], Naive], date]) -> None:
    """Complete, nothing open, nothing removed: as anybody can count in the states that were told."""
    told, known, today = story
    pages = read(told.report(today.isoformat()))
    text = pages["index.md"].text
    stones, promises = ([v for (kind, _), v in known.items() if kind == k] for k in ("milestone", "commitment"))
    is_open, lost = any(v.is_open for v in known.values()), [v.gone for v in known.values() if v.is_lost]
    is_done = any(v.last.fulfilled for v in known.values())
    pills = [node.text for node in next(pages["index.md"].all(of="mp-eyebrow")).all(of="mp-pill")]
    assert ("Complete" in pills) == (is_done and not is_open and not lost), pills
    assert "The project ended" not in text or not (is_open or lost), text
    for words, items in (("No milestone is open", stones), ("No commitment is open", promises)):
        assert words not in text or not any(v.is_open for v in items), text
    recent = [day for day in lost if day and day >= today - timedelta(30)]
    if found := re.search(r"nothing open was removed without a word.*?(?=Updates )", text):
        before = re.search(r"before that (\d+)", found[0])
        assert recent == [], text
        assert (int(before[1]) if before else 0) == len(lost), text
    yours = [v for v in promises if str(v.last.from_) == "client"]
    if "No promise of yours" in text:
        assert not any(v.is_open for v in yours), text


@_SOME
@given(stories())
def test_the_agreed_date_judges(story: tuple[Told, dict[tuple[str, str], Naive], date]) -> None:
    """Reached or kept is what came on or before the agreed date; what is gone since keeps what it was."""
    told, known, today = story
    pages = read(told.report(today.isoformat()))
    rows = {n.attributes["id"]: n for p in pages.values() for n in p.all() if "id" in n.attributes}
    for uri in ("plan.md", "commitments.md"):
        rows |= {p.attributes["id"]: n for n in pages[uri].all("li", "mp-row") for p in n.all(of="mp-inside")}
    for (kind, name), seen in known.items():
        row = rows[f"{kind[0]}-{name}"]
        state = next(row.all(of="mp-state")).text
        done = "Reached" if kind == "milestone" else "Kept"
        if seen.last.fulfilled:
            assert state.startswith(done), row.text
            assert state.endswith("late") == (seen.last.fulfilled > seen.agreed), row.text
        else:
            assert (state == "Removed without a word") == seen.is_lost, row.text
            assert state.lower().endswith("overdue") == (seen.is_open and seen.last.due < today), row.text


def _rows(page: Node) -> Iterator[Node]:
    """The places that speak of one thing: the innermost entries, and of a row in a table its cells."""
    for node in page.all():
        if node.tag == "tr":
            yield Node("tr", parts=[*node.all("td")])
        elif node.tag in {"li", "aside", "summary"} and not any(n is not node for n in node.all("li")):
            yield node
