"""Customs: what may not come in with an author's page, whoever wrote it.

Under the site's policy no markup of a text may run; here it does not come so far. What acts beyond its own words is
shown as words, names that are the site's own are taken away, and front matter becomes words: Material prints it as it
is.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import escape

_log = logging.getLogger("mkdocs.plugins.milepost")
_ACTING = """
base embed frame frameset iframe link meta noembed noframes noscript object plaintext script style template textarea xmp
"""
# An SVG may have a title of its own; elsewhere the rest of the page would be one.
_MARKUP = re.compile(rf"<(?P<close>/?)(?P<name>svg|title|{'|'.join(_ACTING.split())})\b", re.IGNORECASE)
# Bounded on purpose: what no tag of a person's looks like shall cost no time.
_TAG = re.compile(r"""<[a-z](?:[^"'<>]{1,500}+|"[^"]{0,4000}+"|'[^']{0,4000}+'){0,60}+>""", re.IGNORECASE)
_OURS = re.compile(
    r"""\s(?:data-md-[\w-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?"""
    r"""|id\s*=\s*(?P<mark>["']?)(?:__(?:config|drawer|search|toc|palette|nav)\w*|mp-word-\d+)(?P=mark)(?=[\s>/]))""",
    re.IGNORECASE,
)
# What makes a page another one than a page of words.
_STEERING = frozenset({"template", "location", "milepost"})
_LINES = frozenset({"title", "subtitle", "description", "author", "status"})
_SHAPES: dict[str, type] = {"hide": list, "tags": list, "search": dict}
_NAME = re.compile(r"[\w-]+(?:/[\w-]+)*")


def words_alone(html: str) -> str:
    """An author's HTML in which nothing acts beyond its own words, or bears a name of the site's own."""
    if "data-md-" in html or "__" in html or "mp-word-" in html:
        html = _TAG.sub(lambda tag: _OURS.sub(" ", tag[0]), html)
    return _shown(html)  # last: nothing that is taken away may leave a tag behind


def _shown(html: str) -> str:
    depth = 0

    def word(found: re.Match[str]) -> str:
        nonlocal depth
        name = found["name"].lower()
        if name == "svg":
            depth = max(0, depth + (-1 if found["close"] else 1))
        return found[0] if name == "svg" or (name == "title" and depth) else f"&lt;{found[0][1:]}"

    return _MARKUP.sub(word, html)


def admitted(matter: Mapping[str, Any], place: str, has_icon: Callable[[str], bool]) -> dict[str, Any]:
    """What may stay of a page's front matter: words, in the shape in which the templates want them."""
    kept = {name: _in_words(value) for name, value in matter.items() if name not in _STEERING}
    for name in _LINES & kept.keys():
        kept[name] = kept[name] if isinstance(kept[name], str) else str(escape(str(matter[name])))
    for name, shape in _SHAPES.items():
        if not isinstance(kept.get(name, shape()), shape):
            del kept[name]
    icon = kept.get("icon")
    if icon is not None and not (isinstance(icon, str) and _NAME.fullmatch(icon) and has_icon(icon)):
        _log.warning("%s: there is no icon %r (name one of the theme's, such as material/ferry)", place, icon)
        del kept["icon"]
    return kept


def _in_words(value: Any) -> Any:
    if isinstance(value, str):
        return str(escape(value))
    if isinstance(value, Mapping):
        return {str(escape(str(key))): _in_words(part) for key, part in value.items()}
    return [_in_words(part) for part in value] if isinstance(value, list | tuple) else value
