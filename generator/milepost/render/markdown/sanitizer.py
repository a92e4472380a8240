"""The sanitizer: which elements, attributes and addresses may come in with an author's words, whoever wrote them.

What is not named here is not there. Nothing that acts is: no script, style, form or frame, no event, no address that
runs; and no name that is the site's own.
"""

from __future__ import annotations

import re
from html import escape

import nh3

from milepost.model.fields import Kind
from milepost.render.markdown.github import is_bottomless

_WORDS = """
a abbr article aside b bdi bdo blockquote br cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5
h6 hr i ins kbd label li mark ol p pre q rp rt ruby s samp section small span strike strong sub summary sup time tt u ul
var wbr input
"""
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
_MEDIA = "audio img picture source track video"
_DRAWINGS = """
circle clipPath defs desc ellipse g line linearGradient path polygon polyline radialGradient rect stop svg text title
tspan
"""
_EVERYWHERE = """
align aria-describedby aria-hidden aria-label aria-labelledby class data-lang data-search-exclude data-tabs dir id lang
role title
"""
_STROKES = """
clip-path clip-rule cx cy d dx dy fill fill-opacity fill-rule font-size font-weight gradientTransform gradientUnits
height offset opacity pathLength points preserveAspectRatio r rx ry stop-color stop-opacity stroke stroke-dasharray
stroke-linecap stroke-linejoin stroke-opacity stroke-width text-anchor transform viewBox width x x1 x2 xmlns y y1 y2
"""
_OF_ELEMENTS = {
    "a": "href hreflang name",
    "audio": "controls loop muted preload src",
    "blockquote": "cite",
    "col": "span",
    "colgroup": "span",
    "del": "cite datetime",
    "details": "open",
    "img": "alt height loading sizes src srcset width",
    "input": "checked disabled name",
    "ins": "cite datetime",
    "label": "for",
    "li": "value",
    "ol": "reversed start type",
    "q": "cite",
    "source": "height media sizes src srcset type width",
    "table": "width",
    "td": "colspan headers rowspan style width",
    "th": "abbr colspan headers rowspan scope style width",
    "time": "datetime",
    "track": "kind label src srclang",
    "video": "controls height loop muted playsinline poster preload src width",
}
SCHEMES = frozenset({"http", "https", "mailto", "tel", "xmpp", "irc", "ircs", "webcal"})
# What is the site's own; the other names are those of Material's tabs, code lines and buttons.
_OUR_ID = re.compile(r"__(?!tabbed_|codelineno-|span-)|mp-", re.IGNORECASE)
_OUR_CLASS = re.compile(r"(?:^|(?<=\s))(?:mp-|md-(?!button))\S*")
# Without what makes it a box to tick, or a picture.
_EMPTY = re.compile(r"<(?:input(?![^>]* type=)|img(?![^>]* src(?:set)?=))[^>]*>")
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]", re.IGNORECASE)


def sanitized(html: str) -> str:
    """HTML in which nothing acts, written in one way: every attribute quoted, no `<` or `>` but those of tags."""
    if is_bottomless(html):
        return f"<pre>{escape(html)}</pre>"
    html = _CLEANER.clean(html)
    return _EMPTY.sub("", html) if "<input" in html or "<img" in html else html


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return _OUR_CLASS.sub("", value).strip() or None
    if name in ("id", "name", "for") and _OUR_ID.match(value):
        return None
    if value[:5].lower() == "data:":
        return value if tag == "img" and name == "src" and _PICTURE.match(value) else None
    return value


def _cleaner() -> nh3.Cleaner:
    attributes = {tag: set(names.split()) for tag, names in _OF_ELEMENTS.items()}
    attributes |= {tag: set(_STROKES.split()) for tag in _DRAWINGS.split()}
    return nh3.Cleaner(
        tags=set(f"{_WORDS} {_TABLES} {_MEDIA} {_DRAWINGS}".split()),
        clean_content_tags={"script", "style"},
        attributes=attributes | {"*": set(_EVERYWHERE.split())},
        attribute_filter=_attribute,
        tag_attribute_values={"a": {"target": {"_blank"}}, "input": {"type": {"checkbox", "radio"}}},
        filter_style_properties={"text-align"},
        url_schemes=set(SCHEMES | {"data"} | set(Kind)),
        link_rel=None,
    )


_CLEANER = _cleaner()
