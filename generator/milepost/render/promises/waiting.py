"""Waiting: how long an answer has been asked for, and which dates it moves from when on."""

from __future__ import annotations

from datetime import date

from milepost.facts.acceptance.asks import AcceptanceAsk
from milepost.facts.contact.asks import Ask
from milepost.facts.contact.waiting import Behind, Waiting
from milepost.render.words.words import Words


def asked_what(ask: Ask, words: Words) -> str:
    """What the client is asked for, in a line."""
    title = ask.item.title
    return words("Accept or reject: {title}", title=title) if isinstance(ask, AcceptanceAsk) else title


def asked_of(ask: Ask) -> str | None:
    """Who of the client's is asked, as far as that is said; the owner of a delivery is ours."""
    return None if isinstance(ask, AcceptanceAsk) else ask.item.owner


def asked_ago(waiting: Waiting, words: Words) -> str:
    """How long it has been asked for."""
    if not waiting.days:
        return words("asked today")
    return words.plural("asked {n} day ago", "asked {n} days ago", waiting.days)


def what_moves(one: Behind, what: str, day: str, words: Words, today: date) -> str:
    """From which answer on a date is later than it is: what it is called, and the last day, as they are to be told."""
    if one.last <= today:
        return words("Each further day moves “{what}”", what=what)
    return words("An answer after {day} moves “{what}”", day=day, what=what)
