"""The dressing: what GitHub makes of the parser's HTML (alerts, names of headings), and what our pages need of it.

All of it works on sanitized HTML, in which each tag is written in one way, and puts in nothing of the author's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html import escape, unescape
from unicodedata import category

from milepost.frozen import dataclass
from milepost.render.markdown.code import highlighted
from milepost.render.words.terms import message
from milepost.render.words.words import Words

_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r"<h([1-6])([^>]*)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_ALERT = re.compile(
    r"<blockquote>\s*<p>\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:<br>)?(?:\n|(</p>))", re.IGNORECASE
)
_ALERTS = {
    "note": message("Note"),
    "tip": message("Tip"),
    "important": message("Important"),
    "warning": message("Warning"),
    "caution": message("Caution"),
}
_TASK = re.compile(r"<li>(?:\n<p>)?(<input type=\"checkbox\"[^>]*>) ?(\n<p>)?")
_ALIGNED = re.compile(r'<([a-z]\w*)([^>]*?) (?:align="|style="text-align:)(left|center|right|justify)"([^>]*)>')
_CODE = re.compile(
    r'<pre(?: class="(?P<diagram>mermaid)")?>'
    r'<code(?: class="(?:language-)?(?P<language>[^"\s]+)[^"]*")?>(?P<code>[^<]*)</code></pre>'
)
_BACK = re.compile(r'aria-label="Back to reference ([\d-]+)"')
# Hebrew, Arabic and their neighbours: a block begins on the side where its words do, as on GitHub.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_BLOCK = re.compile(r"<(p|h[1-6]|ul|ol|dl|blockquote|th|td)>")
_NOTES = '<section class="footnotes">'


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a text: its level from 1, its id, and its words as HTML."""

    level: int
    id: str
    words: str


def dressed(html: str, words: Words) -> str:
    """Sanitized HTML with alerts as notes, tasks and columns with their classes, code in colours."""
    if "[!" in html:
        html = _ALERT.sub(lambda found: _alert(found, words), html)
    if "<input" in html:
        html = _TASK.sub(_task, html)
    if ' align="' in html or ' style="' in html:
        html = _ALIGNED.sub(_aligned, html)
    if _RIGHT_TO_LEFT.search(html):
        html = _BLOCK.sub(r'<\1 dir="auto">', html)
    if "<pre" in html:
        html = _CODE.sub(_code, html)
    if _NOTES in html:
        label = escape(words("Footnotes"))
        html = html.replace(_NOTES, f'<section class="footnotes" aria-label="{label}">')
        html = _BACK.sub(lambda found: _back(found, words), html)
    return html


def _back(found: re.Match[str], words: Words) -> str:
    label = words("Back to reference {n}", n=found[1])
    return f'aria-label="{escape(label)}"'


def _alert(found: re.Match[str], words: Words) -> str:
    kind = found[1].lower()
    title = f'<p class="mp-alert-title">{escape(words(_ALERTS[kind]))}</p>'
    return f'<blockquote class="mp-alert mp-alert-{kind}">\n{title}{"" if found[2] else chr(10) + "<p>"}'


def _code(found: re.Match[str]) -> str:
    language = found["diagram"] or found["language"] or ""
    return highlighted(language, unescape(found["code"])) or found[0]


def _task(found: re.Match[str]) -> str:
    return f'<li class="task-list-item">{found[2] or ""}{found[1]} '


def _aligned(found: re.Match[str]) -> str:
    before, after = found[2], found[4]
    name = f"mp-{found[3]}"
    if ' class="' in before + after:
        before, after = (part.replace(' class="', f' class="{name} ') for part in (before, after))
        return f"<{found[1]}{before}{after}>"
    return f'<{found[1]} class="{name}"{before}{after}>'


def with_headings(html: str) -> tuple[str, list[Heading]]:
    """HTML whose headings have ids as on GitHub, and these headings in their order."""
    headings: list[Heading] = []
    if "<h" not in html:
        return html, headings
    used = set(_ID.findall(html))
    times: Counter[str] = Counter()

    def named(found: re.Match[str]) -> str:
        level, attributes, inner = found.groups()
        own = _ID.search(attributes)
        slug = unescape(own[1]) if own else _free(slug_of(inner), used, times)
        used.add(slug)
        headings.append(Heading(int(level), slug, _plain(inner)))
        return found[0] if own else f'<h{level} id="{escape(slug)}"{attributes}>{inner}</h{level}>'

    return _HEADING.sub(named, html), headings


def slug_of(html: str) -> str:
    """What GitHub names a heading by: its letters and digits in lower case, blanks as hyphens."""
    words = unescape(_TAG.sub("", html)).strip().lower()
    kept = "".join(c for c in words if c in "-_ " or category(c)[0] in "LMN")
    slug = kept.replace(" ", "-")
    return f"section-{slug}".rstrip("-") if not slug or slug.startswith(("mp-", "__")) else slug


def free_slugs(htmls: Iterable[str]) -> list[str]:
    """What each of some headings is named by, no two of them alike."""
    used: set[str] = set()
    times: Counter[str] = Counter()
    slugs: list[str] = []
    for html in htmls:
        slugs.append(_free(slug_of(html), used, times))
        used.add(slugs[-1])
    return slugs


def _free(slug: str, used: set[str], times: Counter[str]) -> str:
    """The name, or where it is taken the name with the next number that is free."""
    name = slug
    while name in used:
        times[slug] += 1
        name = f"{slug}-{times[slug]}"
    return name


def _plain(html: str) -> str:
    return _TAG.sub("", html).strip()
