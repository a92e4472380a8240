"""Addresses: where on the site each item is told, relative to the root of the site."""

from __future__ import annotations

import re
from urllib.parse import quote

from milepost.facts.ledger.events import Event
from milepost.model.fields import Kind
from milepost.model.kinds.glossary import Term

_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")
_PHONE = re.compile(r"\+?[\d\s()./–-]+")


def address(kind: Kind, item_id: str) -> str:
    """The path of an item with its fragment, such as `plan/#m-beta`."""
    match kind:
        case Kind.MILESTONE:
            return f"plan/#{anchor(kind, item_id)}"
        case Kind.COMMITMENT:
            return f"commitments/#{anchor(kind, item_id)}"
        case Kind.UPDATE:
            return f"updates/{item_id}/"
        case Kind.LESSON:
            return f"lessons/{item_id}/"


def anchor(kind: Kind, item_id: str) -> str:
    """The id of an item's element on its page: unique there, and stable."""
    return f"{kind[0]}-{item_id}"


def word_anchor(term: Term) -> str:
    """The same for a term of the glossary: letters, digits and hyphens as they are, other marks by their number."""
    kept = (c if c.isalnum() or c == "-" else "_" if c == " " else f".{ord(c):x}" for c in term.key)
    return f"word-{''.join(kept)}"


def source_uri(kind: Kind, item_id: str) -> str:
    """The same as a link between Markdown pages, such as `plan.md#m-beta`, which MkDocs checks."""
    match kind:
        case Kind.MILESTONE:
            return f"plan.md#{anchor(kind, item_id)}"
        case Kind.COMMITMENT:
            return f"commitments.md#{anchor(kind, item_id)}"
        case _:
            return f"{kind}s/{item_id}.md"


def guid(event: Event) -> str:
    """What never changes about an event: its item's first id, what happened, and where history says so."""
    where = event.revision or event.recorded.isoformat()
    parts = ["milepost", event.kind, event.origin, event.event, event.field or "", where]
    return ":".join(part for part in parts if part)


def mail_href(address: str) -> str | None:
    """The address of a mail to somebody; None where it is none."""
    return f"mailto:{quote(address, safe='@+')}" if _MAIL.fullmatch(address) else None


def phone_href(number: str) -> str | None:
    """The address of a call; None where it is none: the words stand as they are."""
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    return f"tel:{digits}" if _PHONE.fullmatch(number) and len(digits) > 2 else None
