"""The fast reading of a history and the naive one agree, whatever was written."""

from __future__ import annotations

from types import MappingProxyType

from hypothesis import example, given
from hypothesis import strategies as st

from milepost.errors import errors_in
from milepost.source.files import Role, read_file
from milepost.source.windows import Version, read_version

PATH = "milestones.yml"
FRAGMENTS = (
    "- id: a\n  title: Alpha\n  due: 2026-03-06\n",
    "- id: b\n  title: Beta\n  due: 2026-03-13\n  note: |\n    Two lines,\n    - id: c\n    and a list.\n",
    "- id: c\n  title: 'It''s \"quoted\"'\n  due: 2026-03-20\n",
    '- id: d\n  title: "Opened\n- id: x\n  and closed"\n  due: 2026-04-01\n',
    "- id: e\n  title: Words that\n    go on\n  due: 2026-04-08\n  after: [a, b]\n",
    "- {id: f, title: Flow, due: 2026-04-15}\n",
    "- id: g\n  title: Flow that opens {\n  due: 2026-04-22\n  after: [a,\n- b]\n",
    "- id: h\n  was: a\n  title: Eta # a comment\n  due: 2026-05-01\n",
    "-   id: i\n    title: Wide\n    due: 2026-05-02\n",
    "  - id: j\n    title: Indented\n    due: 2026-05-03\n",
    "- id: k\n  title: &anchor Kappa\n  due: 2026-05-04\n",
    "- id: l\n  title: *anchor\n  due: 2026-05-05\n",
    "- title: Id is last\n  due: 2026-05-06\n  id: m\n",
    "- id: n\n  title: Half-writ",
    "- id: 'o'\n  title: Quoted id\n  due: 2026-05-08\n",
    "- id: p\r\n  title: Windows\r\n  due: 2026-05-09\r\n",
    "- id: q\n\ttitle: Tab\n",
    "# a comment\n",
    "  # an indented comment\n",
    "\n",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    '"',
    "'",
    "[",
    "}",
    "- ",
    "note: stray\n",
    "  note: >-\n    Folded\n\n    words\n",
    "  due: 2026-06-01\n",
    "  reason: Because it\n",
    "é – 界 🚢\n",
    "\N{ZERO WIDTH NO-BREAK SPACE}",
    "- id: r\n  title: Internal\n  due: 2026-05-10\n  visibility: internal\n",
    "- id: a\n  title: Alpha again\n  due: 2026-03-07\n",
)
texts = st.lists(st.sampled_from(FRAGMENTS), max_size=8).map("".join)


@st.composite
def histories(draw: st.DrawFn) -> list[str]:
    """A text, and what becomes of it: parts replaced, moved, put in or cut out, at items and in their middle."""
    versions = [draw(texts)]
    for _ in range(draw(st.integers(1, 5))):
        text = versions[-1]
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + draw(st.sampled_from((0, 0, 1, 5, 40, 400))))))
        put = draw(st.one_of(st.just(""), st.sampled_from(FRAGMENTS), texts))
        versions.append(draw(st.sampled_from((text[:start] + put + text[end:], text + put, put + text, put))))
    return versions


def naive(text: str) -> Version:
    """The version read whole, with no thought of the one before."""
    reading = read_file(Role.MILESTONES, PATH, text.encode(), "")
    items = {(found.item.kind, found.item.id): found.item for found in reading.items}
    failed = bool(errors_in(reading.problems))
    return Version(text.encode(), MappingProxyType({}) if failed else items, reading.problems)


@given(histories())
@example([FRAGMENTS[0] + FRAGMENTS[2], FRAGMENTS[0] + FRAGMENTS[0]])
@example([FRAGMENTS[0], FRAGMENTS[9] + FRAGMENTS[0]])
@example([FRAGMENTS[0] + FRAGMENTS[1], FRAGMENTS[0].replace("Alpha", "'Alpha") + FRAGMENTS[1]])
def test_fast_and_naive_agree(versions: list[str]) -> None:
    """Every version gives the same items, or the same refusal, in the light of the one before and without it."""
    last: Version | None = None
    for text in versions:
        fast = read_version(Role.MILESTONES, PATH, text.encode(), "", last)
        slow = naive(text)
        assert (dict(fast.items), bool(errors_in(fast.problems))) == (dict(slow.items), bool(errors_in(slow.problems)))
        last = last if errors_in(fast.problems) else fast


def test_the_fast_way_is_taken() -> None:
    """A moved date in a plain file is read from its own item alone, and the others stay the very same records."""
    before = read_version(Role.MILESTONES, PATH, (FRAGMENTS[0] + FRAGMENTS[2]).encode(), "", None)
    after = read_version(
        Role.MILESTONES, PATH, (FRAGMENTS[0] + FRAGMENTS[2].replace("03-20", "03-27")).encode(), "", before
    )
    same = [key for key, item in after.items.items() if before.items[key] is item]
    assert (before.is_plain, after.is_plain, [name for _, name in same]) == (True, True, ["a"])
