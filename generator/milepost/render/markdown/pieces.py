"""Pieces of a page's HTML: what its tags mean to whoever looks for words between them."""

from __future__ import annotations

import re
from functools import lru_cache

# What is code or no words at all, is hidden or cut off, does something when it is pressed, or is explained already.
_SKIPPED_NAMES = """
a abbr audio button canvas code del dfn iframe ins kbd label math noscript object option pre samp script select style
summary svg template textarea time title var video
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_SKIPPED_CLASS = re.compile(r"""["'\s]mp-(?:pill|tag|hidden|cards-3)(?=["'\s])|\saria-hidden=["']?true""")
_HEADINGS = frozenset({"h1", "h2", "h3"})
# As in a browser, what does not close ends with the page.
_RAW = {name: rf"{name}(?=[\s/>])" for name in ("script", "style", "textarea", "iframe", "noscript")}
_RAW["title"] = r"title(?![^<>]*/>)(?=[\s/>])"
# Most tags are plain, and are known as that at once.
UNTOLD = (
    rf"<(?:/[a-z]++[1-6]?|(?!{'|'.join(_RAW)})[a-z]++[1-6]?(?: [a-z-]++=\"[^\"]*+\")*+)>"
    r"|<(?i:!--(?:-?>|.*?(?:-->|\Z))"
    + "".join(rf"|{begin}.*?(?:</{name}\s*>|\Z)" for name, begin in _RAW.items())
    + r"|/?[a-z][^\s/>]*+(?:[\s/]++|[^\s/>][^\s/>=]*+"
    r"""(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+)*+(?:>|\Z))"""
)
"""An expression for what stands in no text: comments, elements whose text is no HTML, and tags."""
_TAG = re.compile(
    rf"<(?!{'|'.join(_RAW.values())})(?P<close>/)?(?P<name>[a-z][^\s/>]*+)(?P<attributes>.*)",
    re.DOTALL | re.IGNORECASE,
)
NOTHING, REFERS, SKIPS, HEADS, UNFOLDS, FOLDS = range(-6, 0)
"""What is found in a page beside its terms, which are told by their places in the glossary."""


def meaning_of(tag: str) -> int:
    """What a tag means: that nothing is explained in it, that a section begins, that something folds open or shut."""
    found = _TAG.match(tag)
    if not found:
        return NOTHING
    name = found["name"].lower()
    if found["close"]:
        return FOLDS if name == "details" else NOTHING
    if name in _SKIPPED or _SKIPPED_CLASS.search(found["attributes"]):
        return SKIPS
    return UNFOLDS if name == "details" else HEADS if name in _HEADINGS else NOTHING


@lru_cache(maxsize=1024)
def name_of(tag: str) -> str:
    """The name of an element, in small letters; empty where it is no tag."""
    found = _TAG.match(tag)
    return found["name"].lower() if found else ""


@lru_cache(maxsize=1024)
def step_of(piece: str, skipped: str) -> int:
    """By how much a piece leads deeper into the elements of a name."""
    found = _TAG.match(piece)
    if not found or found["name"].lower() != skipped or (skipped == "svg" and found["attributes"].endswith("/>")):
        return 0
    return -1 if found["close"] else 1
