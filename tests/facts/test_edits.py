"""Edits count words: not markup, not case, not punctuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.facts.events import Edit
from milepost.facts.wording.edits import MAX_LENGTH, MAX_PASSAGES, difference, same_words
from often import often


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Done\n\n- one\n- two", "Done\n\n* **One**\n* _two_."),
        ("1. one\n2. two", "1) one\n1) two"),
        ("It’s done — today!", "it's done, today"),
        ("a `code` word", "a code word"),
        ("a &amp; b", "a & b"),
        ("<p>words</p>", "words"),
        ("some **bold\nwords** here", "some bold words here"),
        ("| a | b |\n|---|---|\n| c |  |", "a|b\n:-:|-\nc"),
        ("> | a | b |\n> |---|---|\n> | c | d |", "|a|b|\n|--|--|\n| c | **d** |"),
        ("| a | b |\n|---|---|\n| c | d |\n- e", "| a | b |\n|---|---|\n| c | d |\n\n- e"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<table>\n<tbody><tr><td>a<td>b</tbody></table>"),
        ("a | b", "a b"),
        ('the "5" and 90\'s', "the 5 and 90's"),
        ("e\u0301t\u00e9", "\u00e9te\u0301"),
        ("\uff21 full width", "a full width"),
        ("so\u00adft hy\u200bphen", "soft hyphen"),
        ("- 5 days\n- 6 days", "+ 5 days\n+ 6 days"),
    ],
)
def test_the_same_words_are_no_edit(before: str, after: str) -> None:
    """Markup that changes nothing but the look, white space, case and punctuation may change in silence."""
    assert same_words(before, after)
    assert difference(before, after) == (0, ())


@pytest.mark.parametrize(
    ("before", "after", "words", "edits"),
    [
        ("open on 6 March", "open on 13 March", 1, [("6", "13")]),
        ("costs 1.5 days", "costs 15 days", 1, [("1.5", "15")]),
        ("slip of 5 days", "slip of -5 days", 1, [("5", "-5")]),
        ("60 %", "60", 1, [("%", "")]),
        ("paid in $ now", "paid in € now", 1, [("$", "€")]),
        ("🟢 beta", "🔴 beta", 1, [("🟢", "🔴")]),
        ("- [ ] ship", "- [x] ship", 1, [("☐", "☑")]),
        ("it works", "it ~~works~~", 2, [("works", "~~works~~")]),
        ("it works", "it <del>works</del>", 2, [("works", "~~works~~")]),
        ("we are late", "we <!-- are --> late", 1, [("are", "")]),
        ("we are late", "we <!-- are late", 2, [("are late", "")]),
        ("see <commitment:C-1>", "see <commitment:C-2>", 1, [("(commitment:C-1)", "(commitment:C-2)")]),
        ("[the beta](milestone:beta)", "[the beta](milestone:gamma)", 1, [("(milestone:beta)", "(milestone:gamma)")]),
        ("[a][1]\n\n[1]: x.pdf", "[a][1]\n\n[1]: y.pdf", 1, [("(x.pdf)", "(y.pdf)")]),
        ("answer in < 2 s", "answer in > 2 s", 1, [("<", ">")]),
        ("at ≥ 99.5 percent", "at ≤ 99.5 percent", 1, [("≥", "≤")]),
        ("for 500+ users", "for 500 users", 1, [("+", "")]),
        ("costs ±5 days", "costs 5 days", 1, [("±", "")]),
        ("loss of 5 ‰", "loss of 5", 1, [("‰", "")]),
        ("10² units", "102 units", 2, [("10²", "102")]),
        ("10<sup>2</sup> units", "102 units", 4, [("10(<sup>)2(</sup>)", "102")]),
        ("½ day", "12 day", 1, [("½", "12")]),
        ("5 mW", "5 MW", 1, [("mW", "MW")]),
        ("31. June", "30. June", 1, [("31", "30")]),
        ("2 * 3", "2 3", 1, [("*", "")]),
        ("free*", "free", 1, [("*", "")]),
        ("will it work?", "will it work", 1, [("?", "")]),
        ("it works", "<span hidden>it</span> works", 1, [("", "(<span hidden>)")]),
        ("say `<!-- a -->`", "say `<!-- b -->`", 1, [("a", "b")]),
        ("~~~\n<!-- a -->\n~~~", "~~~\n<!-- b -->\n~~~", 1, [("a", "b")]),
        ("![a](x.png)", "![a](y.png)", 1, [("(x.png)", "(y.png)")]),
        ("a\u202eb", "ab", 3, [("a\u202eb", "ab")]),
        ("按时完成", "延时完成", 1, [("按", "延")]),
        ("can't", "can", 1, [("can't", "can")]),
        ("| a | b |\n|---|---|\n| c |  |", "| a | b |\n|---|---|\n|  | c |", 2, [("c |", "| c")]),
        ("| a | b |\n|---|---|\n| c d | e |", "| a | b |\n|---|---|\n| c | d e |", 2, [("d |", "| d")]),
        ("| a | b |\n|---|---|\n| + | - |", "| a | b |\n|---|---|\n| - | + |", 2, [("+ |", "| +")]),
        ("| a | b |\n|-|-|\n| c | d |\n| e | f |", "| a | b |\n|-|-|\n| c | |\n| d e | f |", 2, [("d |", "| d")]),
        ("<tr><td></td><td>x</td></tr>", "<tr><td>x</td><td></td></tr>", 2, [("| x", "x |")]),
        ("within 5′", "within 5″", 1, [("", "′")]),
        ("within 5'.", 'within 5".', 1, [("'", '"')]),
        ("rated A-", "rated A", 1, [("A-", "A")]),
        ("", "all new words", 3, [("", "all new words")]),
        ("one two three four five six", "ONE 2 three 4 five six", 2, [("two three four", "2 three 4")]),
    ],
)
def test_what_a_reader_would_read_otherwise_is_an_edit(
    before: str, after: str, words: int, edits: list[tuple[str, str]]
) -> None:
    """Numbers, signs, units, ticks, columns, where a link leads, and hidden or struck out words count."""
    found = difference(before, after)
    assert not same_words(before, after)
    assert (found.words, found.edits) == (words, tuple(Edit(*edit) for edit in edits))


def test_in_a_long_table_a_value_is_in_its_column() -> None:
    """Far below the head, in the last row and in the first, of the text or of a part of it."""
    rows = [f"| part {n} | {'yes' if n % 2 else ''} | {'' if n % 2 else 'yes'} |" for n in range(9)]
    table = ["Words.", "", "| what | now | later |", "|---|---|---|", *rows, "", "More words."]
    for place in (4, 8, 12):
        cells = table[place].split("|")
        moved = [*table[:place], "|".join([*cells[:2], cells[3], cells[2], cells[4]]), *table[place + 1 :]]
        assert difference("\n".join(table), "\n".join(moved)).words == 2, place


def test_a_passage_shows_words_and_no_markup() -> None:
    """What a reader would compare: the words themselves, on one line."""
    found = difference(
        "The **beta**\nis [open](https://a.example) now", "The **pilot** is [closed](https://b.example) now"
    )
    assert found.edits == (Edit("beta is open (https://a.example)", "pilot is closed (https://b.example)"),)


def test_what_is_shown_is_bounded() -> None:
    """At most so many passages of at most so many characters; the count tells all."""
    before = " ".join(f"a{n} b c d e" for n in range(50))
    found = difference(before, before.replace("a", "x"))
    assert (found.words, len(found.edits)) == (50, MAX_PASSAGES)
    long = difference("", "word " * 1000)
    assert (long.words, len(long.edits[0].after) <= MAX_LENGTH) == (1000, True)


def test_long_texts_with_little_in_common_are_counted_and_not_aligned() -> None:
    """An exact comparison of so many words would take minutes; one passage shows where they begin."""
    before, after = (" ".join(f"{word}{n}" for n in range(20_000)) for word in ("before", "after"))
    found = difference(before, after)
    assert (found.words, len(found.edits)) == (20_000, 1)


_LINES = st.sampled_from(
    [
        "one",
        "two *three",
        "four* five",
        "- six",
        "* seven",
        "`eight",
        "nine`",
        "1. ten",
        "2. ten",
        "",
        "> two",
        "**a** b",
    ]
)


@often()
@given(st.lists(_LINES, max_size=6), st.lists(_LINES, max_size=3), st.lists(_LINES, max_size=3), st.lists(_LINES))
def test_equal_lines_at_both_ends_change_nothing(
    head: list[str], one: list[str], other: list[str], tail: list[str]
) -> None:
    """Reading only what differs says as much as reading all: there is a difference, or there is none."""
    before, after = ("\n".join([*head, *part, *tail]) for part in (one, other))
    assert bool(difference(before, after).words) == (not same_words(before, after))
