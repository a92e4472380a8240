"""Record pages: the page of an update, a lesson or a meeting, taken over where all that it is made from is the same.

Their templates are given less than others: no report, no plan and no day but their own. So all that such a page rests
on is what it is given, which has a name, the language, and how the items are called that it names, which is noted as it
asks for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from milepost.frozen import dataclass
from milepost.memory.records import valued
from milepost.memory.works import Works, name_of
from milepost.model.fields import Kind
from milepost.model.kinds.meetings import Meeting
from milepost.model.kinds.updates import Update
from milepost.model.snapshot import Key
from milepost.render.prose import Prose
from milepost.render.prose.links import Asked, Title, Titles, told_of
from milepost.render.templates import environment

# What else such a page may use; whatever is not here is unknown to it, and asking for it stops the build.
_GIVEN = ("words", "base", "_", "ngettext", "time", "full_day", "href", "why_late", "worse_by_rules")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What the page of a record tells of the one before or after it."""

    id: str
    date: date
    title: str

    @classmethod
    def of(cls, record: Update | Meeting) -> Neighbour:
        """The neighbour that a record is."""
        return cls(record.id, record.date, record.title)


class RecordPages:
    """Renders the pages of records, with what earlier builds made of the same (`works`, None: nothing)."""

    def __init__(self, titles: Titles, works: Works | None = None) -> None:
        self._titles, self._works = titles, works
        self._given: dict[tuple[str, int], _Given] = {}

    def render(self, template: str, day: date, common: Mapping[str, Any], facts: Mapping[str, object]) -> str:
        """The page of a record of a day."""
        base, words = common["base"], common["words"]
        name = None
        if self._works and (origin := valued((template, base, day.year, words.language, facts))):
            name = name_of("record page", origin)
            found = self._works.taken(name)
            if found and all(told_of(self._titles.get((Kind(kind), item))) == told for kind, item, told in found[1]):
                return str(found[0])
        key = base, day.year
        if key not in self._given:
            self._given[key] = _Given(self._titles, common)
        html, asked = self._given[key].render(template, facts)
        if self._works and name:
            self._works.put(name, (html, [(kind.value, item, told_of(title)) for (kind, item), title in asked.items()]))
        return html


class _Given:
    """What the pages of one depth and one year are given."""

    def __init__(self, titles: Titles, common: Mapping[str, Any]) -> None:
        self._asked, self._words, self._base = Asked(titles), common["words"], common["base"]
        self._prose = Prose(self._asked, self._words, self._base)
        given = {name: common[name] for name in _GIVEN}
        given |= {
            "prose": lambda text: self._prose.block(text),
            "inline": lambda text: self._prose.line(text),
            "title_of": lambda kind, item: self._asked.get((Kind(kind), item)),
        }
        self._common = {**given, "macros": environment().get_template("macros.html").make_module(given)}

    def render(self, template: str, facts: Mapping[str, object]) -> tuple[str, dict[Key, Title | None]]:
        """A page, and what the items are called that it asked for."""
        self._asked.noted = {}
        self._prose = Prose(self._asked, self._words, self._base)  # One that is new remembers no text of another page.
        return environment().get_template(template).render(self._common, **facts), self._asked.noted
