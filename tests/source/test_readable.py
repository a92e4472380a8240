"""Marks that nobody sees neither hide a text nor turn what stands beside it."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from milepost.model.texts.invisible import is_blank, settled, settled_html, turning_mark
from milepost.source.checks.judging import Judging
from milepost.source.content import read_content

MARKS = st.text(st.sampled_from("ab<> \u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), max_size=30)


@given(MARKS)
def test_a_settled_text_turns_nothing_else(text: str) -> None:
    """And nothing is taken from what turned nothing else anyway."""
    assert turning_mark(settled(text)) is None
    assert settled(settled(text)) == settled(text)
    if turning_mark(text) is None:
        assert settled(text) == text


@given(MARKS)
def test_settled_html_keeps_its_tags(text: str) -> None:
    """Each piece of text between two tags is settled by itself."""
    html = f"<p>{text.replace('<', '').replace('>', '')}</p><b>on time</b>"
    settled_one = settled_html(html)
    assert [turning_mark(words) for words in re.split("<[^<>]*>", settled_one)] == [None] * 5
    assert re.findall("<[^<>]*>", settled_one) == re.findall("<[^<>]*>", html)


def test_marks_by_number_are_marks() -> None:
    """HTML can write them in letters that look harmless."""
    assert settled_html("<p>a&#8238;b&#x202E;c&#x02067;d</p>") == "<p>abcd</p>"


def test_what_can_be_seen() -> None:
    """Letters, signs and pictures of any script; fillers and spaces of any width are none."""
    assert [is_blank(text) for text in ("a", "。", "🚢", "售", "٠")] == [False] * 5
    assert [is_blank(text) for text in ("\u200b", "\u3164\u2800", " \u00ad", "\u202e\u2060")] == [True] * 4


def test_a_glossary_is_looked_at_too() -> None:
    """Its cards stand in the middle of other people's sentences."""
    files = {"project.yml": b"name: P\n", "milestones.yml": b"", "glossary.yml": b'UAT: "Tests \\u202E"\n'}
    (problem,) = read_content(files, judging=Judging(today=date(2026, 11, 26)))[1]
    assert str(problem).startswith("content/glossary.yml: the term 'UAT' holds U+202E")
