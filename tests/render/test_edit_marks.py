"""Where words were edited a mark stands, which leads to what discloses it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.facts.wording.edits import difference
from milepost.render.page import EditMark
from milepost.render.prose.edit_marks import with_marks
from milepost.render.prose.prose import harmless
from often import often

_MARK = re.compile(r'<sup class="mp-mark">.*?</sup>')


def marked(before: str, after: str) -> str:
    """The text as it is now, with `^` where it was edited."""
    edits = difference(before, after).edits
    marks = [EditMark(str(n), edit.near or "", edit.after, "^", "^") for n, edit in enumerate(edits, 1)]
    return _MARK.sub("^", with_marks(harmless(after), marks)[0])


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("It opens on 6 March.", "It opens on 13 March.", "<p>It opens on 13^ March.</p>"),
        ("It opens on Monday or later.", "It opens on Monday.", "<p>It opens on Monday^.</p>"),
        (
            "- one is here\n- two is here\n- three",
            "- one is here\n- three",
            "<ul>\n<li>one is here^</li>\n<li>three</li>\n</ul>",
        ),
        (
            "The [end](a.md) of our work is 4 May.",
            "The [end](a.md) of our work is **5 May**.",
            '<p>The <a href="a.md">end</a> of our work is <strong>5^ May</strong>.</p>',
        ),
        ("A & B are 4.", "A & B are 5.", "<p>A &amp; B are 5^.</p>"),
        ("Run `milepost a` now.", "Run `milepost b` now.", "<p>Run <code>milepost b</code>^ now.</p>"),
        ("它将于三月开放。", "它将于四月开放。", "<p>它将于四^月开放。</p>"),
    ],
)
def test_a_mark_stands_where_the_words_do(before: str, after: str, shown: str) -> None:
    """After what was written anew, or where something was taken out; never inside a link or code."""
    assert marked(before, after).strip() == shown


_PIECES = ("one", "two", "*three*", "[four](a.md)", "`five`", "&", "6", "<b>", "七八", "\n", "\n\n-", "|")
_TEXT = st.lists(st.sampled_from(_PIECES), max_size=12)


@often()
@given(_TEXT.map(" ".join), _TEXT.map(" ".join))
def test_a_mark_changes_no_word(before: str, after: str) -> None:
    """Without its marks a page is what it was, whatever was edited."""
    html = harmless(after)
    assert marked(before, after).replace("^", "") == html


def test_a_place_that_is_gone_has_no_mark() -> None:
    """What was edited again later is disclosed, and leads nowhere."""
    mark = EditMark("1", "words that stood", "before these", "^", "^")
    assert with_marks("<p>Other words.</p>", [mark]) == ("<p>Other words.</p>", frozenset())
