"""Promises kept, moved and withdrawn: what each of these writes, and when it makes no sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from milepost.authoring.edits.change import Change, changed
from milepost.authoring.edits.fields import RefusedError
from milepost.authoring.edits.files import Draft
from milepost.authoring.edits.scalars import Plain
from milepost.authoring.items.finding import Found, Promise
from milepost.errors import ContentError, MilepostError, errors_in
from milepost.model.items import Item
from milepost.model.kinds.milestones import Milestone
from milepost.model.registers import register_of
from milepost.source.files.items import read_items
from milepost.source.yaml.located_yaml import parse_yaml


class SenselessError(MilepostError):
    """A change that says nothing, or the opposite of what stands there."""


def settled(found: Found[Item], told: str) -> SenselessError:
    """What is said of an item that is done with: where it stands, how, and what to do where that is wrong."""
    where = found.document.locate((found.at,))
    return SenselessError(f"{where}: {found.item.id} {told} already (edit its lines there if that is wrong)")


def done(found: Found[Promise], on: date, evidence: str | None = None) -> Draft:
    """The file in which a milestone is reached, or a commitment kept, on a day."""
    _refuse_settled(found)
    if isinstance(found.item, Milestone):
        if evidence:
            raise SenselessError("a milestone has no evidence (say in its note how one knows)")
        return draft_of(found, {"done": on})
    return draft_of(found, {"kept": on, **({"evidence": evidence} if evidence else {})})


def move(found: Found[Promise], due: date, reason: str, cause: str | None = None, because: Sequence[str] = ()) -> Draft:
    """The file in which a promise is due on another day, with the reason; what moved it before is not said again."""
    _refuse_settled(found)
    if found.item.due == due:
        raise settled(found, f"is due on {due}")
    follows: Plain | None = because[0] if len(because) == 1 else [*because] or None
    return draft_of(found, {"due": due, "reason": reason, "cause": cause, "because": follows})


def withdraw(found: Found[Promise], on: date, reason: str, agreed_with: str | None = None) -> Draft:
    """The file in which a promise is taken back on a day: deleting it would leave a tombstone without a word."""
    _refuse_settled(found)
    if isinstance(found.item, Milestone):
        if agreed_with:
            raise SenselessError("a milestone does not hold who agreed (say in --reason who did)")
        return draft_of(found, {"cancelled": on, "reason": reason, "cause": None})
    withdrawn: dict[str, Plain] = {"on": on, **({"agreed_with": agreed_with} if agreed_with else {})}
    return draft_of(found, {"withdrawn": withdrawn, "reason": reason, "cause": None})


def draft_of(found: Found[Item], fields: Mapping[str, Plain | None], text: str | None = None) -> Draft:
    """The file with other fields, or another text, as a build reads it; ContentError says what it would not take."""
    try:
        text = text if text is not None else changed(found.document, Change((found.at,), fields))
    except RefusedError as refused:
        raise ContentError([refused.problem]) from refused
    problems = errors_in(read_items(register_of(found.item.kind), parse_yaml(text, found.path)).problems)
    if problems:
        raise ContentError(problems)
    return Draft(found.file, found.data, found.with_text(text))


def _refuse_settled(found: Found[Promise]) -> None:
    item = found.item
    if item.fulfilled:
        word = "was reached" if isinstance(item, Milestone) else "was kept"
        raise settled(found, f"{word} on {item.fulfilled}")
    if item.ended:
        word = "was cancelled" if isinstance(item, Milestone) else "was withdrawn"
        raise settled(found, f"{word} on {item.ended}")
