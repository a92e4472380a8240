"""Prefilled mails: what the site's *Answer* has put into subject and body, found again in the client's mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from milepost.authoring.recording.answers import Answer, UnclearError
from milepost.authoring.recording.mails import Mail
from milepost.authoring.recording.quotes import own_lines, unsigned
from milepost.authoring.recording.words import People, as_markdown
from milepost.model.fields import ID_PATTERN
from milepost.model.kinds.charter import Charter, Contact, Language
from milepost.render.words.words import Words

_ID = ID_PATTERN.strip("^$")
_WORD, _PROJECT = "\ue000", "\ue001"
_ANSWER, _HERE = "{project}: answer to {id}", ("Our answer:", "We accept it, or reject it because:")
_QUESTION = "{project}: a question about “{title}”"
_SAID_OF = "Version {name}, receipt {receipt}"
# What sites said that were built before a translation was mended: their mails still come.
_ONCE_SAID_OF = (f"版本 {_WORD}，凭证 {_PROJECT}",)
_LONGEST = 10_000
_AGREED = {"agreed", "seen and agreed", "read and agreed", "同意", "已阅 同意", "已阅并同意"}
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def item_of(mail: Mail, charter: Charter) -> str:
    """The id of what a mail answers, by its subject; empty where it asks about a page. UnclearError otherwise."""
    if _asks(mail, charter):
        return ""
    for form in _forms(_ANSWER, re.escape(charter.name), f"({_ID})", id=_WORD):
        if found := re.search(form, mail.subject):
            return found[1]
    for form in _forms(_ANSWER, "(.{1,300})", _ID, id=_WORD):
        if found := re.search(form, mail.subject):
            raise UnclearError(f"the subject names {found[1][-80:]!r}, and this project is {charter.name!r}")
    told = f"the subject {mail.subject[:80]!r} names no item" if mail.subject else "the mail has no subject"
    raise UnclearError(f"{told} (--about ID says what it answers; --about none: nothing of ours)")


def answer_of(mail: Mail, charter: Charter, title: str = "") -> Answer:
    """The answer that a mail holds to what has a title; UnclearError where nothing is answered in it."""
    words = _answered(own_lines(mail.text), title)
    if not words:
        raise UnclearError("nothing is answered in it that is not quoted (save the client’s own mail)")
    if len(words) > _LONGEST:
        raise UnclearError("is too long for an answer (write down what matters: milepost new feedback)")
    version, receipt = _version(mail.text)
    said, left_out = People(mail.people, f"{title} {known_words(charter)}").left_out(words)
    return Answer(
        said=as_markdown(said),
        on=mail.day,
        channel="mail",
        kind="question" if _asks(mail, charter) else "agreement" if _agrees(words) else None,
        role=next((who.role for who in charter.contacts if mail.sender and _address(who) == mail.sender), None),
        version=version,
        receipt=receipt,
        left_out=left_out,
    )


def page_of(mail: Mail) -> str:
    """The address of the page from which it was written, the first that stands in it."""
    return next(iter(_ADDRESS.findall(mail.text)), "")


def known_words(charter: Charter) -> str:
    """Words that are of the project and of nobody, though somebody may be called so."""
    roles = [contact.role or "" for contact in charter.contacts]
    return " ".join((charter.name, charter.client or "", charter.vendor or "", *roles))


def _asks(mail: Mail, charter: Charter) -> bool:
    """Whether somebody asks about a page, by *Something wrong or unclear?*."""
    forms = _forms(_QUESTION, re.escape(charter.name), ".*", title=_WORD)
    return any(re.search(form, mail.subject) for form in forms)


def _agrees(words: str) -> bool:
    """Whether somebody says that it is seen and agreed, and no word more."""
    return re.sub(r"[\s.,;!。，；！]+", " ", words).strip().casefold() in _AGREED


def _forms(message: str, project: str, word: str, **values: str) -> Iterator[str]:
    """A text in every language, as an expression for a project and for what is looked for."""
    for language in Language:
        text = re.escape(Words.of(language)(message, project=_PROJECT, **values))
        yield text.replace(_PROJECT, project).replace(_WORD, word)


def _version(text: str) -> tuple[str | None, str]:
    """The version of which it was said, and the receipt beside it."""
    words = " ".join(" ".join(line.lstrip("> ") for line in text.split("\n")).split())
    found = (form.search(words) for form in _versions())
    return next(((match["name"], match["receipt"]) for match in found if match), (None, ""))


@cache
def _versions() -> list[re.Pattern[str]]:
    said = (Words.of(language)(_SAID_OF, name=_WORD, receipt=_PROJECT) for language in Language)
    texts = (re.escape(text) for text in (*said, *_ONCE_SAID_OF))
    return [
        re.compile(text.replace(_WORD, f"(?P<name>{_ID})").replace(_PROJECT, "(?P<receipt>[0-9A-Za-z:]+)"))
        for text in texts
    ]


def _answered(lines: list[str], title: str) -> str:
    """The words of the answer: where it was to be written, and above that, or else below."""
    marks = {Words.of(language)(here) for language in Language for here in _HERE}
    at = next((n for n, line in enumerate(lines) if line.strip() in marks), None)
    if at is None:
        return unsigned(lines)
    ours = [n for n in range(at + 1, len(lines)) if _is_ours(lines[n])] or [len(lines)]
    told = (unsigned(_untitled(lines[:at], title)), unsigned(lines[at + 1 : ours[0]]))
    return "\n\n".join(text for text in told if text) or unsigned(lines[ours[-1] + 1 :])


def _untitled(above: list[str], title: str) -> list[str]:
    """What stands above the mark, without the title that the site has put there, on one line or broken."""
    while above and not above[-1].strip():
        above = above[:-1]
    begun = next((n for n in range(1, 6) if " ".join(" ".join(above[-n:]).split()) == " ".join(title.split())), 1)
    return above[:-begun]


def _is_ours(line: str) -> bool:
    return line.strip() == "--" or bool(_ADDRESS.match(line.strip())) or _version(line)[0] is not None


def _address(contact: Contact) -> str:
    return (contact.email or "").casefold()
