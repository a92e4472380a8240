"""The pages of the versions: every one by month, what changed from one to the next, and what is left of a page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from history_builder import Told, commitment, milestone, update
from milepost.facts.report.report import StatusReport
from milepost.facts.versions import Archive, Departed, PastVersion, archive_of
from milepost.model.fields import Status
from milepost.model.kinds.charter import Charter
from milepost.render.all_pages import render_pages
from milepost.render.archive.versions import summary
from milepost.render.page import Page
from milepost.render.pages.since import marks_json
from milepost.render.words.words import Words

ENGLISH = Words.of("en")
LINE = [f"{number:040x}" for number in range(1, 5)]


def story() -> StatusReport:
    """An update, a date that moved, an update, and a promise after it."""
    beta, later = milestone(due="2026-04-15"), milestone(due="2026-04-22", reason="The pier is closed.")
    one, two = update("2026-02-27"), update("2026-03-20")
    told = Told(Charter(name="Harbour line")).on("2026-02-27", beta, one).on("2026-03-10", later, one)
    return (
        told.on("2026-03-20", later, one, two).on("2026-03-23", later, one, two, commitment(due="2026-05-01")).report()
    )


def version(name: str, revision: str, *updates: str, headline: str | None = "All is well") -> PastVersion:
    """A version as its manifest tells of it."""
    day = date.fromisoformat(name[:10])
    return PastVersion(name, revision, day, Status.GREEN, Status.AMBER, headline, updates, (), "e" * 64)


def archive(report: StatusReport) -> Archive:
    """The versions of the two updates."""
    first, second = version("2026-02-27", LINE[0], "2026-02-27"), version("2026-03-20", LINE[2], "2026-03-20")
    return archive_of([first, second], report.events, LINE)


def pages(report: StatusReport, versions: Archive | None, language: str = "en") -> dict[str, Page]:
    """The pages of today's site by their uri."""
    return {page.uri: page for page in render_pages(report, Words.of(language), archive=versions)}


def text(html: str) -> str:
    """The words of a page as they are read."""
    return re.sub(r" (?=[.,:])", "", " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split()))


def links(html: str) -> list[str]:
    """Where a page leads."""
    return re.findall(r'href="([^"]*)"', html)


def test_without_an_archive_there_are_no_such_pages() -> None:
    """A plain build promises no versions."""
    assert [uri for uri in pages(story(), None) if uri.startswith("versions/")] == []


def test_the_list_and_since_you_last_looked() -> None:
    """None of them has a tab: the Record leads to them, and the list to the others."""
    found = pages(story(), archive(story()))
    theirs = [(page.uri, page.title, page.nav) for page in found.values() if page.uri.startswith("versions/")]
    assert theirs == [
        ("versions/index.md", "Versions", None),
        ("versions/since.md", "Since you last looked", None),
        ("versions/proof.md", "Proof", None),
    ]
    assert {"../versions/", "../versions/since/"} <= set(links(found["record/index.md"].before))
    assert "../versions/proof/" in links(found["versions/index.md"].before)
    assert "../versions/since/" in links(found["versions/index.md"].before)


def test_the_record_leads_back_by_its_updates() -> None:
    """Only where there are versions of them: no other entry leads to the site as it was that day."""
    said = "Each update also leads to the whole site as it was that day."
    for versions, is_said in ((archive(story()), True), (Archive(()), False), (None, False)):
        shown = text(pages(story(), versions)["record/index.md"].before)
        assert (said in shown, "the site as it was that day" in shown.replace(said, "")) == (is_said, is_said)


def test_versions_are_listed_by_month_newest_first() -> None:
    """Each with its day, its news, both verdicts, and a link to it."""
    shown = pages(story(), archive(story()))["versions/index.md"].before
    assert re.findall(r"<h2[^>]*>([^<]*)<", shown) == ["March 2026", "February 2026"]
    assert re.findall(r'<li id="v-([^"]*)"', shown) == ["2026-03-20", "2026-02-27"]
    assert re.findall(r'<h3><a href="([^"]*)">([^<]*)</a>', shown) == [
        ("../versions/2026-03-20/", "All is well"),
        ("../versions/2026-02-27/", "All is well"),
    ]
    assert text(shown).count("We said On track By our rules At risk") == 2


def test_where_the_rules_were_stricter_their_word_stands_beside_ours() -> None:
    """In the list and above the update itself, as far as it is known; not where they agreed or were milder."""
    for known, beside in ((Status.RED, "by our rules Off track"), (Status.GREEN, "")):
        found = archive(story())
        versions = tuple(replace(version, computed=known) for version in found.versions)
        shown = pages(story(), replace(found, versions=versions))
        update_page, listed = text(shown["updates/2026-02-27.md"].before), text(shown["updates/index.md"].before)
        assert update_page.startswith(f"On track {beside} Update 1".replace("  ", " "))
        assert listed.endswith(f"27 Feb All is well On track {beside}".rstrip())
    assert "by our rules" not in pages(story(), None)["updates/2026-02-27.md"].before


def test_what_changed_from_one_to_the_next() -> None:
    """Counted, and told beneath; what came after the newest version stands above all."""
    told = text(pages(story(), archive(story()))["versions/index.md"].before)
    assert "Since the newest version: 1 added. See today" in told
    assert "Since 27 Feb: 1 added, 1 moved" in told
    assert "The pier is closed." in told
    assert "At the beginning: 2 added" in told


def test_every_receipt_is_in_the_table() -> None:
    """With the address of its manifest, the commit and the hash."""
    found = archive(story())
    versions = [replace(v, receipt=mark * 64) for v, mark in zip(found.versions, "ab", strict=True)]
    shown = pages(story(), Archive(tuple(versions)))["versions/proof.md"].before
    table = shown[shown.index("<tbody>") : shown.index("</tbody>")]
    assert links(table) == [f"../../versions/{day}/manifest.json" for day in ("2026-03-20", "2026-02-27")]
    assert re.findall(r"<code>([^<]*)</code>", table) == [LINE[2][:10], "a" * 64, LINE[0][:10], "b" * 64]


def test_before_the_first_update_the_list_says_what_will_be() -> None:
    """An empty list is no empty page."""
    shown = text(pages(Told().on("2026-03-06", milestone()).report(), Archive(()))["versions/index.md"].before)
    assert "With the first update, the whole site as it is on that day will stand here" in shown


def test_a_version_before_the_first_update() -> None:
    """A tag may be set before there is any news."""
    found = Archive((version("2026-02-27-kickoff", LINE[0], headline=None),))
    assert "Before the first update" in text(pages(story(), found)["versions/index.md"].before)


def test_an_alias_is_told() -> None:
    """A tag on the revision of an update is one more name for its version."""
    found = Archive((replace(version("2026-02-27", LINE[0], "2026-02-27"), aliases=("signed-off",)),))
    assert "27 Feb signed-off All is well" in text(pages(story(), found)["versions/index.md"].before)


def test_since_you_last_looked_holds_the_whole_ledger() -> None:
    """Newest day first, each entry with a mark of its own, so that a browser can tell what is new."""
    report = story()
    shown = pages(report, archive(report))["versions/since.md"].before
    days = re.findall(r'<li class="mp-age-(\w+)" data-mp-day>\s*<h3><time datetime="([^"]*)"', shown)
    assert days == [("week", "2026-03-23"), ("week", "2026-03-20"), ("month", "2026-03-10"), ("month", "2026-02-27")]
    marks = re.findall(r'data-mp-mark="(\w{8})"', shown)
    assert sorted(marks) == sorted(json.loads(marks_json(report.events)))
    assert len(set(marks)) == len(report.events)


def test_without_scripts_the_last_month_is_shown() -> None:
    """The span of the last visit is offered only where a browser remembers one."""
    shown = pages(story(), archive(story()))["versions/since.md"].before
    assert re.findall(r'value="(\w+)"( checked)?', shown) == [
        *[("visit", "")] * 3,
        ("week", ""),
        ("month", " checked"),
        ("start", ""),
    ]
    assert '<label hidden data-mp-span="visit">' in shown


def test_nothing_happened_yet() -> None:
    """A project without a promise has a page that says what will stand here."""
    shown = text(pages(Told().on("2026-03-06").report(), Archive(()))["versions/since.md"].before)
    assert "No date has moved and no promise has changed so far." in shown


def test_an_update_leads_to_its_version() -> None:
    """The page of an update leads to the site as it was on that day, if there is one."""
    found = archive(story())
    both = pages(story(), found)
    told = both["updates/2026-02-27.md"]
    assert "../../versions/2026-02-27/" in links(told.before + told.after)
    alone = pages(story(), Archive(found.versions[:1]))["updates/2026-02-27.md"]
    assert [link for link in links(alone.before + alone.after) if "versions/" in link] == []


@pytest.mark.parametrize(
    ("uri", "address", "expected"),
    [
        ("about.md", "versions/2026-02-27/about/", "../versions/2026-02-27/about/"),
        ("guide/deep/a.md", "versions/2026-02-27/guide/deep/a/", "../../../versions/2026-02-27/guide/deep/a/"),
        ("R&D.md", "versions/2026-02-27/R&D/", "../versions/2026-02-27/R%26D/"),
    ],
)
def test_an_address_is_permanent(uri: str, address: str, expected: str) -> None:
    """Where a page is gone, its address says so, and leads to the page as it last was."""
    found = archive(story())
    gone = pages(story(), replace(found, departed=(Departed(uri, found.versions[1], address),)))[uri]
    assert (gone.title, links(gone.before)[0], gone.nav) == ("This page was taken off the site", expected, None)
    assert "as it was on 27 February 2026" in text(gone.before)


def test_nobody_can_write_markup_into_the_list() -> None:
    """A headline of an old version is words, and so are names."""
    hostile = version("2026-02-27", LINE[0], headline="<script>alert(1)</script>")
    shown = pages(story(), Archive((replace(hostile, aliases=("<b>x</b>",)),)))["versions/index.md"].before
    assert "<script>" not in shown
    assert "<b>x</b>" not in shown
    assert ("<script>alert(1)</script>" in text(shown), "<b>x</b>" in text(shown)) == (True, True)


@pytest.mark.parametrize(
    ("names", "expected"),
    [("", "nothing changed"), ("moved", "1 moved"), ("moved moved kept missed", "2 moved, 1 kept, 1 missed")],
)
def test_changes_are_summed_up(names: str, expected: str) -> None:
    """In a few words, such as `2 added, 1 moved`."""
    event = next(event for event in story().events if event.event == "moved")
    kinds = {str(name): name for name in type(event.event)}
    told = [replace(event, event=kinds[name], before=None) for name in names.split()]
    assert summary(told, ENGLISH) == expected


def test_the_pages_speak_chinese() -> None:
    """No English is left in them."""
    found = archive(story())
    departed = Departed("about.md", found.versions[1], "versions/2026-02-27/about/")
    charter = Charter.model_validate({"name": "港口", "language": "zh"})
    report = replace(story(), charter=charter, events=())
    versions = tuple(replace(v, changes=(), headline="好") for v in found.versions)
    both = pages(report, Archive(versions, (), (departed,)), "zh")
    words = " ".join(text(both[uri].before) for uri in ("versions/index.md", "versions/since.md", "about.md"))
    assert re.findall(r"[A-Za-z]{3,}", re.sub(r"[0-9a-f]{10,}|sha256", "", words)) == []
