"""Records: risks closed, problems followed, questions decided, lessons used; what each of these writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from milepost.authoring.edits.change import extended
from milepost.authoring.edits.fields import RefusedError
from milepost.authoring.edits.files import Draft
from milepost.authoring.edits.scalars import Plain
from milepost.authoring.items.finding import Found, UnknownItemError
from milepost.authoring.items.promises import SenselessError, draft_of, settled
from milepost.authoring.mending.texts import front_matter
from milepost.errors import ContentError, errors_in
from milepost.model.items import Item
from milepost.model.kinds.lessons import Lesson
from milepost.model.records.changes import ChangeRequest
from milepost.model.records.decisions import Decision
from milepost.model.records.feedback import Feedback
from milepost.model.records.problems import ProblemRecord
from milepost.model.records.risks import Risk
from milepost.model.registers import register_of
from milepost.source.files.items import read_file
from milepost.source.validation.guesses import did_you_mean
from milepost.source.yaml.decoding import BOM
from milepost.source.yaml.located_yaml import parse_yaml


def closed(found: Found[Item], on: date, because: str, problem: str | None = None) -> Draft:
    """The file in which a risk is closed, with the problem that it became."""
    item = found.item
    assert isinstance(item, Risk), "it was looked for among risks"
    if item.closed:
        raise settled(found, f"was closed on {item.closed.on}")
    became = {"problem": problem} if problem else {}
    return draft_of(found, {"closed": {"on": on, "because": because, **became}})


def decided(found: Found[Item], on: date, words: str, by: str | None) -> Draft:
    """The file in which a question is decided in words, or a change request in one of three."""
    item = found.item
    if isinstance(item, Decision):
        if item.decided:
            raise SenselessError(f"{item.id} was decided on {item.decided} (a new one can supersede it)")
        return draft_of(found, {"decided": on, "decision": words, **({"by": by} if by else {})})
    assert isinstance(item, ChangeRequest), "it was looked for among these two"
    if item.decided and item.decided.outcome != "deferred":
        raise settled(found, f"was {item.decided.outcome} on {item.decided.on}")
    verdict: Mapping[str, Plain] = {"on": on, "outcome": words, **({"by": by} if by else {})}
    return draft_of(found, {"decided": verdict})


def answered(found: Found[Item], on: date, words: str, outcome: str | None) -> Draft:
    """The file in which feedback is answered."""
    item = found.item
    assert isinstance(item, Feedback), "it was looked for among feedback"
    if item.answered:
        raise settled(found, f"was answered on {item.answered}")
    return draft_of(found, {"answer": words, "answered": on, **({"outcome": outcome} if outcome else {})})


def stepped(found: Found[Item], on: date, words: str, state: str) -> Draft:
    """The file in which a problem has one more entry; those that were told stay as they are."""
    item = found.item
    assert isinstance(item, ProblemRecord), "it was looked for among problems"
    if item.resolved and state == "resolved":
        raise settled(found, f"was resolved on {item.resolved}")
    if item.thread and on < item.thread[-1].on:
        last = item.thread[-1].on
        raise SenselessError(f"the last entry of {item.id} is of {last}, and this one would be of {on} (--on DATE)")
    try:
        text = extended(found.document, (found.at,), "thread", {"on": on, "state": state, "text": words})
    except RefusedError as refused:
        raise ContentError([refused.problem]) from refused
    return draft_of(found, {}, text)


def applied(content: Path, name: str, on: date, where: str) -> Draft:
    """The page of a lesson with one more proof that it was used."""
    register = register_of(Lesson.kind)
    file = content / register.name / f"{name.removeprefix('lesson:')}.md"
    if not file.is_file():
        hint = did_you_mean(name, [page.stem for page in file.parent.glob("*.md")])
        raise UnknownItemError(f"there is no lesson {name!r} ({hint or 'its file in lessons/ is called so'})")
    data, path = file.read_bytes(), f"{content.name}/{register.name}/{file.name}"
    if errors := errors_in(read_file(register, f"{register.name}/{file.name}", data, f"{content.name}/").problems):
        raise ContentError(errors)
    text = data.decode().removeprefix(BOM)
    place = front_matter(text)
    assert place, "a lesson without it is an error"
    begin, end = place
    document = parse_yaml(text[begin:end], path, first_line=2)
    try:
        inner = extended(document, (), "applied", {"on": on, "where": where})
    except RefusedError as refused:
        raise ContentError([refused.problem]) from refused
    mark = BOM if data.startswith(BOM.encode()) else ""
    return Draft(file, data, (mark + text[:begin] + inner + text[end:]).encode())
