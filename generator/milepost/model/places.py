"""The site map: the addresses that are ours on every site, which no file of an author's may take."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Collection
from datetime import date

from milepost.model.fields import Kind
from milepost.model.registers import REGISTERS, Form, register_of

GLOSSARY_PAGE, ABOUT_PAGE, RECORD_PAGE = "glossary.md", "about.md", "record/index.md"
PAGES = ("index.md", *(register.page for register in REGISTERS), RECORD_PAGE, GLOSSARY_PAGE, ABOUT_PAGE)
"""The pages that Milepost writes, beside those of single items, as an author may link to them."""
FEED, CALENDAR, ASKS, DATA, MERMAID = "feed.xml", "calendar.ics", "asks.ics", "status.json", "plan.mmd"
FILES = (FEED, CALENDAR, ASKS, DATA, MERMAID)
"""The files that Milepost writes and that an author may link to."""
TOPICS = ("dates", "asks", "problems", "updates", "decisions")
"""What one can follow alone: each has a feed of its own, where there is anything to tell."""
HEADERS, MANIFEST, VERSIONS = "_headers", "manifest.json", "versions"
PROOF_PAGE = f"{VERSIONS}/proof.md"
TODAY = f"{VERSIONS}/{MANIFEST}"
"""The manifest of the pages at the root."""
RESERVED = frozenset(
    {
        *FILES,
        HEADERS,
        MANIFEST,
        "404.html",
        "sitemap.xml",
        "sitemap.xml.gz",
        "search/search_index.json",
        "search/search_index.js",
        "assets/disk.js",
        "assets/hits.js",
        "assets/keyboard.js",
        "assets/milepost.css",
        "assets/milepost.js",
        "assets/milepost.svg",
        "assets/rows.js",
        "assets/search.js",
        "assets/versions.js",
        "assets/visits.js",
    }
)
"""The files that the site cannot do without, whoever makes them."""
FOLDER_OF_VERSIONS = f"{VERSIONS}/"
FOLDERS = (FOLDER_OF_VERSIONS, "assets/stylesheets/", "assets/javascripts/")
"""The folders in which nothing but ours may lie: the versions, and what the theme loads."""
_ARCHIVE = re.compile(r"feed/\d+\.xml")
_TOPIC = re.compile(rf"feeds/(?:{'|'.join(TOPICS)})\.xml")
_YEAR = re.compile(r"(?:plan|commitments)/\d{4}(?:-\d+)?(?:\.md|/index\.(?:html|md)|/readme\.md)")


def address(kind: Kind, item_id: str) -> str:
    """Where on the site an item is told, from its root, such as `plan/#m-beta` or `lessons/rate-limits/`."""
    path, _, fragment = source_uri(kind, item_id).partition("#")
    return f"{path.removesuffix('.md')}/{'#' if fragment else ''}{fragment}"


def anchor(kind: Kind, item_id: str) -> str:
    """The id of an item's element on the page of its register: unique there, and stable."""
    return f"{kind[0]}-{item_id}"


def month_address(first: date) -> str:
    """Where the report of a month stands, from the root of the site."""
    return f"updates/{first:%Y-%m}/"


def source_uri(kind: Kind, item_id: str) -> str:
    """The same as a link between Markdown pages, such as `plan.md#m-beta`, which MkDocs checks."""
    register = register_of(kind)
    page, folder = register.page, folder_of(register.page)
    if register.form is Form.PAGE:
        return page
    return f"{folder}{item_id}.md" if folder else f"{page}#{anchor(kind, item_id)}"


def folder_of(page: str) -> str | None:
    """The folder whose index a page is, in which each of its items has a page of its own; None where none has."""
    return page.removesuffix("index.md") if page.endswith("/index.md") else None


def feed_archive(number: int) -> str:
    """Where older items of the feed stand; the first ones have number 1."""
    return f"feed/{number}.xml"


def topic_feed(topic: str) -> str:
    """Where the feed of a topic stands."""
    return f"feeds/{topic}.xml"


def is_reserved(path: str) -> bool:
    """Whether the site writes a file of this name itself."""
    name = folded(path)
    return name in RESERVED or any(names.fullmatch(name) for names in (_ARCHIVE, _TOPIC, _YEAR))


def page_at(path: str) -> str | None:
    """The page of ours at whose address a content file would stand."""
    return _PAGES_BY_ADDRESS.get(folded(address_of(path)))


def is_ours(path: str, empty: Collection[str] = ()) -> bool:
    """Whether a content file would stand where something of ours stands; a glossary or an about page may.

    `empty` are pages of ours that are not there, since there is nothing to be told on them.
    """
    name = folded(path)
    return (
        page_at(path) not in {None, GLOSSARY_PAGE, ABOUT_PAGE, *empty}
        or is_reserved(name)
        or name.startswith(FOLDER_OF_VERSIONS)
    )


def folded(path: str) -> str:
    """A path as disks and hosts know it that tell no case, and no way to code a letter, from another."""
    return _normal(_normal(path).casefold())


def _normal(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def address_of(path: str) -> str:
    """The address of a content file on the site: a page has a folder of its own."""
    if not path.endswith(".md"):
        return path
    folder, name = posixpath.split(path.removesuffix(".md"))
    return posixpath.join(folder, "index.html" if name in {"index", "README"} else f"{name}/index.html")


_PAGES_BY_ADDRESS = {folded(address_of(page)): page for page in PAGES}
