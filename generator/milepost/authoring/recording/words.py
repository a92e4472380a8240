"""Words: what a client wrote as Markdown that says no more than that, without addresses and names of people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from milepost.model.fields import Kind

_GONE = "(…)"
_MAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w-])(?:\+|00)\d[\d ()/.-]{7,20}\d")
_NAME = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
# What Markdown would take for more than a character, and what would begin something other than a line of a list.
_MARKS = re.compile(r"[\\`*\[\]<|~]|(?<!\w)_|_(?!\w)|&(?=#?\w{1,32};)")
_ITEM = re.compile(rf"\b({'|'.join(Kind)}):(?=\w)")
_BEGINS = re.compile(r"^(?=[#=>]|-{2,}|_{2,})", re.MULTILINE)


@dataclass(frozen=True)
class People:
    """Those who wrote and got a mail, by their names; `known` words are of the project, and of nobody."""

    names: tuple[str, ...]
    known: str = ""

    def left_out(self, text: str) -> tuple[str, int]:
        """A text without addresses, numbers to call and these names, and how many of them stood in it."""
        count = 0
        for form in (_MAIL, _PHONE, *([self._form] if self._form else [])):
            text, number = form.subn(_GONE, text)
            count += number
        return text, count

    @cached_property
    def _form(self) -> re.Pattern[str] | None:
        known = {word.casefold() for word in _NAME.findall(self.known)}
        words = {
            word
            for name in self.names
            if "@" not in name and name not in self.known
            for word in (name, *_NAME.findall(name))
            if len(word) > (1 if _HAN.search(word) else 2) and word.casefold() not in known
        }
        some = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))[:100])
        return re.compile(rf"(?:{some})" if _HAN.search(some) else rf"(?<!\w)(?:{some})(?!\w)") if some else None


def as_markdown(text: str) -> str:
    """A text in which nothing is markup but lists, and nothing names an item as a link does."""
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return _BEGINS.sub(r"\\", _ITEM.sub(r"\1\:", _MARKS.sub(r"\\\g<0>", lines)))
