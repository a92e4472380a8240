"""Sentences: an entry of the ledger as plain text, for a feed, a terminal or a comment."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from milepost.facts.events import Edit, Event
from milepost.facts.promises.promises import PromiseFacts
from milepost.model.fields import Side
from milepost.render.sentences.entries import entry_of, tag_of
from milepost.render.sentences.parts import TOLD_IN_NONE
from milepost.render.sentences.whole import reached_after_all
from milepost.render.words.words import Words

_CLOSE = ("!", "?", "！", "？", "…", "。")
_ENDS = (".", *_CLOSE)


def headline(event: Event, words: Words, promise: PromiseFacts | None = None, side: Side | None = None) -> str:
    """What happened to which item, such as `Moved: Design signed off, from 6 Mar to 13 Mar, 7 days later`.

    It is said as its day knew it; only what was entered too late, as the `promise` tells, is no breach any more.
    """
    promise = promise if reached_after_all(event, promise) else None
    told = what_happened(event, words, promise)
    return tag_of(event, words, promise, side) + words(": ") + titled(event.title, told, words)


def titled(title: str, told: str, words: Words) -> str:
    """A title and what is told of it; one that asks or calls out needs no comma after its mark."""
    title = " ".join(title.split())
    between = words(" – ") if title.endswith(_CLOSE) else words(", ")
    return between.join(part for part in (title, told) if part)


def detail(event: Event, words: Words, *, in_update: bool = False) -> str:
    """Why, how often, and who was told when; one paragraph, empty where there is nothing more to say.

    Within an update (`in_update`) it is told, so that no word is needed of who tells it.
    """
    edits = words("; ").join(_edited(edit, words) for edit in event.edits)
    facts = further_facts(event, words)
    if in_update:
        facts = tuple(fact for fact in facts if fact != words(TOLD_IN_NONE))
    sentences = (" ".join(said.split()) for said in (event.why or "", edits, words("; ").join(facts)))
    return in_a_row((whole[0].upper() + whole[1:] for whole in sentences if whole), words)


def in_a_row(sentences: Iterable[str], words: Words) -> str:
    """Sentences one after the other, each with its full stop, and a blank between them where the language has one."""
    told = ""
    for sentence in filter(None, sentences):
        # A Chinese one follows its own full stop without a blank, and one in Latin letters with one.
        gap = words.gap or (" " if told[-1:].isascii() else "")
        told += (gap if told else "") + sentence + ("" if sentence.endswith(_ENDS) else words("."))
    return told


def what_happened(event: Event, words: Words, promise: PromiseFacts | None = None) -> str:
    """The change itself without the word for it, such as `from 6 Mar to 13 Mar, 7 days later`."""
    entry = entry_of(event, words, event.recorded, promise)
    was, now = _plain(entry.was or ""), _plain(entry.now or "")
    if entry.was is not None and not entry.what:
        told = words("from {was} to {now}", was=was, now=now)
    elif entry.was is not None:
        # Nobody and nothing stand without quotation marks: nobody wrote them.
        was, now = (f"“{was}”" if event.before else was), (f"“{now}”" if event.after else now)
        told = words("{field}: {was} became {now}", field=_plain(entry.what), was=was, now=now)
    else:
        told = _plain(entry.what)
    return words(", ").join(part for part in (told, _plain(entry.shift)) if part)


def further_facts(event: Event, words: Words) -> tuple[str, ...]:
    """Short facts beside the change: how often, agreed with whom, announced when; and what is missing."""
    entry = entry_of(event, words, event.recorded)
    names = words.between.join(item_id for _, item_id in entry.because)
    because = words("because of {items}", items=names) if names else ""
    return tuple(_plain(fact) for fact in (entry.silence, because, *entry.facts) if fact)


def _edited(edit: Edit, words: Words) -> str:
    if not edit.before:
        return words("added: “{now}”", now=edit.after)
    if not edit.after:
        return words("taken out: “{was}”", was=edit.before)
    return words("“{was}” became “{now}”", was=edit.before, now=edit.after)


def _plain(text: str) -> str:
    """Text without the HTML that a page would show it with."""
    return " ".join((text.striptags() if isinstance(text, Markup) else text).split())
