"""Whatever is asked of every kind of item, asked once of all of them: who adds one reads what it still lacks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from history_builder import Told, change, lesson, milestone, risk, update
from milepost.facts.events import EventName
from milepost.facts.report import StatusReport
from milepost.facts.wording.item_fields import UNTOLD
from milepost.model.fields import Kind
from milepost.model.items import PageItem
from milepost.model.kinds.charter import Language
from milepost.model.marks import Mark, every_field, fields_of, marked, way_to
from milepost.model.places import RECORD_PAGE, address, source_uri
from milepost.model.registers import REGISTERS, Form, Register, register_of
from milepost.model.snapshot import AnyItem
from milepost.render.all_pages import PAGES, render_pages
from milepost.render.data.status_json import status_json
from milepost.render.data.status_pages import PAGE_DATA
from milepost.render.data.status_shape import status_schema
from milepost.render.feeds.calendar import asks_calendar, calendar
from milepost.render.feeds.rss import Feeds
from milepost.render.feeds.topics import events_by_topic
from milepost.render.prose.links import resolve_item_links
from milepost.render.sentences.named import Names
from milepost.render.sentences.sentences import headline
from milepost.render.words.words import Words
from milepost.source.checks.judging import Judging
from milepost.source.content import read_content
from milepost.source.files.items import read_file
from milepost.source.validation.guesses import FOREIGN
from samples import MANUAL, item_of, sample, shown, still_open

ROOT = Path(__file__).parents[2]
RECORDS = [register for register in REGISTERS if register.is_record]
TOLD_AS = {
    Mark.TITLE: EventName.REWORDED,
    Mark.WORDS: EventName.REWORDED,
    Mark.PERSON: EventName.REASSIGNED,
    Mark.LEVEL: EventName.RATED,
    Mark.DATE: EventName.MOVED,
}
HIDDEN = "quince"

every_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
every_page = pytest.mark.parametrize(
    "register", [register for register in REGISTERS if not register.is_list], ids=lambda register: register.name
)
every_record = pytest.mark.parametrize("register", RECORDS, ids=lambda register: register.name)


def fields_told(register: Register) -> Iterator[tuple[str, Any]]:
    """Each field of a register whose change is told, with what it may hold instead of what the sample says."""
    for name, info in register.written.model_fields.items():
        field = next(field for field in fields_of(register.written) if field.attribute == name)
        value = getattr(sample(register), name)
        if field.name in UNTOLD or field.has(Mark.CLOSES, Mark.DECIDES) or field.name == "thread":
            continue
        if not field.parts or field.is_list:
            yield field.name, another(info.annotation, value)
        for record in (kind for kind in leaves(info.annotation) if hasattr(kind, "model_fields")):
            said = value.model_dump(by_alias=True) if value else {}
            for inner, held in record.model_fields.items():
                yield f"{field.name}.{inner}", {**said, inner: another(held.annotation, said.get(inner))}


def another(annotation: Any, value: Any) -> Any:
    """Something else that a field of a type may hold."""
    kinds = list(leaves(annotation))
    words = [word for kind in kinds if get_origin(kind) is Literal for word in get_args(kind)]
    if words:
        return next(word for word in words if word != value)
    enums = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)]
    if enums:
        return next(word for word in enums[0] if word != value)
    if bool in kinds:
        return not value
    if date in kinds:
        return (value or date(2026, 3, 1)) + timedelta(1)
    if int in kinds:
        return value - 1 if value and value > 5 else 2 if value != 2 else 3
    return ["pilot"] if tuple in kinds else "pilot"


def leaves(annotation: Any) -> Iterator[Any]:
    """What an annotation is made of, at any depth."""
    yield annotation
    yield from [get_origin(annotation)] if get_origin(annotation) else []
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from leaves(part)


def report_of(*items: AnyItem, language: str = "en") -> StatusReport:
    """What a project says that holds some items since 5 January."""
    told = Told().on("2026-01-05", *items)
    told.charter = told.charter.model_copy(update={"language": Language(language)})
    return told.report()


def test_every_kind_has_its_register() -> None:
    """In the order of the words of links, each once, under a name and on a page of its own."""
    assert tuple(register.kind for register in REGISTERS) == tuple(Kind)
    assert len({register.name for register in REGISTERS}) == len({register.page for register in REGISTERS}) == len(Kind)


@every_register
def test_its_schema_stands_beside_the_sample(register: Register) -> None:
    """An editor completes what is written, and explains every key of it."""
    name = register.name if register.is_list else register.kind
    schema = json.loads((ROOT / f"content/.schemas/{name}.json").read_text("utf-8"))
    keys = next(iter([schema["items"]] if register.is_list else [schema]))
    shape = schema["$defs"][keys["$ref"].rpartition("/")[2]] if "$ref" in keys else keys
    assert set(shape["properties"]) == {field.name for field in fields_of(register.written)}
    shapes = [shape, *schema.get("$defs", {}).values()]
    keys_said = [(name, said) for one in shapes for name, said in one.get("properties", {}).items()]
    assert [name for name, said in keys_said if not described(said, schema)] == []


def described(key: Any, schema: Any) -> bool:
    """Whether an editor has something to say of a key; pydantic says only once what its type says, too."""
    shape = schema["$defs"][key["$ref"].rpartition("/")[2]] if "$ref" in key else key
    return bool(key.get("description") or shape.get("description"))


@every_register
def test_the_manual_tells_of_it(register: Register) -> None:
    """Which file it is, each of its keys, and the word by which one links to it."""
    assert f"\n## {register.files[0]}" in MANUAL
    name = register.name if register.is_list else register.kind
    assert f"<!-- table: keys of {name} -->" in MANUAL
    assert f"`{register.kind}`" in MANUAL.partition("kinds are ")[2].partition("\n")[0]


@pytest.mark.parametrize("register", [r for r in REGISTERS if r.is_list], ids=lambda register: register.name)
def test_the_sample_of_the_manual_is_read(register: Register) -> None:
    """What the manual shows can be copied."""
    reading = read_file(register, f"{register.name}.yml", shown(register).encode())
    assert (len(reading.items), reading.problems) == (1, ())


@every_register
def test_wrong_inputs_of_it_are_told(register: Register) -> None:
    """Somebody has tried what goes wrong in it, and each of the tries says what it is told."""
    assert len(list((ROOT / "tests/invalid" / register.name).iterdir())) >= 3


@every_register
def test_a_story_and_the_demo_tell_of_it(register: Register) -> None:
    """Somebody has played what happens to it and read what comes of that, and shows it to whoever looks at the demo."""
    stories = [path.read_text("utf-8") for path in (ROOT / "tests/stories").glob("*/history.yml")]
    demo = [path.read_text("utf-8") for path in (ROOT / "generator/milepost/authoring/demo_story").glob("*.yml")]
    assert [text for text in stories if f"content/{register.name}" in text]
    # The demo is under way, and only a project at its end has a closing report.
    assert register.form is Form.PAGE or [text for text in demo if f"content/{register.name}" in text]


@every_register
def test_the_manual_says_how_to_link_to_it(register: Register) -> None:
    """The kinds that a link may name stand in one line."""
    kinds = next(line for line in MANUAL.splitlines() if line.startswith("Link to items:"))
    assert f"`{register.kind}`" in kinds


@every_register
def test_it_has_words_in_both_languages(register: Register) -> None:
    """What it is called, what its fields are called, and what their values mean that no author wrote."""
    chinese = Words.of("zh")
    assert chinese.kind(register.kind) != Words.of("en").kind(register.kind)
    if not register.is_record:
        return
    assert chinese.register(register.kind) != Words.of("en").register(register.kind)
    names = [name for name, _ in fields_told(register)]
    names += [
        f"{f.name}.{part.name}"
        for f in fields_of(register.written)
        for part in f.parts
        if part.name != "on" and not f.is_list
    ]
    assert [name for name in names if chinese.field(register.kind, name) == name] == []
    known = [(name, value, chinese.value(register.kind, name, value)) for name, value in coded(register)]
    assert [(name, value) for name, value, said in known if said == str(value)] == []


def coded(register: Register) -> Iterator[tuple[str, Any]]:
    """Each value of a field that is no word of an author's, in the parts of its fields, too."""
    for name, info in register.written.model_fields.items():
        field = next(field for field in fields_of(register.written) if field.attribute == name)
        values = [word for kind in leaves(info.annotation) if get_origin(kind) is Literal for word in get_args(kind)]
        yield from ((field.name, value) for value in values)
        if bool in leaves(info.annotation):
            yield from ((field.name, value) for value in (False, True))
        if field.has(Mark.LEVEL) and int in leaves(info.annotation):
            yield from ((field.name, value) for value in range(1, 6))
        for part in [kind for kind in leaves(info.annotation) if hasattr(kind, "model_fields")]:
            for inner, held in part.model_fields.items():
                words = [w for kind in leaves(held.annotation) if get_origin(kind) is Literal for w in get_args(kind)]
                yield from ((f"{field.name}.{inner}", word) for word in words)


@every_record
def test_every_field_is_told_as_it_is_marked(register: Register) -> None:
    """One event a field, named by its mark, and a sentence of it in both languages."""
    before = still_open(register, reason=None)
    for name, value in fields_told(register):
        after = still_open(register, **{"reason": None, name.partition(".")[0]: value})
        named: list[Any] = [milestone(item_id) for item_id in before.affects]
        named += [milestone("pilot"), still_open(register, id="pilot"), lesson("pilot")]
        named += [risk("pilot")] if register.kind is not Kind.RISK else []
        named += [change("pilot")] if register.kind is Kind.BUDGET else []
        report = Told().on("2026-01-05", before, *named).on("2026-01-12", after, *named).report()
        changes = [event for event in report.events if (event.kind, event.id) == (register.kind, before.id)][1:]
        field = way_to(register.written, name)[-1]
        expected = next((event for mark, event in TOLD_AS.items() if field.has(mark)), EventName.CHANGED)
        assert [(e.event, e.field) for e in changes] == [(expected, name)]
        for language in Language:
            said = headline(changes[0], Words.of(language))
            assert not re.search(r"None|[<>{}]", said), said


@every_record
def test_its_life_is_told(register: Register) -> None:
    """Raised, decided, closed, opened again, deleted, back, joined: each once, with a sentence in both languages."""
    still, over = still_open(register, id="a", reason=None), sample(register, id="a", reason=None)
    other = still_open(register, id="b", reason=None)
    story = Told().on("2026-01-05", still, other).on("2026-05-12", over, other).on("2026-05-19", still, other)
    story = story.on("2026-05-26", other).on("2026-06-02", still, other)
    report = story.on("2026-06-09", still.model_copy(update={"was": ("b",)})).report()
    told = [event.event.value for event in report.events if event.event is not EventName.MISSED]
    ends = [
        name
        for mark, name in ((Mark.DECIDES, "decided"), (Mark.CLOSES, "closed"))
        for field in marked(register.written, mark)
        if getattr(over, field.attribute)
    ]
    ends += ["stepped", "closed"] if register.kind is Kind.PROBLEM else []
    again = ["edited", "reopened"] if register.kind is Kind.PROBLEM else ["reopened"] * len(ends)
    life = [*ends, *again, "vanished", "returned", "merged"]
    assert sorted(told) == sorted(["raised", "raised", *life])
    assert told[-3:] == life[-3:]
    for event in report.events:
        for language in Language:
            assert not re.search(r"None|[<>{}]", headline(event, Words.of(language)))


@every_record
def test_an_update_announces_a_change_of_it(register: Register) -> None:
    """An update that links to it tells what changed, as of a promise."""
    report = (
        Told()
        .on("2026-01-05", still_open(register, id="a", title="Before"))
        .on("2026-01-09", still_open(register, id="a"), update("2026-01-09", f"See <{register.kind}:a>."))
        .report()
    )
    found = next(event for event in report.events if event.event is EventName.REWORDED)
    assert found.announced
    assert found.announced.update == "2026-01-09"


@every_record
def test_what_is_internal_is_nowhere(register: Register) -> None:
    """Neither an item that is, nor one that was public, nor what it names that nobody may see."""
    hidden = sample(register, id="a", title=HIDDEN, visibility="internal")
    secret = milestone(HIDDEN, visibility="internal")
    plain = sample(register, id="b", affects=[HIDDEN])
    report = Told().on("2026-01-05", sample(register, id="a"), secret, plain).on("2026-01-12", hidden, secret, plain)
    told = report.report()
    pages = "".join(page.before + page.title for page in render_pages(told, Words.of("en")))
    assert HIDDEN not in status_json(told, None) + pages
    assert [(held.kind, str(held.recorded)) for held in told.withheld] == [(register.kind, "2026-01-12")]


@every_register
def test_it_has_a_page_and_an_address(register: Register) -> None:
    """The list that it names is there, each item at its address, and a link leads there."""
    item = item_of(register)
    report = report_of(item)
    pages = render_pages(report, Words.of("en"))
    uris = {page.uri for page in pages}
    in_memory = [page.uri for page in pages if re.search(r"\w=(?:None|&#39;)", page.before)]
    assert in_memory == [], "a record as Python writes it"
    assert {register.page, source_uri(item.kind, item.id).partition("#")[0]} <= uris
    assert address(item.kind, item.id).startswith(register.page.removesuffix(".md").removesuffix("index"))
    assert source_uri(item.kind, item.id) in resolve_item_links(f"<{item.kind}:{item.id}>", report, "index.md")


@every_record
def test_an_empty_one_leaves_no_trace(register: Register) -> None:
    """No page, no tab, no key, and its place is free for a page of the author's."""
    report = report_of(milestone())
    assert [page.uri for page in render_pages(report, Words.of("en")) if page.uri.startswith(register.name)] == []
    assert register.name not in json.loads(status_json(report, None))
    files: dict[str, bytes | None] = {"project.yml": b"name: P\n", "milestones.yml": b"", register.page: b"# Ours\n"}
    snapshot, problems = read_content(files, judging=Judging(today=date(2026, 3, 6)))
    assert (snapshot is not None, problems) == (True, ())
    assert snapshot
    assert snapshot.gate.pages == {register.page}


@every_record
def test_it_is_in_the_data(register: Register) -> None:
    """`status.json` holds each item under the name of its register, with where it stands."""
    item = still_open(register, id="a")
    (told,) = json.loads(status_json(report_of(item), None))[register.name]
    raised = str(item.raised or "2026-01-05")
    assert (told["id"], told["url"], told["raised"], told["open"]) == ("a", f"{register.name}/a/", raised, True)


@every_page
def test_a_kind_of_page_is_told_everywhere(register: Register) -> None:
    """In the report, on pages of its own, in the data and in what these hold: each finds it in one dict."""
    kind, report = register.kind, report_of(item_of(register))
    assert [facts.item.kind for facts in report.told_pages[kind]] == [kind]
    assert (kind in PAGES, kind in PAGE_DATA) == (True, True)
    assert register.name in json.loads(status_json(report, None))
    assert register.name in status_schema()["properties"]


def test_nothing_is_told_of_a_kind_of_page_that_is_none() -> None:
    """Every dict of kinds of page holds those of the registers and no other."""
    pages = {register.kind for register in REGISTERS if not register.is_list}
    assert set(report_of().told_pages) == set(PAGES) == set(PAGE_DATA) == pages


@every_register
def test_the_search_finds_it(register: Register) -> None:
    """By its title and its id, on whichever page it stands."""
    item = still_open(register, id="a") if register.is_record else item_of(register)
    finds = [find for page in render_pages(report_of(item), Words.of("en")) for find in page.finds]
    assert [find.title for find in finds if f"({item.id})" in find.title or register.kind is Kind.UPDATE]


@every_register
def test_the_record_tells_of_it(register: Register) -> None:
    """What has no tab of its own stands among all that was said, with a link to it."""
    if not register.in_record:
        return
    item = still_open(register, id="a") if register.is_record else item_of(register)
    (record,) = [page for page in render_pages(report_of(item), Words.of("en")) if page.uri == RECORD_PAGE]
    assert address(item.kind, item.id) in record.before


@every_register
def test_what_it_names_is_told_by_title(register: Register) -> None:
    """A reader knows no ids: a change of each field that names items tells what these are called."""
    for field in every_field(fields_of(register.written)):
        for kind in field.kinds:
            named = item_of(register_of(kind))
            report = report_of(named)
            title = next(event.title for event in report.events if event.kind is kind)
            event = replace(report.events[0], kind=register.kind, field=field.name, event=EventName.CHANGED)
            told = Names(report).in_words(replace(event, before=None, after=named.id)).after
            assert told == title, (field.name, kind)


def ahead(register: Register) -> Iterator[str]:
    """The fields of a register that hold a day to come."""
    for field in fields_of(register.written):
        info = register.written.model_fields[field.attribute]
        if date in leaves(info.annotation) and not field.has(Mark.PAST) and not field.parts:
            yield field.name


# From when on a risk can happen is no day on which anybody has to do anything.
_NO_APPOINTMENT = {(Kind.RISK, "near")}


@every_record
def test_the_calendar_holds_its_days_to_come(register: Register) -> None:
    """Each day on which somebody has to do something stands in it, while the item is open."""
    for name in ahead(register):
        report = report_of(still_open(register, **{"id": "a", "affects": (), name: "2029-04-05"}))
        told = calendar(report, Words.of("en"), None)
        assert ("DTSTART;VALUE=DATE:20290405" in told) is ((register.kind, name) not in _NO_APPOINTMENT), name


@every_record
def test_what_it_asks_the_client_is_followed_as_such(register: Register) -> None:
    """What waits for the client is in the calendar and in the feed of what is asked, and nothing else of it is."""
    fields = {"side": "vendor", "from": "client", "due": "2029-04-05"}
    known = {field.name for field in fields_of(register.written)}
    told = {name: value for name, value in fields.items() if name in known}
    report = report_of(milestone("m"), still_open(register, **{"id": "a", "affects": (), **told}))
    asked = {ask.item.id for ask in report.asks}
    assert bool(asked) is (register.kind in {Kind.DECISION, Kind.CHANGE})
    topics = events_by_topic(report)
    assert {event.id for event in topics.get("asks", ())} == asked
    assert ("20290405" in asks_calendar(report, Words.of("en"), None)) is bool(asked & {"a"} and "due" in told)


@every_register
def test_the_feed_tells_of_it(register: Register) -> None:
    """What is new of it is an item of the feed, with its address."""
    item = still_open(register, id="a") if register.is_record else item_of(register)
    (told, *_) = Feeds(report_of(item), Words.of("en"), "https://status.example.org/").whole()
    assert f"https://status.example.org/{address(item.kind, item.id)}" in str(told.content)


def needed(register: Register, name: str) -> dict[str, Any]:
    """What a part of an item cannot be without."""
    attribute = next(field.attribute for field in fields_of(register.written) if field.name == name)
    annotation = register.written.model_fields[attribute].annotation
    (part,) = (kind for kind in leaves(annotation) if hasattr(kind, "model_fields"))
    needs = [(key, info) for key, info in part.model_fields.items() if info.is_required()]
    return {info.alias or key: str(another(info.annotation, None)) for key, info in needs}


_REFERENCES = [
    (register, ".".join(part.name for part in way))
    for register in REGISTERS
    if register.is_list
    for way in [
        *((field,) for field in fields_of(register.written)),
        *((field, part) for field in fields_of(register.written) for part in field.parts if not field.is_list),
    ]
    if way[-1].kinds
]


@pytest.mark.parametrize(("register", "name"), _REFERENCES, ids=lambda value: getattr(value, "name", value))
def test_a_name_of_nothing_known_is_told_with_what_is_near(register: Register, name: str) -> None:
    """Of whatever kind it may be, and in whichever part of an item it stands."""
    field = way_to(register.written, name)[-1]
    target = register_of(field.kinds[0])
    named = "harbour-two" if target.is_list else "harbour-two.md"
    written = item_of(register).model_dump(mode="json", by_alias=True, exclude_none=True)
    outer, _, inner = name.partition(".")
    value: Any = ["harbour-tow"] if isinstance(written.get(outer), list) or field.is_list else "harbour-tow"
    written[outer] = {**needed(register, outer), **(written.get(outer) or {}), inner: value} if inner else value
    files = {"project.yml": "name: P\n", "milestones.yml": ""}
    if target.is_list:
        other = item_of(target).model_dump(mode="json", by_alias=True, exclude_none=True)
        files[f"{target.name}/target.yml"] = f"- {json.dumps(other | {'id': 'harbour-two', 'was': []})}\n"
    else:
        files[f"{target.name}/{named}"] = "---\ntitle: T\ndate: 2026-03-02\n---\nWords.\n"
    files[f"{register.name}/own.yml"] = f"- {json.dumps(written)}\n"
    _, problems = read_content(
        {path: text.encode() for path, text in files.items()}, judging=Judging(today=date(2026, 12, 1))
    )
    told = [str(problem.hint) for problem in problems if "harbour-tow" in problem.message]
    assert told == ["did you mean 'harbour-two'?"], problems


def values_in(annotation: Any) -> set[str]:
    """The words of ours of which a field of a type holds one."""
    kinds = list(leaves(annotation))
    words = {word for kind in kinds if get_origin(kind) is Literal for word in get_args(kind)}
    return words | {
        word.value for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum) for word in kind
    }


def written_with(register: Register, theirs: str, ours: str) -> Iterator[dict[str, Any]]:
    """What somebody writes of an item who calls one of its keys or values as others do."""
    found = item_of(register)
    shape = found.matter if isinstance(found, PageItem) else found
    whole = shape.model_dump(mode="json", by_alias=True, exclude_none=True)
    for field in fields_of(register.written):
        annotation = register.written.model_fields[field.attribute].annotation
        if field.name == ours:
            yield {key: value for key, value in whole.items() if key != ours} | {theirs: "x"}
        if ours in values_in(annotation) and not field.parts:
            yield whole | {field.name: theirs}
        for part in field.parts if not field.is_list else ():
            if part.name == ours:
                yield whole | {field.name: {theirs: "x"}}
            for record in (kind for kind in leaves(annotation) if hasattr(kind, "model_fields")):
                info = record.model_fields.get(part.attribute)
                if info and ours in values_in(info.annotation):
                    yield whole | {field.name: needed(register, field.name) | {part.name: theirs}}


def hints_of(register: Register, written: dict[str, Any]) -> set[str]:
    """What is told of an item that is written so."""
    path, text = f"{register.name}/x.yml", f"- {json.dumps(written)}\n"
    if not register.is_list:
        name = "2026-01-05" if register.form is Form.DATED_PAGES else "x"
        path = f"{register.name}/{name}.md"
        text = "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in written.items()) + "---\nWords.\n"
    files = {"project.yml": b"name: P\n", "milestones.yml": b"", path: text.encode()}
    _, problems = read_content(files, judging=Judging(today=date(2026, 12, 1)))
    return {str(problem.hint) for problem in problems}


@pytest.mark.parametrize(("theirs", "ours"), sorted(FOREIGN.items()), ids=lambda word: word)
def test_what_others_call_otherwise_is_understood(theirs: str, ours: str) -> None:
    """Every word of theirs that we know leads to ours, in a register that has such a key or value."""
    found = (hints_of(register, written) for register in REGISTERS for written in written_with(register, theirs, ours))
    assert any(f"write {ours}" in hint for hints in found for hint in hints)


@pytest.mark.parametrize(
    ("theirs", "ours"), [("likelihood", "probability"), ("mitigate", "reduce"), ("issue", "problem")]
)
def test_the_commonest_words_of_others_are_known(theirs: str, ours: str) -> None:
    """Of those who kept a register of risks or issues elsewhere."""
    assert FOREIGN[theirs] == ours
