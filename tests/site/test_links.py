"""Every address on the site leads somewhere: pages, fragments, feeds, pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import feedparser
from icalendar import Calendar

ORIGIN = "https://status.example.org/"


_ADDRESSES = ("href", "src", "action", "poster", "data")
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "popovertarget", "list")
# Material has labels for what its script makes, or for what only some configurations have.
_MADE_LATER = frozenset({"__toc"})


class Addresses(HTMLParser):
    """Collects what a page links to, the ids it has, and those that it names."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.named: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links and ids."""
        found = dict(attrs)
        self.links += [value for name in _ADDRESSES if (value := found.get(name)) and not value.startswith("data:")]
        self.links += [entry.split()[0] for entry in (found.get("srcset") or "").split(",") if entry.strip()]
        self.named |= {name for kind in _REFERENCES for name in (found.get(kind) or "").split()}
        if identity := found.get("id"):
            self.ids.append(identity)


def test_every_link_resolves(site: Path) -> None:
    """No link of ours is dead, fragments included, and no id stands twice on a page."""
    pages = read(site)
    broken = []
    for page, found in pages.items():
        where = urljoin(ORIGIN, page.relative_to(site).as_posix().removesuffix("index.html"))
        broken += [(where, f"#{name} stands twice") for name in {i for i in found.ids if found.ids.count(i) > 1}]
        broken += [(where, f"#{name} is named") for name in sorted(found.named - {*found.ids} - _MADE_LATER)]
        broken += [(where, link) for link in found.links if is_dead(urljoin(where, link), site, pages)]
    assert broken == []


def test_every_address_of_the_feed_the_calendar_the_data_and_the_map_resolves(site: Path) -> None:
    """What a feed reader, a program or a search engine is given is there, its fragment too."""
    pages = read(site)
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    told = [entry.link for entry in feed.entries] + [feed.feed.link] + [link.href for link in feed.feed.links]
    told += [href for entry in feed.entries for href in re.findall(r'href="([^"]+)"', entry.get("summary", ""))]
    told += re.findall(r"<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text())
    told += re.findall(r'"(https://status\.example\.org/[^"]*)"', (site / "status.json").read_text())
    told += [str(entry["URL"]) for entry in Calendar.from_ical((site / "calendar.ics").read_text()).walk("VEVENT")]
    assert len(told) > 200
    assert sorted({address for address in told if is_dead(address, site, pages)}) == []


def read(site: Path) -> dict[Path, Addresses]:
    """Every page of a site; 404.html is shown at any address, and its links begin at the root."""
    return {page: Addresses(page) for page in sorted(site.rglob("*.html"))}


def is_dead(address: str, site: Path, pages: Mapping[Path, Addresses]) -> bool:
    """Whether an address of ours leads to nothing."""
    address, fragment = urldefrag(address)
    if not address.startswith(ORIGIN):
        return False
    target = site / unquote(urlsplit(address).path.lstrip("/"))
    target = target / "index.html" if target.is_dir() else target
    return not target.is_file() or bool(fragment and target in pages and unquote(fragment) not in pages[target].ids)


def test_a_dead_link_would_be_seen(site: Path) -> None:
    """The judge is awake: a missing page and a missing fragment are dead; another site's pages are not ours."""
    pages = read(site)
    dead = [is_dead(urljoin(ORIGIN, link), site, pages) for link in ("plan/#m-nobody", "nowhere/", "plan/#m-go-live")]
    assert dead == [True, True, False]
    assert not is_dead("https://elsewhere.example/", site, pages)


def test_no_page_is_the_next_one(site: Path) -> None:
    """The tabs are no sequence: nothing tells a browser which page to fetch ahead."""
    told = [
        page for page in site.rglob("*.html") if re.search(r'rel="?(next|prev)\b', page.read_text(encoding="utf-8"))
    ]
    assert told == []


def test_pages_ask_nobody_else(site: Path) -> None:
    """No page loads a script, style, font or picture from another origin."""
    foreign = set()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        foreign |= {host for host in ("googleapis", "gstatic", "unpkg", "jsdelivr", "mermaid.ink") if host in text}
    assert foreign == set()
