"""Work grows with what there is to read, and no faster: twice as much takes about twice the time of the processor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from time import process_time

import pytest

from counting import calls_of
from history_builder import Told, commitment, lesson, meeting, milestone, update
from milepost.errors import Problem
from milepost.facts.advice.week import week_of
from milepost.facts.report.deriving import derive_report
from milepost.facts.report.report import StatusReport
from milepost.model.fields import Kind
from milepost.model.items import Item
from milepost.model.marks import fields_of
from milepost.model.registers import REGISTERS, Form, Register
from milepost.model.snapshot import AnyItem, Snapshot
from milepost.render.all_pages import render_pages
from milepost.render.data.status_json import status_json
from milepost.render.words.words import Words
from milepost.source.checks.judging import Judging
from milepost.source.content import read_content
from milepost.source.prose.body import read_body
from milepost.source.yaml.located_yaml import parse_yaml
from samples import item_of, still_open

TODAY = date(2026, 11, 26)
# Twice the work, and half as much again for whatever else the machine does; four times the work is what is looked for.
_MOST = 3.0
_TRIES = 4
# Sorting makes up to a quarter of a percent; a call for each pair of so many items makes five or more.
_NO_MORE = 1.01
_PART = 125


def _day(n: int) -> str:
    return (date(2020, 1, 3) + timedelta(n)).isoformat()


def _read(files: dict[str, str]) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    sound = {"project.yml": "name: P\n", "milestones.yml": ""}
    return read_content(
        {path: text.encode() for path, text in {**sound, **files}.items()}, judging=Judging(today=TODAY)
    )


def linked_updates(n: int) -> Callable[[], object]:
    """Updates that link to renamed milestones."""
    plan = "".join(f"- {{id: m{i}, was: o{i}, title: T{i}, due: 2026-03-06}}\n" for i in range(n))
    text = "---\nstatus: green\nheadline: H\n---\nSee <milestone:o{}> and [x](milestone:m{}).\n"
    return lambda: _read({"milestones.yml": plan, **{f"updates/{_day(i)}.md": text.format(i, i) for i in range(n)}})


def a_long_update(n: int) -> Callable[[], object]:
    """One update of many lines, each with something in it."""
    lines = "\n".join(
        f"- [line {i}](https://example.org/{i}) of **{i}** at the desk, see <milestone:m>" for i in range(n)
    )
    plan = "- {id: m, title: T, due: 2026-03-06}\n"
    return lambda: _read({"milestones.yml": plan, "updates/2026-03-06.md": f"---\nstatus: green\n---\n{lines}\n"})


def brackets(n: int) -> Callable[[], object]:
    """A page that opens brackets and closes none."""
    return lambda: (read_body("[" * 20 * n), read_body("`" * n + "x"), _read({"a.md": "(" * 20 * n + "[x](" * n}))


def many_files(n: int) -> Callable[[], object]:
    """Names that differ in nothing but a number."""
    return lambda: _read({f"notes/page-{i}.md": "Words.\n" for i in range(n)})


def quotes(n: int) -> Callable[[], object]:
    """A document of quotes that do not close, with escapes in them."""
    return lambda: parse_yaml("- '" + "it''s \"x\" \\U000 " * 20 * n, "a.yml")


def long_words(n: int) -> Callable[[], object]:
    """Words without an end where a day, a key, a colour and an id belong."""
    word = "word" * 20 * n
    plan = (
        f"- {{id: m, title: T, due: 2{word}, {word}: x}}\n- {{id: {word}, title: T, due: {word} 2026, cause: {word}}}\n"
    )
    update = f"---\nstatus: {word}\n---\n<{word}:a> <milestone:{word}> [x]({word}.md)\n"
    return lambda: _read({"milestones.yml": plan, "updates/2026-03-06.md": update})


def unknown_names(n: int) -> Callable[[], object]:
    """Links, references and paths that all miss what there is by a letter."""
    plan = "".join(f"- {{id: harbour-{i}, title: T, due: 2026-03-06, after: [harber-{i}]}}\n" for i in range(n))
    links = "\n".join(
        f"<milestone:harbor-{i}> [x](picture-{i}.pgn) [y](#hedding-{i})\n\n# Heading {i}\n" for i in range(n)
    )
    pictures = {f"picture-{i}.png": "" for i in range(n)}
    return lambda: _read({"milestones.yml": plan, "page.md": links, **pictures})


def tagged_lessons(n: int) -> Callable[[], object]:
    """Lessons, each with a topic of its own, as pages."""
    items = [lesson(f"l{i}", tags=[f"t{i}", "all"]) for i in range(n)]
    report = Told().on("2026-03-06", milestone(), *items).report()
    return lambda: render_pages(report, Words.of("en"))


def asks_and_updates(n: int) -> Callable[[], object]:
    """An update a day, and each day a promise of the client that is kept on the next."""
    story = Told()
    items: dict[str, AnyItem] = {}
    for i in range(n):
        items[f"c{i}"] = commitment(f"c{i}", due=_day(i + 1), **{"from": "client"})
        if i:
            items[f"c{i - 1}"] = commitment(f"c{i - 1}", due=_day(i), kept=_day(i), **{"from": "client"})
        items[_day(i)] = update(_day(i), "All is well.")
    story.on(_day(n), *items.values())
    return lambda: derive_report(story.history(), date(2026, 11, 26))


@pytest.mark.parametrize(
    ("work", "size"),
    [
        (linked_updates, 150),
        (a_long_update, 400),
        (brackets, 400),
        (many_files, 400),
        (quotes, 400),
        (long_words, 100),
        (unknown_names, 150),
        (tagged_lessons, 60),
        (asks_and_updates, 150),
    ],
)
def test_twice_as_much_takes_about_twice_as_long(work: Callable[[int], Callable[[], object]], size: int) -> None:
    """By the processor's time, the least of several runs; once more where the machine was busy with something else."""
    tries = ((_least(work(size)), _least(work(2 * size))) for _ in range(_TRIES))
    assert any(twice < _MOST * max(once, 0.005) for once, twice in tries)


def registers_of(register: Register) -> Callable[[int], Callable[[], StatusReport]]:
    """A project with so many items of a register: read, told and given as data."""

    def work(n: int) -> Callable[[], StatusReport]:
        items = [_item(register, i) for i in range(n)]
        files = _files(register, items) if register.is_list else {}
        story = Told().on("2026-03-06", *([] if register.kind is Kind.MILESTONE else [milestone("m")]), *items)

        def everything() -> StatusReport:
            assert not register.is_list or _read(files)[0], "what is read is sound"
            report = derive_report(story.history(), TODAY)
            status_json(report, None)
            week_of(report)
            return report

        return everything

    return work


def _item(register: Register, i: int) -> AnyItem:
    """An item that waits, where its kind can, and touches the one milestone there is."""
    if not register.is_list:
        pages = {Kind.UPDATE: update(_day(i), "Words."), Kind.MEETING: meeting(_day(i), "Words.")}
        return pages.get(register.kind, lesson(f"l{i}"))
    kind, told = _told(register)
    item: AnyItem = kind.model_validate({**told, "id": f"i{i}"})  # type: ignore[assignment]  # every such item is one
    return item


@cache
def _told(register: Register) -> tuple[type[Item], Mapping[str, object]]:
    """What all items of a register say, but for their ids."""
    found = still_open(register, id="a") if register.is_record else item_of(register)
    assert isinstance(found, Item)
    affects = {"affects": ["m"], "side": "vendor"} if register.is_record else {}
    data = found.model_dump(by_alias=True)
    fields = fields_of(type(found))
    written = {field.name: value for field in fields if (value := data[field.name]) and not field.kinds}
    allowed = {field.name for field in fields}
    # Without what wants something else beside it.
    alone = {key: value for key, value in written.items() if key not in {"phase", "answer", "outcome"}}
    return type(found), {**alone, **{key: value for key, value in affects.items() if key in allowed}}


def _files(register: Register, items: list[AnyItem]) -> dict[str, str]:
    """The items in files of so many each: a file has a size beyond which it is not read."""
    entries = [i.model_dump_json(by_alias=True, exclude_none=True) for i in items if isinstance(i, Item)]
    parts = range(0, len(entries), _PART)
    held = {f"{register.name}/{n}.yml": "".join(f"- {entry}\n" for entry in entries[n : n + _PART]) for n in parts}
    plan = {} if register.kind is Kind.MILESTONE else {"milestones.yml": "- {id: m, title: T, due: 2026-03-06}\n"}
    return plan | held


_MANY = pytest.mark.parametrize("register", [r for r in REGISTERS if r.form is not Form.PAGE], ids=lambda r: r.name)


@_MANY
def test_each_further_item_of_a_register_costs_what_the_one_before_did(register: Register) -> None:
    """Read, told and given as data: as many calls for the third part as for the second, and all of it is told."""
    work = registers_of(register)
    work(1)()  # What is loaded or remembered once.
    one, two, three = (calls_of(work(parts * _PART)) for parts in (1, 2, 3))
    assert three - two < _NO_MORE * (two - one), (one, two, three)
    told = Counter(event.kind for event in work(_PART)().events if event.event in {"raised", "made", "published"})
    assert told[register.kind] == _PART


def _least(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        begun = process_time()
        work()
        times.append(process_time() - begun)
    return min(times)
