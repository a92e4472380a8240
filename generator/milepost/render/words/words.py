"""The words: the reader's language, its dates and names, and what makes a title harmless in Markdown."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TypeGuard

from babel.dates import format_date
from markupsafe import Markup, escape

from milepost.facts.acceptance.handover import Stage
from milepost.facts.events import EventName
from milepost.facts.promises.promises import State
from milepost.model.fields import Kind, Side, Status
from milepost.model.kinds.charter import Language
from milepost.model.marks import field_at
from milepost.model.registers import register_of
from milepost.render.words import terms
from milepost.render.words.catalogue import filled, plural_form, read_catalogue
from milepost.render.words.terms import message

# What Python-Markdown, or an extension of it, could take for markup; `&` and `<` are the two that HTML has too.
_MARKUP = re.compile(r"[!-/:-@\[-`{-~]")
_PATTERNS = {
    Language.EN: {
        "day": "d MMMM y",
        "short": "d MMM",
        "near": "d MMM y",
        "weekday": "EEE d MMM",
        "far_weekday": "EEE d MMM y",
        "month": "MMMM y",
        "far_tick": "MMM ’yy",
    },
    Language.ZH: {
        "day": "y年M月d日",
        "short": "M月d日",
        "near": "y年M月d日",
        "weekday": "M月d日EEE",
        "far_weekday": "y年M月d日EEE",
        "month": "y年M月",
        "far_tick": "yy年M月",
    },
}


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of one language; call it with a message and the values for its `{names}`.

    A value that is Markup makes the answer Markup: the message and the other values are then escaped.
    """

    language: Language
    catalogue: Mapping[str, tuple[str, ...]]

    @staticmethod
    @cache
    def of(language: Language | str) -> Words:
        """The words of a language, read once."""
        language = Language(language)
        return Words(language, MappingProxyType(read_catalogue(language)))

    def __call__(self, message: str, /, **values: object) -> str:
        """A message in this language."""
        said = self.catalogue.get(message, (message,))[0]
        return filled(said, self._parted(values)) if values else said

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """A message that counts: `{n}` is the number."""
        forms = self.catalogue.get(one, (one, many))
        form = forms[0] if plural_form(self.language, n) == "one" else forms[-1]
        return filled(form, self._parted({"n": n, **values}))

    def _parted(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Values with their large numbers as people write them; a year is none."""
        return {name: self.number(n) if _is_large(n) and name != "year" else n for name, n in values.items()}

    @property
    def between(self) -> str:
        """What stands between names that follow each other: Design, Build."""
        return "、" if self.language is Language.ZH else ", "

    @property
    def gap(self) -> str:
        """What stands between two sentences."""
        return "" if self.language is Language.ZH else " "

    def date(self, day: datetime.date, pattern: str) -> str:
        """A date in a CLDR pattern."""
        return _formatted(day, pattern, self.language)

    def day(self, day: datetime.date) -> str:
        """6 March 2026."""
        return self.date(day, _PATTERNS[self.language]["day"])

    def short_day(self, day: datetime.date) -> str:
        """6 Mar."""
        return self.date(day, _PATTERNS[self.language]["short"])

    def near_day(self, day: datetime.date, today: datetime.date) -> str:
        """6 Mar, with its year where that is not this year's."""
        return self.date(day, _PATTERNS[self.language]["short" if day.year == today.year else "near"])

    def weekday_day(self, day: datetime.date, today: datetime.date) -> str:
        """Fri 6 Mar, with its year where that is not this year's."""
        return self.date(day, _PATTERNS[self.language]["weekday" if day.year == today.year else "far_weekday"])

    def large_day(self, day: datetime.date) -> tuple[str, str]:
        """A day in large figures, and what stands small after it: its year, which Chinese says first."""
        return (self.day(day), "") if self.language is Language.ZH else (self.short_day(day), self.date(day, "y"))

    def month(self, day: datetime.date) -> str:
        """March 2026."""
        return self.date(day, _PATTERNS[self.language]["month"])

    def tick(self, day: datetime.date, today: datetime.date, *, is_first: bool) -> str:
        """The first of a month on an axis: Mar; January is its year, and an axis that begins in another one says so."""
        if day.month == 1:
            return self.date(day, "y")
        return self.date(day, _PATTERNS[self.language]["far_tick"] if is_first and day.year != today.year else "MMM")

    def number(self, n: int) -> str:
        """38,000; in Chinese its digits stand together."""
        return str(n) if self.language is Language.ZH else f"{n:,}"

    def days(self, n: int) -> str:
        """1 day, 3 days."""
        return self.plural("{n} day", "{n} days", n)

    def overdue(self, days: int) -> str:
        """How long a due date has passed: 3 days overdue."""
        return self.plural("{n} day overdue", "{n} days overdue", days)

    def was_due(self, day: str, overdue: int) -> str:
        """What is said of a due date that has passed: was due 14 Oct, 2 days overdue."""
        return self.plural("was due {day}, {n} day overdue", "was due {day}, {n} days overdue", overdue, day=day)

    def variance(self, days: int) -> str:
        """A date against the agreed one: 3 days later, 1 day earlier, on the agreed date."""
        if days > 0:
            return self.plural("{n} day later", "{n} days later", days)
        if days < 0:
            return self.plural("{n} day earlier", "{n} days earlier", -days)
        return self(message("on the agreed date"))

    def against_agreed(self, days: int) -> str:
        """The same where no agreed date stands beside it: 3 days later than agreed."""
        if days > 0:
            return self.plural("{n} day later than agreed", "{n} days later than agreed", days)
        if days < 0:
            return self.plural("{n} day earlier than agreed", "{n} days earlier than agreed", -days)
        return self.variance(days)

    def variance_from_first(self, days: int) -> str:
        """A date against the first promise: 21 days after the first date."""
        if days > 0:
            return self.plural("{n} day after the first promise", "{n} days after the first promise", days)
        if days < 0:
            return self.plural("{n} day before the first promise", "{n} days before the first promise", -days)
        return self(message("back on the first date"))

    def status(self, status: Status) -> str:
        """Green, amber and red, in words."""
        return self(terms.STATUSES[status])

    def state(self, state: State, kind: Kind = Kind.COMMITMENT) -> str:
        """Where a promise stands; a milestone is reached, a commitment kept."""
        special = terms.MILESTONE_STATES if kind is Kind.MILESTONE else {}
        return self(special.get(state, terms.STATES[state]))

    def event(self, event: EventName, kind: Kind = Kind.COMMITMENT) -> str:
        """What happened, in a word or two."""
        return self(terms.EVENTS_OF.get(kind, {}).get(event, terms.EVENTS[event]))

    def ending(self, field: str | None, outcome: str | None = None) -> str | None:
        """How something ended, in a word, by the field that says so or by what was decided; None: as all else does."""
        found = terms.ENDS.get(outcome or "") or terms.ENDS.get(field or "")
        return self(found) if found else None

    def kind(self, kind: Kind) -> str:
        """What an item is."""
        return self(register_of(kind).titles.one)

    def many(self, kind: Kind) -> str:
        """What several items of a kind are called, as a heading above them."""
        return self(register_of(kind).titles.many)

    def register(self, kind: Kind) -> tuple[str, str]:
        """What the list of all items of a kind is called, and what it holds."""
        titles = register_of(kind).titles
        return self(titles.many), self(titles.lede)

    def side(self, side: Side) -> str:
        """Which of the two sides, where it has no name."""
        return self(terms.SIDES[side])

    def stage(self, stage: Stage) -> str:
        """How far the acceptance of what was delivered is."""
        return self(terms.STAGES[stage])

    def cause(self, cause: str) -> str:
        """What kind of reason it was."""
        return self(terms.CAUSES.get(cause, cause))

    def value(self, kind: Kind, field: str, value: object) -> str:
        """What a value of a field of a kind means, where it is no word of the author's; else itself."""
        found = field_at(register_of(kind).written, field)
        known = found.means.get(str(value)) if found else None
        if known:
            return self(known)
        return self.number(value) if _is_large(value) else str(value)

    def field(self, kind: Kind, field: str) -> str:
        """The name of a field of a kind of item."""
        found = field_at(register_of(kind).written, field)
        return self(found.called if found and found.called else field)


@lru_cache(maxsize=4096)
def timed(day: datetime.date, text: str) -> Markup:
    """A day that is told in a text, for machines, too."""
    return Markup(f'<time datetime="{day.isoformat()}">{escape(text)}</time>')  # noqa: S704, escaped


def _is_large(value: object) -> TypeGuard[int]:
    """Whether something is a number with more than three digits."""
    return isinstance(value, int) and abs(value) >= 1000


def escape_markdown(text: str) -> str:
    """A title that shows as it is written wherever Markdown reads it: every mark becomes its number."""
    return _MARKUP.sub(lambda mark: f"&#{ord(mark[0])};", " ".join(text.split()))


@lru_cache(maxsize=4096)
def _formatted(day: datetime.date, pattern: str, language: Language) -> str:
    return format_date(day, pattern, locale=language.value)
