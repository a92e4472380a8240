"""People: who works on a project, how to reach them, and how often they are heard of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import quote

from milepost.model.fields import Side
from milepost.model.kinds.charter import Charter, Contact, Every
from milepost.render.words.words import Words, message

_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")
_PHONE = re.compile(r"\+?[\d\s()./–-]+")
_SOME_MONDAY = date(2001, 1, 1)
_COLUMNS = (("when", message("When")), ("how", message("How")), ("for_", message("For whom")))


def mail_href(address: str) -> str | None:
    """The address of a mail to somebody; None where it is none."""
    return f"mailto:{quote(address, safe='@+')}" if _MAIL.fullmatch(address) else None


def phone_href(number: str) -> str | None:
    """The address of a call; None where it is none: the words stand as they are."""
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    return f"tel:{digits}" if _PHONE.fullmatch(number) and len(digits) > 2 else None


def by_side(charter: Charter) -> tuple[tuple[Side, tuple[Contact, ...]], ...]:
    """The people of each side, in the order of the file, those who do the work first."""
    sides = ((side, tuple(c for c in charter.contacts if c.side is side)) for side in (Side.VENDOR, Side.CLIENT))
    return tuple((side, contacts) for side, contacts in sides if contacts)


def whom_to_ask(charter: Charter) -> Contact | None:
    """The first person of those who do the work."""
    return next((contact for contact in charter.contacts if contact.side is Side.VENDOR), None)


def columns(charter: Charter) -> Sequence[tuple[str, str]]:
    """What the communication plan says, by field, with its name: a column that nobody filled in is none."""
    return [(name, title) for name, title in _COLUMNS if any(getattr(c, name) for c in charter.communication)]


def rhythm(charter: Charter, words: Words) -> str:
    """When updates come, as a sentence; empty where nothing was agreed."""
    if "rhythm" not in charter.model_fields_set:
        return ""
    day = words.date(_SOME_MONDAY + timedelta(charter.rhythm.day.number), "EEEE")
    match charter.rhythm.every:
        case Every.WEEK:
            return words("An update comes every {weekday}.", weekday=day)
        case Every.FORTNIGHT:
            return words("An update comes every second {weekday}.", weekday=day)
        case Every.MONTH:
            return words("An update comes on the last {weekday} of each month.", weekday=day)
