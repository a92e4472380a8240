"""GitHub's own parser, with what GitHub adds to CommonMark."""

from __future__ import annotations

import re
from html import escape

from cmarkgfm.cmark import Options, markdown_to_html_with_extensions

_OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES  # The sanitizer makes it safe.
_EXTENSIONS = ("table", "autolink", "strikethrough", "tasklist", "tagfilter")
# Nobody nests like this; a sanitizer that is asked to keeps the machine busy for minutes.
_DEEPEST = 100
_FEW = 400
_UNNESTED_NAMES = """
area base br col dd dt embed hr img input li link meta option p param rp rt source tbody td tfoot th thead tr track wbr
"""
_UNNESTED = frozenset(_UNNESTED_NAMES.split())
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)


def html_of(markdown: str) -> str:
    """Markdown as HTML, not yet harmless; what is nested beyond reason is shown as it is written."""
    markdown = markdown.encode("utf-8", "replace").decode()
    html: str = markdown_to_html_with_extensions(markdown, _OPTIONS, _EXTENSIONS)
    return f"<pre>{escape(markdown)}</pre>" if is_bottomless(html) else html


def is_bottomless(html: str) -> bool:
    """Whether elements are nested deeper than anybody means."""
    if html.count("<") < _FEW:
        return False
    depth = 0
    for close, name in _TAG.findall(html):
        if name.lower() not in _UNNESTED:
            depth += -1 if close else 1
            if depth > _DEEPEST:
                return True
    return False
