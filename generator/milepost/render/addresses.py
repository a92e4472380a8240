"""Addresses beside the map of the site: of mails and calls, of a term of the glossary, of an entry of the ledger."""

from __future__ import annotations

import re
from urllib.parse import quote

from milepost.facts.events import Event
from milepost.model.kinds.glossary import Term

_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")
_PHONE = re.compile(r"\+?[\d\s()./–-]+")


def word_anchor(term: Term) -> str:
    """The id of the element of a term of the glossary: all but letters, digits and hyphens by number."""
    kept = (c if c.isalnum() or c == "-" else "_" if c == " " else f".{ord(c):x}" for c in term.key)
    return f"word-{''.join(kept)}"


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
