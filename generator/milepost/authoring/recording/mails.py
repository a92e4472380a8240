"""Mails: who wrote what on which day, from a file as mail programs save it; whatever is hostile in it stays text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from milepost.authoring.importing.tables import decoded
from milepost.authoring.recording.answers import UnclearError
from milepost.authoring.recording.markup import text_of_html
from milepost.frozen import dataclass
from milepost.model.texts.invisible import legible

_BIGGEST = 32 << 20
# The standard library reads a line once for each part that it lies in.
_MOST_LINES, _MOST_NESTED, _MOST_PARTS = 600_000, 60, 2_000
_LONGEST_HEADER = 2_000
_LONGEST_TEXT = 1 << 19
_WRITTEN_BY_US = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "iso8859-1": "cp1252", "ascii": ""}
# Every other codec of Python is none of a mail, and some of them take for ever.
_CHARSETS = re.compile(
    r"utf-8(-sig)?|utf-16(-[bl]e)?|gb18030|big5(hkscs)?|(iso8859-|cp)\d+|koi8-[ru]|euc_\w+|shift_jis"
)
_UNSEEN = dict.fromkeys([0x200B, 0x200C, 0x2060]) | {0xA0: " "}


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says; `people` are the names of those who wrote and got it, and `sender` the address of the first."""

    subject: str
    sender: str
    people: tuple[str, ...]
    day: date | None
    text: str


def read_mail(data: bytes) -> Mail:
    """The mail that a file holds; UnclearError says why it is none that can be read."""
    _refuse_what_is_none(data)
    try:
        message = message_from_bytes(data)
    except RecursionError as error:
        raise UnclearError("the parts of this mail lie in one another without an end") from error
    subject = " ".join(_header(message, "subject").split())
    if not subject and not message.get("from"):
        raise UnclearError("is no mail (save it in your mail program as .eml)")
    written = [pair for name in ("from", "reply-to", "to", "cc") for pair in _people(_header(message, name))]
    text = legible(_body(message)).translate(_UNSEEN)
    sender = next((address for _, address in written if address), "").casefold()
    return Mail(subject, sender, tuple(name for name, _ in written if name), _day(message), text)


def _refuse_what_is_none(data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnclearError("is in Outlook’s own format (save it as .eml, or as text, from Outlook on the web)")
    kinds = data.lower()
    is_huge = len(data) > _BIGGEST or data.count(b"\n") > _MOST_LINES
    if is_huge or kinds.count(b"multipart/") + kinds.count(b"message/") > _MOST_NESTED:
        raise UnclearError("is too big for an answer (save it without what is attached)")
    if data.count(b"\n--") > _MOST_PARTS:
        raise UnclearError(f"has more than {_MOST_PARTS} parts, as no answer has (save it without what is attached)")


def _header(message: Message, name: str) -> str:
    """A header in words; what a program wrote without an encoding is guessed."""
    raw = next((str(value) for key, value in message.raw_items() if key.casefold() == name), "")[:_LONGEST_HEADER]
    raw = decoded(raw.encode("ascii", "surrogateescape")) if not raw.isascii() else raw
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return raw
    return "".join(piece if isinstance(piece, str) else _words(piece, charset or "") for piece, charset in pieces)


def _people(header: str) -> list[tuple[str, str]]:
    """Names with addresses; none where brackets lie in one another without an end."""
    try:
        return getaddresses([header])
    except RecursionError:
        return []


def _day(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(_header(message, "date")).date()
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _body(message: Message) -> str:
    """What is written in it: plain text where there is any, HTML as text otherwise."""
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    for part in _parts(message):
        if part.get_content_type() in texts and part.get_content_disposition() != "attachment":
            texts[part.get_content_type()].append(_text(part))
    plain = "\n".join(texts["text/plain"])
    if plain.strip():
        return plain
    return "\n".join(text_of_html(text) for text in texts["text/html"])


def _parts(message: Message) -> Iterator[Message]:
    """The parts that hold something; those of a mail that is attached are not of this one."""
    if not message.is_multipart():
        yield message
    elif message.get_content_maintype() != "message":
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _parts(part)


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    text = _words(payload if isinstance(payload, bytes) else b"", part.get_content_charset() or "")
    if len(text) > _LONGEST_TEXT:
        raise UnclearError("is too long for an answer (write down what matters: milepost new feedback)")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_flowed = str(part.get_param("format", "")).casefold() == "flowed"
    return _unwrapped(text, is_joined=str(part.get_param("delsp", "")).casefold() == "yes") if is_flowed else text


def _words(data: bytes, charset: str) -> str:
    """Bytes as text in the charset that they are said to be in, or else in the one that they look like."""
    try:
        name = codecs.lookup(charset).name if charset.isascii() else ""
    except (LookupError, ValueError):
        name = ""
    name = _WRITTEN_BY_US.get(name, name)
    if name and _CHARSETS.fullmatch(name):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            pass
    return decoded(data)


def _unwrapped(text: str, *, is_joined: bool) -> str:
    """Lines that only the mail program has broken, in one (RFC 3676)."""
    lines: list[str] = []
    is_open = False
    for line in text.split("\n"):
        flows = line.endswith(" ") and line != "-- " and not line.startswith(">")
        kept = line[:-1] if flows and is_joined else line
        if is_open and lines:
            lines[-1] += kept
        else:
            lines.append(kept)
        is_open = flows
    return "\n".join(lines)
