"""Edits: exactly what is meant changes, whatever hands have written around it, and a change can be taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from milepost.authoring.edits.change import Change, appended, changed, changed_at_once, extended
from milepost.authoring.edits.fields import RefusedError
from milepost.authoring.edits.scalars import Plain, written
from milepost.model.texts.invisible import legible
from milepost.source.yaml.located_yaml import parse_yaml

HAND_MADE = """\
# The plan, as agreed in January.
- id: kickoff   # never moves
  title: 'It''s the kick-off'
  due: "2026-01-14"  # a Wednesday


  # the next one is the client's
- {id: beta, title: Beta, due: 2026-03-06, after: [kickoff]}
-   id:   go-live
    title: >
      Go-live of
      everything

    due:    2026-06-01 # was May
    rebaselined:
      on: 2026-02-01
      due: 2026-06-01
# the end
"""


def edited(text: str, at: int, **fields: Plain | None) -> str:
    """The text after one change."""
    return changed(parse_yaml(text, "milestones.yml"), Change((at,), fields))


def lines_changed(old: str, new: str) -> list[str]:
    """The lines of the new text that the old one does not have."""
    return [line for line in new.splitlines() if line not in old.splitlines()]


@pytest.mark.parametrize(
    ("at", "fields", "lines"),
    [
        (0, {"due": date(2026, 1, 21)}, ['  due: "2026-01-21"  # a Wednesday']),
        (0, {"title": "It's late"}, ["  title: 'It''s late'"]),
        (0, {"reason": "A: b # c"}, ["  reason: 'A: b # c'"]),
        (0, {"owner": "Anna"}, ["  owner: Anna"]),
        (1, {"due": date(2026, 3, 13)}, ["- {id: beta, title: Beta, due: 2026-03-13, after: [kickoff]}"]),
        (1, {"kept": True}, ["- {id: beta, title: Beta, due: 2026-03-06, after: [kickoff], kept: true}"]),
        (1, {"after": ["kickoff", "x, y"]}, ["- {id: beta, title: Beta, due: 2026-03-06, after: [kickoff, 'x, y']}"]),
        (1, {"title": None}, ["- {id: beta, due: 2026-03-06, after: [kickoff]}"]),
        (2, {"due": date(2026, 7, 1)}, ["    due:    2026-07-01 # was May"]),
        (2, {"title": "Go"}, ["    title: Go"]),
        (2, {"rebaselined": {"on": date(2026, 3, 1), "why": "yes"}}, ["    rebaselined: {on: 2026-03-01, why: yes}"]),
        (2, {"reason": "true"}, ["    reason: 'true'"]),
        (2, {"rebaselined": None, "due": None}, []),
    ],
)  # fmt: skip
def test_only_the_line_that_is_meant_changes(at: int, fields: dict[str, Plain | None], lines: list[str]) -> None:
    """Comments, quotes, blank lines and spaces of all other lines stay."""
    assert lines_changed(HAND_MADE, edited(HAND_MADE, at, **fields)) == lines


@pytest.mark.parametrize("text", [HAND_MADE, HAND_MADE.replace("\n", "\r\n"), HAND_MADE.rstrip("\n")])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_change_that_is_taken_back_leaves_the_same_bytes(text: str, at: int) -> None:
    """Set to another day and back, put in and taken out: nothing tells that it has been."""
    due = date.fromisoformat(str(parse_yaml(text, "").value[at]["due"]))  # type: ignore[index, call-overload]
    there = edited(text, at, due=date(2027, 1, 1), reason="The pier is closed.", cause="external")
    assert there != text
    assert edited(there, at, due=due, reason=None, cause=None) == text


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)


@given(WORDS, st.booleans(), st.sampled_from(["", "'", '"']))
@example("null", False, "")
@example("- a", False, "")
@example("a: b", True, "")
@example("]", True, "")
@example("\u3000", False, "")
def test_any_words_are_read_as_they_were_meant(words: str, in_flow: bool, quote: str) -> None:
    """Whatever a reason says, in braces or not, it is that reason that is read."""
    text = written(words, in_flow=in_flow, quote=quote)
    document = parse_yaml(f"- {{a: {text}, b: c}}" if in_flow else f"- a: {text}", "")
    assert not document.problems
    assert document.value == [{"a": words, **({"b": "c"} if in_flow else {})}]


KEYS = st.sampled_from(["title", "note", "owner", "due", "reason", "after", "evidence"])
COMMENTS = st.sampled_from(["", "  # said so", " #", "   "])
PLAIN = st.sampled_from(
    ["words", "two words", "2026-03-06", "'it''s'", '"a \\" b\\u00e9"', "12", "", "~", "true", "中文 字"]
)
FLOW = st.sampled_from(["[]", "[a, b]", "{x: 1, y: [2, 3]}", "[a, # why\n     b]", "{}", "{'a': \"b\"}", "[a, b,]"])
BLOCK = st.sampled_from(
    ["|\n     a\n\n     b", ">-\n     a\n     b\n", "\n     - a\n     - b", "\n     x: 1\n     y: 2", "a\n     b"]
)


@st.composite
def hand_made(draw: st.DrawFn) -> str:
    """A list of items as hands write them: in blocks and braces, with comments, blank lines and either line break."""
    lines = draw(st.sampled_from(["", "# a plan\n", "\n\n# one\n# two\n"]))
    for number in range(draw(st.integers(1, 4))):
        keys = draw(st.lists(KEYS, unique=True, max_size=5))
        if draw(st.booleans()):
            parts = [f"id: i{number}", *(f"{key}: {draw(st.one_of(PLAIN, FLOW))}" for key in keys)]
            space = draw(st.sampled_from([", ", ",  ", ",\n    "]))
            lines += "- {" + space.join(parts) + draw(st.sampled_from(["", ",", " "])) + "}" + draw(COMMENTS) + "\n"
        else:
            lines += f"- id: i{number}{draw(COMMENTS)}\n"
            for key in keys:
                value = draw(st.one_of(PLAIN, FLOW, BLOCK))
                lines += f"  {key}: {value}{'' if value.startswith(('|', '>')) else draw(COMMENTS)}\n"
        lines += draw(st.sampled_from(["", "\n", "  # next\n", "# next\n\n"]))
    text = lines if draw(st.booleans()) else lines.rstrip("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@given(hand_made(), st.data())
def test_what_was_not_meant_stays(text: str, data: st.DataObject) -> None:
    """Over all that hands write: an edit changes one field and comes back to the same bytes, or is refused."""
    document = parse_yaml(text, "milestones.yml")
    assume(not document.problems and isinstance(document.value, list))
    items = document.value
    assert isinstance(items, list)
    at = data.draw(st.integers(0, len(items) - 1))
    field, words = data.draw(KEYS), data.draw(WORDS)
    item = items[at]
    assert isinstance(item, dict)
    try:
        there = edited(text, at, **{field: words})
    except RefusedError:
        return
    again = parse_yaml(there, "").value
    assert again == [*items[:at], {**item, field: words}, *items[at + 1 :]]
    if field not in item:
        assert edited(there, at, **{field: None}) == text
    elif isinstance(item[field], str) and written(item[field]) in text:  # type: ignore[arg-type]
        back = edited(there, at, **{field: item[field]})  # type: ignore[arg-type]
        assert parse_yaml(back, "").value == items


@given(hand_made(), st.data())
def test_changes_at_once_are_those_one_by_one(text: str, data: st.DataObject) -> None:
    """What an import does to many items in one reading is what it would have done to each of them alone.

    But for blanks: behind a key in braces that says nothing, they stand before or after what is new.
    """
    document = parse_yaml(text, "milestones.yml")
    assume(not document.problems and isinstance(document.value, list))
    assert isinstance(document.value, list)
    values = st.one_of(WORDS, st.none(), st.just(date(2026, 3, 6)))
    fields = st.dictionaries(KEYS, values, min_size=1, max_size=4)
    wanted = data.draw(st.dictionaries(st.integers(0, len(document.value) - 1), fields, min_size=1))
    changes = [Change((at,), told) for at, told in wanted.items()]
    alone = text
    try:
        at_once = changed_at_once(document, changes)
        for change in changes:
            alone = changed(parse_yaml(alone, "milestones.yml"), change)
    except RefusedError:
        return
    if at_once is not None and parse_yaml(at_once, "").value == parse_yaml(alone, "").value:
        assert "".join(at_once.split()) == "".join(alone.split())


@given(hand_made(), WORDS)
def test_a_new_item_comes_after_all(text: str, words: str) -> None:
    """What stood in the file stands there still, to the byte, and before it."""
    document = parse_yaml(text, "milestones.yml")
    assume(not document.problems)
    new = {"id": "new", "title": words}
    try:
        there = appended(document, new, ["due: the date promised now"])
    except RefusedError:  # The last value is a text in lines of its own, to which the end of a line would be added.
        assert not text.endswith("\n")
        return
    assert there.startswith(text)
    new["title"] = legible(words)
    assert parse_yaml(there, "").value == [*(document.value or []), new]  # type: ignore[misc]


def cut(new: str, old: str) -> str:
    """The new text without the one stretch by which it is longer."""
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    return new[:same] + new[same + len(new) - len(old) :]


@given(hand_made(), st.lists(WORDS, min_size=2, max_size=4))
def test_a_new_item_of_several_lines_can_be_cut_out_again(text: str, lines: list[str]) -> None:
    """However many lines its words have, it is one stretch of the file, and reads as what was said."""
    document = parse_yaml(text, "feedback.yml")
    assume(not document.problems)
    new: dict[str, Plain] = {"id": "new", "said": "\n".join(lines), "on": date(2026, 3, 6)}
    try:
        there = appended(document, new)
    except RefusedError:
        assert not text.endswith("\n")
        return
    assert cut(there, text) == text
    read = parse_yaml(there, "").value
    assert isinstance(read, list)
    assert read[-1] == {"id": "new", "said": legible("\n".join(lines)), "on": "2026-03-06"}


@given(hand_made(), WORDS, st.data())
def test_a_new_entry_can_be_cut_out_again(text: str, words: str, data: st.DataObject) -> None:
    """A step of a thread is one stretch of the file, wherever its list stands and however it is written."""
    document = parse_yaml(text, "problems.yml")
    assume(not document.problems and isinstance(document.value, list))
    assert isinstance(document.value, list)
    at = data.draw(st.integers(0, len(document.value) - 1))
    entry: dict[str, Plain] = {"on": date(2026, 3, 6), "state": "fixing", "text": words}
    try:
        once = extended(document, (at,), "thread", entry)
        twice = extended(parse_yaml(once, "problems.yml"), (at,), "thread", entry)
    except RefusedError:
        return
    assert cut(once, text) == text
    assert cut(twice, once) == once
    read: Any = parse_yaml(twice, "").value
    assert [step["text"] for step in read[at]["thread"]] == [legible(words)] * 2


def test_the_first_item_of_an_empty_file() -> None:
    """A file that says nothing yet, or only its schema, takes one."""
    for text in ("", "# yaml-language-server: $schema=x\n"):
        there = appended(parse_yaml(text, ""), {"id": "a", "due": date(2026, 3, 6)})
        assert there == f"{text}- id: a\n  due: 2026-03-06\n"


def test_a_list_in_brackets_is_left_to_hands() -> None:
    """There is no line to put it in."""
    with pytest.raises(RefusedError, match="by hand"):
        appended(parse_yaml("[{id: a}]\n", "milestones.yml"), {"id": "b"})
