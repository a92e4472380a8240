"""The feed, read by a real feed reader; and the data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import feedparser

from milepost.facts.report.deriving import derive_report
from milepost.git.repository import Repository
from milepost.source.history import read_history


def test_a_feed_reader_reads_it(site: Path) -> None:
    """Well-formed RSS 2.0, newest first, with absolute links and guids that differ."""
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    days = [entry.published_parsed[:3] for entry in feed.entries]
    assert (feed.bozo, feed.version) == (False, "rss20")
    assert days == sorted(days, reverse=True)
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert {entry.link.startswith("https://status.example.org/") for entry in feed.entries} == {True}


def test_nothing_is_lost_on_the_way_back(site: Path, demo: Path) -> None:
    """The feed and its archives tell every event once, but for progress, and for what an update tells itself."""
    documents = [site / "feed.xml", *sorted((site / "feed").glob("*.xml"))]
    found = [entry.id for file in documents for entry in feedparser.parse(file.read_bytes()).entries]
    report = derive_report(read_history(Repository.open(demo), "HEAD", "content"))
    born = {event.id: event.revision for event in report.events if event.event == "published"}
    silent = [
        event
        for event in report.events
        if event.event == "progressed" or (event.announced and born[event.announced.update] == event.revision)
    ]
    assert len(feedparser.parse((site / "feed.xml").read_bytes()).entries) <= 100
    assert len(found) == len(set(found)) == len(report.events) - len(silent)


def test_an_update_opens_with_its_words(site: Path) -> None:
    """An item holds what the update opens with as HTML: no Markdown is left in it, and its links are whole."""
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    updates = [entry for entry in feed.entries if ":update:" in entry.id and entry.category == "published"]
    links = [href for entry in updates for href in re.findall(r'href="([^"]*)"', entry.summary)]
    assert {entry.summary.startswith("<p>") for entry in updates} == {True}
    assert [entry.title for entry in feed.entries if "](" in entry.get("summary", "")] == []
    assert links
    assert {link.startswith("https://status.example.org/") for link in links} == {True}


def test_guids_are_stable(demo: Path, tmp_path: Path) -> None:
    """What an earlier feed has told keeps its guid in every later one."""
    from milepost.pipeline import read_report, render_site

    def guids(ref: str) -> set[str]:
        site = render_site(read_report(Repository.open(demo), "content", ref), "https://status.example.org/")
        documents = [asset.content for asset in site.assets if asset.uri.startswith("feed")]
        return {entry.id for document in documents for entry in feedparser.parse(document).entries}

    assert guids("HEAD~20") <= guids("HEAD")


def test_every_page_names_the_feed(site: Path) -> None:
    """A reader that is given any page finds the feed; what is not there has none."""
    pages = [page for page in site.rglob("*.html") if page.name != "404.html"]
    silent = [page for page in pages if 'type="application/rss+xml"' not in page.read_text()]
    assert silent == []


def test_the_data_names_its_version(site: Path) -> None:
    """`status.json` says which contract it keeps and holds the ledger's entries with exactly their keys.

    Some stand there only where there is any such thing.
    """
    data = json.loads((site / "status.json").read_text())
    keys = [
        "kind",
        "id",
        "event",
        "on",
        "recorded",
        "revision",
        "author",
        "from",
        "to",
        "days",
        "days_from_first",
        "days_from_due",
        "reason",
        "cause",
        "announced",
        "notice_days",
    ]
    assert data["schema"] == 2
    rare = {"field", "first", "because", "evidence"}
    assert {tuple(key for key in event if key not in rare) for event in data["events"]} == {tuple(keys)}
    assert rare <= {key for event in data["events"] for key in event}
