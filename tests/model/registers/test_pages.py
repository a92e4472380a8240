"""Where every kind of item is told: its page and address, the data, the search, the Record."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

from declared import every_page, every_record, every_register, report_of
from history_builder import milestone
from milepost.facts.events import EventName
from milepost.model.fields import Kind
from milepost.model.marks import every_field, fields_of
from milepost.model.places import RECORD_PAGE, address, source_uri
from milepost.model.registers import REGISTERS, Register, register_of
from milepost.render.all_pages import PAGES, render_pages
from milepost.render.data.status_json import status_json
from milepost.render.data.status_pages import PAGE_DATA
from milepost.render.data.status_shape import status_schema
from milepost.render.prose.links import resolve_item_links
from milepost.render.sentences.named import Names
from milepost.render.words.words import Words
from milepost.source.checks.judging import Judging
from milepost.source.content import read_content
from samples import item_of, still_open


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
