"""Material's two stylesheets as one, without the rules that hardly any page of a status site can wear.

A page that wears one of them (tabs, cards, a blog's parts, a palette of Material's) keeps Material's own two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from milepost.site.stylesheet import stylesheet

LIGHT = "assets/material.css"
"""The two, made light; the name has no digest in it, so that versions share it by its bytes."""
SHEETS = re.compile(r"assets/stylesheets/(?:main|palette)\.\w+\.min\.css")
"""Where Material 9 keeps them."""
_LINKS = re.compile(
    r'<link rel="stylesheet" href="(?P<base>[^"]*)assets/stylesheets/main\.\w+\.min\.css">\s*'
    r'<link rel="stylesheet" href="(?P=base)assets/stylesheets/palette\.\w+\.min\.css">'
)
# What Material keeps for a blog, for a repository, for settings of `extra`, and for Markdown that GitHub does not know.
_PARTS = (
    "annotation|author|consent|draft|feedback|pagination|path|pin|post|profile|progress|select|social|source|status"
    "|tags?|top"
)
_NOTES = "abstract|bug|danger|example|failure|info|note|question|quote|success|tip|warning"
_RARE = rf"md-(?:{_PARTS})|admonition|annotate|arithmatex|critic|grid|keys?|tabbed-[\w-]+|key-[\w-]+|{_NOTES}"
_NEVER = re.compile(rf"\.(?:{_RARE})(?![a-z])|\[dir=rtl\]|\[data-md-color-(?:primary|accent)=(?!custom\])")
_WORN = re.compile(r'data-md-color-(?:primary|accent)="(?!custom")')
_CLASSES = re.compile(r'class="([^"]*)"')
_RARE_CLASS = re.compile(rf"(?:^| )(?:{_RARE})(?![a-z])")
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_RULE = re.compile(rf"(?P<selectors>[^{{}};@]+)\{{(?P<body>(?:[^{{}}\"]|{_QUOTED})*)\}}")
_EMPTY = re.compile(r"@(?:media|supports)[^{};]*\{\}")
_INNER = re.compile(r"\([^()]*\)")
_ICON = re.compile(rf"(?P<name>--md-[\w-]*icon[\w-]*):url\({_QUOTED}\);?")
_USED = re.compile(r"var\((--md-[\w-]+)")


def lightened(html: str) -> str:
    """A page that asks for the light sheet, unless it wears what that has not."""
    found = _LINKS.search(html)
    if not found or wears_more(html):
        return html
    return f'{html[: found.start()]}<link rel="stylesheet" href="{found["base"]}{LIGHT}">{html[found.end() :]}'


def wears_more(html: str) -> bool:
    """Whether a page wears what the light sheet has not."""
    if 'dir="rtl"' in html or 'id="__tabbed' in html or _WORN.search(html):
        return True
    return any(map(_is_rare, set(_CLASSES.findall(html))))


@cache
def _is_rare(classes: str) -> bool:
    """Whether one of some classes is rare: a site has few different ones, and thousands of elements that wear them."""
    return bool(_RARE_CLASS.search(classes))


@cache
def light(*sheets: Path) -> str:
    """The sheets, one after another, without what is rare, and without icons that nothing then shows."""
    css, before = "".join(_RULE.sub(_kept, sheet.read_text(encoding="utf-8")) for sheet in sheets), ""
    while css != before:
        css, before = _EMPTY.sub("", css), css
    used = {found[1] for found in _USED.finditer(css + stylesheet())}
    return _ICON.sub(lambda found: found[0] if found["name"] in used else "", css)


def _kept(rule: re.Match[str]) -> str:
    if not _NEVER.search(rule["selectors"]):
        return rule[0]
    left = [selector for selector in _listed(rule["selectors"]) if not _NEVER.search(_outside(selector))]
    return f"{','.join(left)}{{{rule['body']}}}" if left else ""


def _outside(selector: str) -> str:
    """A selector without what stands in parentheses: what an element must not be is no sign of what it is."""
    before = ""
    while selector != before:
        selector, before = _INNER.sub("", selector), selector
    return selector


def _listed(selectors: str) -> Iterator[str]:
    """The selectors of a list; a comma in parentheses parts none."""
    depth, start = 0, 0
    for found in re.finditer(r"[(),]", selectors):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if found[0] == "," and not depth:
            yield selectors[start : found.start()]
            start = found.end()
    yield selectors[start:]
