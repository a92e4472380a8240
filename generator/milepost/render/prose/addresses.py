"""Where the links and pictures of a text lead, judged in one place: items, pages, files, and the web."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import quote, unquote, urlsplit

from milepost.model.fields import Kind
from milepost.model.places import source_uri
from milepost.render.markdown.sanitizer import SCHEMES
from milepost.render.prose.links import Titles
from milepost.render.words.words import Words

Find = Callable[[str], str | None]
"""The address on the site of a relative one as it is written; None where it may lead nowhere."""

_ITEM = re.compile(rf'<a href="((?:{"|".join(Kind)}):[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_LEADING = re.compile(r"<(?:a|img|source|audio|video|track|q|blockquote|ins|del) [^>]*>")
_ADDRESS = re.compile(r' (href|src|srcset|poster|cite)="([^"]*)"')
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
_SAFE_SCHEMES = frozenset({"http:", "https:", "mailto:"})


def safe_address(href: str) -> str | None:
    """An address that a reader may follow (http, https, mailto), or None."""
    href = _INVISIBLE.sub("", unescape(href))
    scheme = _SCHEME.match(href)
    return href if scheme and scheme[0].lower() in _SAFE_SCHEMES else None


def with_items(html: str, titles: Titles, words: Words, uri: str) -> str:
    """Sanitized HTML of the page `uri` with its item links as links between pages; what is not public loses its."""
    folder = posixpath.dirname(uri) or "."

    def answer(found: re.Match[str]) -> str:
        target, rest, shown = unescape(found[1]), found[2], found[3]
        kind, _, item_id = target.partition(":")
        title = titles.get((Kind(kind), item_id))
        is_bare = unescape(shown) == target
        if title is None:
            return escape(words("(not public)")) if is_bare else shown
        href = escape(posixpath.relpath(source_uri(Kind(kind), title.id), folder))
        return f'<a href="{href}"{rest}>{escape(title) if is_bare else shown}</a>'

    return _ITEM.sub(answer, html) if ":" in html else html


def with_addresses(html: str, find: Find) -> str:
    """Sanitized HTML with each relative address as `find` answers it; what leads nowhere loses its address."""

    def attribute(found: re.Match[str]) -> str:
        name, value = found[1], unescape(found[2])
        href = _candidates(value, find) if name == "srcset" else _found(value, find)
        return f' {name}="{escape(href)}"' if href is not None else ""

    return _LEADING.sub(lambda tag: _ADDRESS.sub(attribute, tag[0]), html)


def _candidates(srcset: str, find: Find) -> str | None:
    """The pictures of a set, each with its size: `dark.png 2x, light.png`."""
    kept = []
    for candidate in srcset.split(","):
        address, _, size = candidate.strip().partition(" ")
        if address and (href := _found(address, find)) is not None:
            kept.append(f"{href} {size}".strip())
    return ", ".join(kept) or None


def _found(written: str, find: Find) -> str | None:
    visible = _INVISIBLE.sub("", unquote(written))
    scheme = _SCHEME.match(visible)
    if scheme:
        is_known = scheme[0][:-1].lower() in SCHEMES or visible[:5].lower() == "data:"
        return written if is_known and _SCHEME.match(written) else None
    if visible.startswith("//"):
        return None
    return find(_readable_anchor(written.strip()))


def _readable_anchor(address: str) -> str:
    """An address whose anchor is written as ids are, which the parser has put into percent signs."""
    path, mark, anchor = address.partition("#")
    return f"{path}{mark}{unquote(anchor)}" if "%" in anchor else address


def from_root(base: str, uri: str = "") -> Find:
    """What finds the addresses of a text of the page `uri`, shown where the root of the site is at `base`."""
    folder = posixpath.dirname(uri)

    def find(written: str) -> str | None:
        path, query, anchor = _split(written)
        if written.startswith(("/", "\\")) or path is None:
            return None
        if not path:
            page = page_address(uri) if uri else ""
            return f"{base}{page}{query}{anchor}" or "./"
        target = posixpath.normpath(posixpath.join(folder, unquote(path)))
        if target.split("/", 1)[0] == "..":
            return None
        target = "" if target == "." else target
        shown = page_address(target) if target.endswith(".md") else target + "/" * path.endswith("/")
        return f"{base}{quote(shown, safe=_UNQUOTED)}{query}{anchor}" or "./"

    return find


_UNQUOTED = "/!$&'()*+,;=:@~"


def _split(written: str) -> tuple[str | None, str, str]:
    try:
        parts = urlsplit(written)
    except ValueError:
        return None, "", ""
    return parts.path, f"?{parts.query}" * bool(parts.query), f"#{parts.fragment}" * bool(parts.fragment)


def page_address(uri: str) -> str:
    """Where a page of Markdown stands on the site: `updates/2026-03-06.md` at `updates/2026-03-06/`."""
    name = uri.removesuffix(".md")
    if posixpath.basename(name) in ("index", "README"):
        return f"{posixpath.dirname(name)}/" if "/" in name else ""
    return f"{name}/"
