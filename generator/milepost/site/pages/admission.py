"""Admission: what may come in with the front matter of an author's page.

It becomes words, for Material 9.8 prints it as it is (tests/test_upstream.py). What is below passes the sanitizer.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import escape

_log = logging.getLogger("mkdocs.plugins.milepost")
# What makes a page another one than a page of words.
_STEERING = frozenset({"template", "location", "milepost"})
_LINES = frozenset({"title", "subtitle", "description", "author", "status"})
_SHAPES: dict[str, type] = {"hide": list, "tags": list, "search": dict}
_NAME = re.compile(r"[\w-]+(?:/[\w-]+)*")


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
