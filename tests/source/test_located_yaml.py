"""Located YAML: what a text says, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.source.yaml import located_yaml
from milepost.source.yaml.decoding import decode
from milepost.source.yaml.located_yaml import parse_yaml
from milepost.source.yaml.nodes import Node
from often import often

TESTS = Path(__file__).parent.parent
TEXTS = sorted([*TESTS.glob("invalid/*/*.yml"), *TESTS.parent.glob("content/*.yml")])


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", True),
        ("false", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("2026-03-06", "2026-03-06"),
        ("12:30:00", "12:30:00"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("60", 60),
        ("-3", -3),
        ("+3", 3),
        ("60 %", "60 %"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        (".inf", ".inf"),
        ("9" * 5000, "9" * 5000),
        ("'60'", "60"),
        ('"true"', "true"),
        ("=", "="),
        ("۳", "۳"),
    ],
)
def test_a_scalar_is_read_as_yaml_1_2_means_it(written: str, value: object) -> None:
    """Only true, false, null and numbers are more than text; quotes make anything text."""
    found = parse_yaml(f"key: {written}\n", "f.yml")
    assert (found.value, found.problems) == ({"key": value}, ())


def test_places() -> None:
    """Keys, values and entries are found by the path that leads to them, or the nearest thing above."""
    document = parse_yaml("# a comment\n- id: a\n  after: [b, 'c']\n- {id: d}\n", "f.yml")
    places = [document.locate(path) for path in ((0, "id"), (0, "after", 1), (0, "due"), (1, "id"), (5,), ())]
    assert [str(place) for place in places] == [
        *("f.yml:2:7", "f.yml:3:14", "f.yml:2:3", "f.yml:4:8", "f.yml:2:1", "f.yml:2:1")
    ]
    assert str(document.locate((0, "after"), key=True)) == "f.yml:3:3"


def test_places_of_words() -> None:
    """Words inside a text are found where they are written, in every style, and each time they occur."""
    text = 'a: |\n  one\n  x x\nb: >-\n  x\nc: "… x"\nd: x\n'
    document = parse_yaml(text, "f.yml")
    found = [document.locate_text((key,), "x", nth) for key, nth in (("a", 0), ("a", 1), ("b", 0), ("c", 0), ("d", 0))]
    assert [str(place) for place in found] == ["f.yml:3:3", "f.yml:3:5", "f.yml:5:3", "f.yml:6:7", "f.yml:7:4"]


def test_line_ends_and_byte_order_marks() -> None:
    """Files of other systems say the same."""
    text = "- id: a\n  note: |\n    one\n    two\n"
    for data in (text, "\N{ZERO WIDTH NO-BREAK SPACE}" + text, text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        decoded = decode(data.encode(), "f.yml", yaml=True)
        assert decoded == text


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "~\n", "---\n...\n"])
def test_nothing_is_no_problem(text: str) -> None:
    """An empty text has no value, and that is all there is to say of it here."""
    document = parse_yaml(text, "f.yml")
    assert (document.value, document.problems) == (None, ())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_parsers_agree(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With libyaml or without it, every text of ours has the same values, places and problems."""
    text = decode(path.read_bytes(), "f.yml", yaml=True)
    if isinstance(text, str):
        fast = parse_yaml(text, "f.yml")
        monkeypatch.setattr(located_yaml, "_FastParser", located_yaml._PureParser)
        slow = parse_yaml(text, "f.yml")
        assert (fast.value, fast.problems, _starts(fast.root)) == (slow.value, slow.problems, _starts(slow.root))


def _starts(node: Node | None) -> list[object]:
    if node is None:
        return []
    parts = node.parts.values() if isinstance(node.parts, dict) else node.parts or ()
    return [(node.start.line, node.start.column), *map(_starts, parts)]


pieces = st.sampled_from([*"-:?[]{},#&*!|>'\"%@`~ \n\nab0", "- ", ": ", "\n  ", "---\n", "\\u0", "é"])


@often(300)
@given(st.lists(pieces, max_size=30).map("".join))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Whatever is written, there is a document with problems or without, never an exception."""
    document = parse_yaml(text, "f.yml")
    assert all(problem.location.line >= 1 for problem in document.problems)
