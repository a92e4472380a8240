"""Promises kept, moved and withdrawn: what each of these writes, and when it makes no sense."""

from __future__ import annotations

from datetime import date

from milepost.authoring.edits.change import Change, changed
from milepost.authoring.edits.fields import RefusedError
from milepost.authoring.edits.files import Draft
from milepost.authoring.edits.scalars import Plain
from milepost.authoring.items.finding import Found
from milepost.errors import ContentError, MilepostError, errors_in
from milepost.model.kinds.milestones import Milestone
from milepost.model.registers import register_of
from milepost.source.files.items import read_items
from milepost.source.yaml.located_yaml import parse_yaml


class SenselessError(MilepostError):
    """A change that says nothing, or the opposite of what stands there."""


def done(found: Found, on: date, evidence: str | None = None) -> Draft:
    """The file in which a milestone is reached, or a commitment kept, on a day."""
    _refuse_settled(found)
    if isinstance(found.item, Milestone):
        if evidence:
            raise SenselessError("a milestone has no evidence (say in its note how one knows)")
        return _draft(found, {"done": on})
    return _draft(found, {"kept": on, **({"evidence": evidence} if evidence else {})})


def move(found: Found, due: date, reason: str, cause: str | None = None) -> Draft:
    """The file in which a promise is due on another day, with the reason; what moved it before is not said again."""
    _refuse_settled(found)
    if found.item.due == due:
        raise SenselessError(f"{found.item.id} is due on {due} already")
    return _draft(found, {"due": due, "reason": reason, "cause": cause})


def withdraw(found: Found, on: date, reason: str, agreed_with: str | None = None) -> Draft:
    """The file in which a promise is taken back on a day: deleting it would leave a tombstone without a word."""
    _refuse_settled(found)
    if isinstance(found.item, Milestone):
        return _draft(found, {"cancelled": on, "reason": reason, "cause": None})
    withdrawn: dict[str, Plain] = {"on": on, **({"agreed_with": agreed_with} if agreed_with else {})}
    return _draft(found, {"withdrawn": withdrawn, "reason": reason, "cause": None})


def _refuse_settled(found: Found) -> None:
    item = found.item
    if item.fulfilled:
        word = "was reached" if isinstance(item, Milestone) else "was kept"
        raise SenselessError(f"{item.id} {word} on {item.fulfilled}")
    if item.ended:
        word = "was cancelled" if isinstance(item, Milestone) else "was withdrawn"
        raise SenselessError(f"{item.id} {word} on {item.ended}")


def _draft(found: Found, fields: dict[str, Plain | None]) -> Draft:
    """The file with other fields, read again as a build will read it; ContentError says what it would not take."""
    try:
        text = changed(found.document, Change((found.at,), fields))
    except RefusedError as refused:
        raise ContentError([refused.problem]) from refused
    problems = errors_in(read_items(register_of(found.item.kind), parse_yaml(text, found.path)).problems)
    if problems:
        raise ContentError(problems)
    return Draft(found.file, found.data, found.with_text(text))
