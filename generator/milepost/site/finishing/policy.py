"""The policy: what a page may load and run, as tight as the page allows, and the headers that say so."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from milepost.frozen import dataclass
from milepost.model.places import HEADERS

_INLINE = re.compile(
    r"<(?P<tag>script|style)(?P<attributes>(?:\s[^>]*)?)>(?P<text>.*?)</(?P=tag)\s*>", re.DOTALL | re.IGNORECASE
)
_MAY_ACT = re.compile("<s(?:cript|tyle)", re.IGNORECASE)
# A data block is read by scripts and not run.
_DATA = re.compile(r"\ssrc\s*=|\stype\s*=\s*[\"']?(?!module\b|text/javascript\b)", re.IGNORECASE)
_CHARSET = '<meta charset="utf-8">'
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_HASH = re.compile(r"'(sha256-[A-Za-z0-9+/=]+)'")
_INDEXED = '<meta name="robots" content="noindex">'


@dataclass(frozen=True, slots=True)
class Inline:
    """The hashes of the scripts and styles that stand in pages themselves."""

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()

    def __or__(self, other: Inline) -> Inline:
        return Inline(self.scripts | other.scripts, self.styles | other.styles)

    def __sub__(self, other: Inline) -> Inline:
        return Inline(self.scripts - other.scripts, self.styles - other.styles)


@dataclass(frozen=True, slots=True)
class Policy:
    """What the configuration adds to the site's own: foreign places of scripts and styles; whether to be searched."""

    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    is_indexed: bool = False

    @lru_cache(maxsize=256)  # noqa: B019, a policy lives as long as its build
    def of(self, inline: Inline) -> str:
        """The Content-Security-Policy of pages with these scripts and styles in them."""
        scripts = ["'self'", *(f"'{name}'" for name in sorted(inline.scripts)), *self.scripts]
        styles = ["'self'", *(f"'{name}'" for name in sorted(inline.styles)), *self.styles]
        rules = {
            "default-src": ["'none'"],
            "script-src": scripts,
            "style-src": styles,
            "img-src": ["'self'", "data:"],
            "font-src": ["'self'"],
            "media-src": ["'self'"],
            "connect-src": ["'self'"],
            "manifest-src": ["'self'"],
            "worker-src": ["'self'"],
            "base-uri": ["'none'"],
            "form-action": ["'self'"],
        }
        return "; ".join(f"{name} {' '.join(places)}" for name, places in rules.items())

    def guard(self, html: str, inline: Inline) -> str:
        """A page that says its own policy, first of all."""
        tags = f'{_CHARSET}<meta http-equiv="Content-Security-Policy" content="{escape_quotes(self.of(inline))}">'
        tags += '<meta name="referrer" content="same-origin">'
        if not self.is_indexed and _INDEXED not in html.partition("</head>")[0]:
            tags += _INDEXED
        return html.replace(_CHARSET, tags, 1)

    def headers(self, inline: Inline) -> str:
        """The same for a whole site as the file that static hosts read."""
        lines = [
            f"Content-Security-Policy: {self.of(inline)}; frame-ancestors 'self'",
            "Referrer-Policy: same-origin",
            "X-Content-Type-Options: nosniff",
            *([] if self.is_indexed else ["X-Robots-Tag: noindex"]),
        ]
        return "/*\n" + "".join(f"  {line}\n" for line in lines)


class Guard:
    """Gives every page of a build its policy, and remembers what they need together."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._seen = Inline()

    def guarded(self, html: str, content: str) -> str:
        """A page with its policy; what stands in its content gets no leave."""
        inline = _granted(inline_in(html), content)
        if not (inline.scripts <= self._seen.scripts and inline.styles <= self._seen.styles):
            self._seen |= inline
        return self._policy.guard(html, inline)

    def admit(self, html: str) -> None:
        """Remember what a page needs that has its policy already."""
        self._seen |= Inline(_hashes(html, "script-src"), _hashes(html, "style-src"))

    def write_headers(self, site_dir: str, scripts: frozenset[str] = frozenset()) -> None:
        """Write the headers; `scripts` are the hashes of what old versions run."""
        Path(site_dir, HEADERS).write_text(self._policy.headers(self._seen | Inline(scripts)), "utf-8", newline="\n")


def escape_quotes(text: str) -> str:
    """A policy inside an attribute: it has single quotes only."""
    return text.replace("&", "&amp;").replace('"', "&quot;")


def inline_in(html: str) -> Inline:
    """What stands in a page and would run or apply."""
    scripts, styles = set(), set()
    for found in _INLINE.finditer(html):
        if found["tag"].lower() == "style":
            styles.add(_hash(found["text"]))
        elif not _DATA.search(found["attributes"]):
            scripts.add(_hash(found["text"]))
    return Inline(frozenset(scripts), frozenset(styles))


def may_act(html: str) -> bool:
    """Whether something may stand in a piece of a page that would run or apply."""
    return _MAY_ACT.search(html) is not None


def _granted(inline: Inline, content: str) -> Inline:
    """What may act of all that would: what stands in a page's content, whoever wrote it, does not get leave to run."""
    return inline - inline_in(content) if may_act(content) else inline


def allowed_in(html: str) -> frozenset[str]:
    """The hashes that a page's own policy lets run."""
    return _hashes(html, "script-src")


def origins(addresses: Iterable[str]) -> tuple[str, ...]:
    """The foreign places among addresses, as a policy names them."""
    parts = (urlsplit(str(address)) for address in addresses)
    return tuple(sorted({f"{part.scheme}://{part.netloc}" for part in parts if part.scheme and part.netloc}))


def _hashes(html: str, rule: str) -> frozenset[str]:
    """The hashes that one rule of a page's own policy lists."""
    policy = _POLICY.search(html)
    told = next((part for part in policy[1].split("; ") if part.startswith(rule)), "") if policy else ""
    return frozenset(_HASH.findall(told))


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
