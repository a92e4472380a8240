"""Texts away from their own page: what can stand anywhere of them stays, what is bound to its place stays behind."""

from __future__ import annotations

import re

_NAME = re.compile(r'(<[^>]*?) (?:id|name|headers|for|aria-labelledby|aria-describedby)="[^"]*"')
_TO_NOTE = re.compile(r'<sup class="footnote-ref"><a [^>]*>([^<]*)</a></sup>')
_BACK = re.compile(r' ?<a [^>]*class="footnote-backref"[^>]*>.*?</a>', re.DOTALL)
_NOTES = re.compile(r'<section class="footnotes"[^>]*>.*?</section>', re.DOTALL)
_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)
_WHOLE_HEADING = re.compile(r"<h[1-6][^>]*>.*?</h[1-6]>\s*", re.DOTALL)
_MEDIA = re.compile(
    r"<(picture|video|audio|svg|figure)[ >].*?</\1>|<(?:img|source|track)[^>]*>|<pre class=\"mp-diagram\".*?</pre>",
    re.DOTALL,
)
_EMPTY = re.compile(r"<(p|a|em|strong|li|ul|ol|blockquote)(?: [^>]*)?>\s*</\1>\s*")
_TAG = re.compile(r"<(/?)([a-z][\w-]*)[^>]*>")
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "source", "track"})


def without_names(html: str) -> str:
    """A text beside others on one page: its headings are bold, and nothing in it is named twice there."""
    if "<h" in html:
        html = _HEADING.sub(r"<p><strong>\1</strong></p>", html)
    if "footnote" in html:
        html = _BACK.sub("", _TO_NOTE.sub(r"<sup>\1</sup>", html))
    while (bare := _NAME.sub(r"\1", html)) != html:
        html = bare
    return html


def in_passing(html: str) -> str:
    """A text in a list of others: without pictures, footnotes and headings as well."""
    html = _NOTES.sub("", _TO_NOTE.sub("", html)) if "footnote" in html else html
    html = _WHOLE_HEADING.sub("", html) if "<h" in html else html
    html = _MEDIA.sub("", html)
    while (filled := _EMPTY.sub("", html)) != html:
        html = filled
    return without_names(html)


def first_part(html: str) -> str:
    """The first paragraph or list that says something."""
    html = in_passing(html)
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[2] not in _VOID:
            depth += -1 if tag[1] else 1
        if not depth:
            return html[: tag.end()]
    return html
