"""Prose in our own furniture: an item's Markdown as HTML in which nothing hostile survives."""

from __future__ import annotations

import html
import posixpath
import re
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from markupsafe import Markup

from milepost.render.addresses import address
from milepost.render.links import Titles, resolve
from milepost.render.text import Words

# What makes a text more than one plain paragraph.
_MARKED = re.compile(r"[*_`\[\]<>&\\!|~\n]|^\s*(?:[-+#=]|\d+[.)]\s)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
_SAFE_SCHEMES = frozenset({"http:", "https:", "mailto:"})


class Prose:
    """Renders the Markdown of items for a page from which the root of the site is at `base` (such as `../`)."""

    def __init__(self, titles: Titles, words: Words, base: str) -> None:
        self._titles = titles
        self._words = words
        self._base = base
        self._known: dict[str, Markup] = {}

    def block(self, text: str | None) -> Markup:
        """Paragraphs and lists."""
        if not text:
            return Markup()
        if text not in self._known:
            self._known[text] = self._rendered(text)
        return self._known[text]

    def line(self, text: str | None) -> Markup:
        """The same without the paragraph around it, where there is but one."""
        shown = self.block(text)
        is_single = shown.startswith("<p>") and shown.endswith("</p>") and shown.count("<p>") == 1
        return shown[3:-4] if is_single else shown

    def _rendered(self, text: str) -> Markup:
        if not _MARKED.search(text):
            return Markup("<p>{}</p>").format(text)
        resolved = resolve(text, self._titles, self._words, address)
        return Markup(_converter(self._base).reset().convert(resolved))  # noqa: S704, the converter makes it safe


def safe_address(href: str) -> str | None:
    """An address that a reader may follow (http, https, mailto), or None."""
    href = _INVISIBLE.sub("", html.unescape(href))
    scheme = _SCHEME.match(href)
    return href if scheme and scheme[0].lower() in _SAFE_SCHEMES else None


@cache
def _converter(base: str) -> Markdown:
    converter = Markdown(output_format="html")
    # Raw HTML, images and headings show as they are written.
    converter.preprocessors.deregister("html_block")
    for name in ("hashheader", "setextheader"):
        converter.parser.blockprocessors.deregister(name)
    for name in ("html", "image_link", "image_reference", "short_image_ref"):
        converter.inlinePatterns.deregister(name)
    converter.treeprocessors.register(_SafeLinks(converter, base), "milepost", -1)
    return converter


class _SafeLinks(Treeprocessor):
    """Keeps web, mail and relative links, the latter counted from the root of the site; unlinks all others."""

    def __init__(self, converter: Markdown, base: str) -> None:
        super().__init__(converter)
        self._base = base

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            href = self._kept(link.attrib.pop("href", ""))
            if href is None:
                link.tag = "span"
            else:
                # The serializer leaves entities alone, so none may be left in what has been judged.
                link.set("href", href.replace("&", "&amp;"))

    def _kept(self, href: str) -> str | None:
        written = _INVISIBLE.sub("", html.unescape(html.unescape(href.replace(AMP_SUBSTITUTE, "&"))))
        if _SCHEME.match(written):
            return safe_address(written)
        if written.startswith(("//", "\\", "/")):
            return None
        path, mark, fragment = written.partition("#")
        path = posixpath.normpath(path) + "/" * path.endswith("/") if path else ""
        if path.startswith(".."):
            return None
        if path.endswith(".md"):
            path = path.removesuffix("index.md").removesuffix(".md") + "/" * (not path.endswith("index.md"))
        return f"{self._base}{path}{mark}{fragment}" or "./"
