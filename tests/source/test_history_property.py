"""The fast reading of a history and the naive one agree, whatever was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from types import MappingProxyType

from hypothesis import example, given
from hypothesis import strategies as st

from milepost.authoring.story import Commit
from milepost.errors import errors_in
from milepost.git.repository import Repository
from milepost.git.writing.history import write_history
from milepost.model.fields import Kind
from milepost.model.history import Change, changes_between
from milepost.model.registers import register_of
from milepost.model.snapshot import AnyItem, Key
from milepost.source.changed_items import Version, read_version
from milepost.source.files.items import read_file
from milepost.source.files.roles import register_at
from milepost.source.history import read_history
from often import often

PATH = "milestones.yml"
PLAN = register_of(Kind.MILESTONE)
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
        after = (text[:start] + put + text[end:], text + put, put + text, put, text.replace("\n", "\r\n"))
        versions.append(draw(st.sampled_from((*after, text.replace("\n", "\n  "), text.rstrip("\n"), "---\n" + text))))
    return versions


def naive(text: str) -> Version:
    """The version read whole, with no thought of the one before."""
    reading = read_file(PLAN, PATH, text.encode(), "")
    items = {(found.item.kind, found.item.id): found.item for found in reading.items}
    failed = bool(errors_in(reading.problems))
    return Version(text.encode(), MappingProxyType({}) if failed else items, reading.problems)


@often(400)
@given(histories())
@example([FRAGMENTS[0] + FRAGMENTS[2], FRAGMENTS[0] + FRAGMENTS[0]])
@example(
    ["- id: a\n  title: A\n  due: 2026-03-06\n  note: 'x\n- id: b\n  y'\n", "- id: a\n  title: A\n  due: 2026-03-06\n"]
)
@example([FRAGMENTS[0], FRAGMENTS[9] + FRAGMENTS[0]])
@example([FRAGMENTS[0] + FRAGMENTS[1], FRAGMENTS[0].replace("Alpha", "'Alpha") + FRAGMENTS[1]])
def test_fast_and_naive_agree(versions: list[str]) -> None:
    """Every version gives the same items, or the same refusal, in the light of the one before and without it."""
    last: Version | None = None
    for text in versions:
        fast = read_version(PLAN, PATH, text.encode(), "", last)
        slow = naive(text)
        assert (list(fast.items.items()), fast.problems) == (list(slow.items.items()), slow.problems)
        last = last if errors_in(fast.problems) else fast


def test_the_fast_way_is_taken() -> None:
    """A moved date in a plain file is read from its own item alone, and the others stay the very same records."""
    before = read_version(PLAN, PATH, (FRAGMENTS[0] + FRAGMENTS[2]).encode(), "", None)
    after = read_version(PLAN, PATH, (FRAGMENTS[0] + FRAGMENTS[2].replace("03-20", "03-27")).encode(), "", before)
    same = [key for key, item in after.items.items() if before.items[key] is item]
    assert (before.is_plain, after.is_plain, [name for _, name in same]) == (True, True, ["a"])


def test_crlf_and_a_document_mark_do_not_slow_it() -> None:
    """Files with Windows line ends, a byte order mark or a `---` at the top are read by their windows too."""
    text = "\ufeff# yaml-language-server\n---\n" + FRAGMENTS[0] + FRAGMENTS[2]
    data = text.replace("\n", "\r\n").encode()
    before = read_version(PLAN, PATH, data, "", None)
    after = read_version(PLAN, PATH, data.replace(b"Alpha", b"Omega"), "", before)
    assert (before.is_plain, after.is_plain, [item.title for item in after.items.values()]) == (
        True,
        True,
        ["Omega", 'It\'s "quoted"'],
    )


def test_no_text_makes_the_gate_slow() -> None:
    """A long file whose last line is broken is refused in time that grows with its length (or this test never ends)."""
    text = "".join(f"- id: m-{n}\n  title: Section {n}\n  due: 2026-03-06\n" for n in range(400))
    version = read_version(PLAN, PATH, f"{text}- - a\n".encode(), "", None)
    assert [str(problem.location) for problem in version.problems] == ["milestones.yml:1201:3"]


contents = st.lists(st.sampled_from(FRAGMENTS[:10] + FRAGMENTS[28:29]), max_size=4).map("".join)
pages = st.sampled_from(("---\ntitle: T\ndate: 2026-03-06\n---\nWords\n", "---\ntitle: T\n", "no matter\n"))
revisions = st.dictionaries(
    st.sampled_from(("milestones.yml", "milestones/a.yml", "milestones/b.yml")), st.one_of(st.none(), contents)
)
lessons = st.dictionaries(st.sampled_from(("lessons/x.md", "lessons/y.md")), st.one_of(st.none(), pages))


@often(12)
@given(st.lists(st.tuples(revisions, lessons), min_size=1, max_size=6))
def test_a_real_history_reads_as_its_versions_do(
    steps: list[tuple[dict[str, str | None], dict[str, str | None]]],
) -> None:
    """Through git, over several files: the steps are what changed between the last readable states of all files."""
    last = {"project.yml": "name: P\n", "milestones.yml": "", "milestones/a.yml": None, "milestones/b.yml": None}
    states = [{**plan, **learned} for plan, learned in steps]
    with TemporaryDirectory() as folder:
        write_history(folder, _commits([*states, {**last, "lessons/x.md": None, "lessons/y.md": None}]))
        history = read_history(Repository.open(folder))
        fast = [step.changes for step in history.steps]
    assert fast == [changes for changes in read_history_naively([*states, {}]) if changes]


def _commits(states: list[dict[str, str | None]]) -> Iterator[Commit]:
    tree: dict[str, str] = {}
    for number, state in enumerate(states):
        changed = {path: text for path, text in state.items() if tree.get(path) != text}
        tree = {path: text for path, text in {**tree, **changed}.items() if text is not None}
        on = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)
        files = {f"content/{path}": text for path, text in changed.items()}
        yield Commit("main", on, "Project office", "office@example.org", f"Step {number}\n", files, None)


def read_history_naively(states: list[dict[str, str | None]]) -> list[tuple[Change, ...]]:
    """What each state changed, every file parsed whole; the last state empties everything."""
    files: dict[str, dict[Key, AnyItem]] = {}
    found, before = [], dict[Key, AnyItem]()
    for number, state in enumerate(states):
        if number == len(states) - 1:
            files.clear()
        for path, text in state.items():
            register = register_at(path)
            assert register is not None
            reading = read_file(register, path, (text or "").encode(), "content/")
            if text is None:
                files.pop(path, None)
            elif not reading.problems:
                files[path] = {(s.item.kind, s.item.id): s.item for s in reading.items}
        after = {key: item for path in sorted(files) for key, item in files[path].items()}
        found.append(changes_between(before, after))
        before = after
    return found
