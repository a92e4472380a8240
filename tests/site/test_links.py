"""Every address on the site leads somewhere: pages, fragments, feeds, pictures."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

ORIGIN = "https://status.example.org/"


class Addresses(HTMLParser):
    """Collects what a page links to, and the ids it has."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links and ids."""
        found = dict(attrs)
        self.links += [
            value for name in ("href", "src") if (value := found.get(name)) and not value.startswith("data:")
        ]
        if identity := found.get("id"):
            self.ids.append(identity)


def test_every_link_resolves(site: Path) -> None:
    """No link of ours is dead, fragments included, and no id stands twice on a page."""
    pages = {page: Addresses(page) for page in sorted(site.rglob("*.html")) if page.name != "404.html"}
    broken = []
    for page, found in pages.items():
        where = urljoin(ORIGIN, page.relative_to(site).as_posix().removesuffix("index.html"))
        broken += [(where, f"#{name} stands twice") for name in {i for i in found.ids if found.ids.count(i) > 1}]
        for link in found.links:
            address, fragment = urldefrag(urljoin(where, link))
            if not address.startswith(ORIGIN):
                continue
            target = site / unquote(urlsplit(address).path.lstrip("/"))
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (fragment and target in pages and unquote(fragment) not in pages[target].ids):
                broken.append((where, link))
    assert broken == []


def test_pages_ask_nobody_else(site: Path) -> None:
    """No page loads a script, style, font or picture from another origin."""
    foreign = set()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        foreign |= {host for host in ("googleapis", "gstatic", "unpkg", "jsdelivr", "mermaid.ink") if host in text}
    assert foreign == set()
