"""Fences: a Mermaid diagram in the author's words, drawn as a picture where it can be, its source where not."""

from __future__ import annotations

import logging
import re
from html import escape, unescape
from urllib.parse import quote

from milepost.render.words.words import Words
from milepost.site.pages.merman import DiagramError, is_drawable, mermaid_svg, tell_once

_log = logging.getLogger("mkdocs.plugins.milepost")
_FENCE = re.compile(r'<pre class="mp-diagram"[^>]*><code>([^<]*)</code></pre>')
_SIZE = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
_LABEL = re.compile(r"<(?:text|tspan|p|title)\b[^>]*>([^<]+)<")
_MOST_LABELS = 40
# The inks of the light scheme; the stylesheet turns light and dark round where the page is dark.
_INK, _PAPER, _TINT, _EDGE = "#12161d", "#fbfbfa", "#f1f3fd", "#8796b8"
_SERIES = ("#8ea2ea", "#efb56b", "#7cc49b", "#ea8b84", "#a9b4c5", "#b9a3e3", "#7fc3cf", "#d9c77a")
_FONT = "Arial, Helvetica, sans-serif"  # merman measures labels by it
_LOOK = {
    "fontFamily": _FONT, "fontSize": "14px", "background": _PAPER,
    "primaryColor": _TINT, "primaryBorderColor": _EDGE, "primaryTextColor": _INK,
    "secondaryColor": "#e4ebf5", "tertiaryColor": "#f6f7f9",
    "lineColor": "#525c6b", "textColor": _INK, "titleColor": _INK, "edgeLabelBackground": _PAPER,
    "clusterBkg": "#f6f7f9", "clusterBorder": "#d0d6e0",
    "noteBkgColor": "#fff0d9", "noteBorderColor": "#e0b36a", "noteTextColor": _INK,
    "doneTaskBkgColor": "#c6ccd6", "doneTaskBorderColor": "#7d8ba0",
    "critBkgColor": _SERIES[3], "critBorderColor": "#cc332b",
    "pieStrokeWidth": "1px", "pieStrokeColor": _PAPER, "pieOuterStrokeWidth": "0px",
    "xyChart": {"backgroundColor": "transparent", "plotColorPalette": "#5f78d8,#e08a1e,#2f9e63,#d9423a,#7d8ba0"},
    **{f"{part}{n}": colour for part in ("cScale", "fillType", "git") for n, colour in enumerate(_SERIES)},
    **{f"cScaleLabel{n}": _INK for n in range(len(_SERIES))},
    **{f"pie{n}": colour for n, colour in enumerate(_SERIES, start=1)},
}  # fmt: skip
_OPTIONS = {
    "svg": {"diagram_id": "d"},
    "fixed_today": "1970-01-01",
    "fixed_local_offset_minutes": 0,
    "site_config": {
        "theme": "base",
        "look": "classic",
        "fontFamily": _FONT,
        "themeVariables": _LOOK,
        "htmlLabels": False,
        "flowchart": {"htmlLabels": False},
    },
}


def draw_fences(html: str, place: str, words: Words) -> str:
    """A page with its Mermaid fences drawn; `place` names it where one cannot be."""
    return _FENCE.sub(lambda found: _drawn(found, place, words), html) if 'class="mp-diagram"' in html else html


def _drawn(found: re.Match[str], place: str, words: Words) -> str:
    if not is_drawable():
        tell_once("the extra 'charts' is not installed: Mermaid diagrams are shown as they are written")
        return found[0]
    try:
        svg = mermaid_svg(unescape(found[1]), _OPTIONS)
    except DiagramError as error:
        _log.warning("%s: a diagram is shown as it is written, for it could not be drawn: %s", place, error)
        return found[0]
    return _picture(svg, words)


def _picture(svg: str, words: Words) -> str:
    """A drawing as a picture of its own, in which its styles count and nothing else of it does."""
    size = _SIZE.search(svg)
    room = f' width="{float(size[1]):.0f}" height="{float(size[2]):.0f}"' if size else ""
    labels = [unescape(label).strip() for label in _LABEL.findall(_STYLE.sub("", svg))]
    told = ", ".join(list(dict.fromkeys(filter(None, labels)))[:_MOST_LABELS])
    name = words("Diagram: {labels}", labels=told) if told else words("Diagram")
    address = quote(svg, safe="='/:;,()*!.@$~?+")
    return f'<p class="mp-drawn" tabindex="0"><img src="data:image/svg+xml,{address}" alt="{escape(name)}"{room}></p>'
