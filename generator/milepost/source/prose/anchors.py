"""Anchors: the names in a page that a link may lead to."""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import category

from milepost.model.texts.expressions import expression
from milepost.source.prose.body import code_free_lines

_HEADING = expression(r"[ \t]*(?:[-*+>][ \t]+)*#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = expression(r"[ \t]*(?:=+|-+)[ \t]*$")
_NAMED = expression(r"""\b(?:id|name)[ \t]*=[ \t]*["']?([^"'\s>]+)""")
_BRACED = expression(r"\{[^{}\n]*#([\w.-]+)[^{}\n]*\}")
_LINK = expression(r"!?\[([^\]\n]*)\](?:\([^()\n]*\)|\[[^\]\n]*\])")
_TAG = expression(r"</?[A-Za-z][^<>\n]*>")


def anchors_of(markdown: str) -> frozenset[str]:
    """The names of a page's headings, as GitHub and as MkDocs make them, and those that it gives itself."""
    names = set(_NAMED.findall(markdown)) | set(_BRACED.findall(markdown))
    seen: Counter[str] = Counter()
    for heading in _headings(markdown):
        for slug in dict.fromkeys((github_slug(heading), github_slug(heading.replace("_", "")), _mkdocs_slug(heading))):
            names |= {slug} if not seen[slug] else {f"{slug}-{seen[slug]}", f"{slug}_{seen[slug]}"}
            seen[slug] += 1
    return frozenset(names)


def _headings(markdown: str) -> list[str]:
    """The words of all headings: behind signs, or above a line of them."""
    written, lines = markdown.split("\n"), code_free_lines(markdown)
    found = []
    for number, line in enumerate(lines):
        if _HEADING.match(line) and (heading := _HEADING.match(written[number])):
            found.append(heading[1])
        elif line.strip() and number + 1 < len(lines) and _UNDERLINE.match(lines[number + 1]):
            found.append(written[number])
    return [_TAG.sub("", _LINK.sub(r"\1", _BRACED.sub("", words))).strip() for words in found]


def github_slug(words: str) -> str:
    """What GitHub names a heading by."""
    return "".join(c for c in words.lower() if c in "-_ " or category(c)[0] in "LMN").replace(" ", "-")


def _mkdocs_slug(words: str) -> str:
    plain = re.sub(r"[^\w\s-]", "", words).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)
