"""Retold: what the feed has of an earlier build, its archives and the words of updates, where they are the same."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from milepost.memory.records import valued
from milepost.memory.works import Works, name_of
from milepost.model.fields import Kind
from milepost.render.prose import Prose
from milepost.render.prose.links import Asked, Titles, told_of
from milepost.render.words.words import Words


class Retold:
    """The words of updates for a feed with the root of the site at `base`, with what earlier builds made of them."""

    def __init__(self, titles: Titles, words: Words, base: str, works: Works | None = None) -> None:
        self._asked, self._words, self._base, self._works = Asked(titles), words, base, works
        self._prose = Prose(titles, words, base)

    def whole(self, text: str | None, uri: str) -> Markup:
        """All of the page `uri`, as `Prose` has it."""
        if self._works is None:
            return self._prose.whole(text, uri)
        name = name_of("retold", self._words.language, self._base, uri, text or "")
        found = self._works.taken(name)
        titles = self._asked
        if found and all(told_of(titles.get((Kind(kind), item))) == told for kind, item, told in found[1]):
            return Markup(found[0])  # noqa: S704, sanitized
        titles.noted = {}
        html = Prose(titles, self._words, self._base).whole(text, uri)
        asked = [(kind.value, item, told_of(title)) for (kind, item), title in titles.noted.items()]
        self._works.put(name, (str(html), asked))
        return html


def once(works: Works | None, origin: tuple[object, ...], work: Callable[[], str]) -> str:
    """What is made of plain values, taken over where an earlier build made it of the same."""
    told = valued(origin) if works else None
    if works is None or told is None:
        return work()
    name = name_of("feed", told)
    found = works.taken(name)
    if found is None:
        found = work()
        works.put(name, found)
    return str(found)
