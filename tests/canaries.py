"""Canaries: small projects in which some things are internal at some times, each with a word that gives it away.

A state says of each thing whether it is public, internal or not there; a project is a few states, each a commit. Things
name one another in links, fields, pictures and reasons, as far as a valid content may at that moment.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from canary_items import entry_of
from milepost.authoring.story import Commit
from milepost.model.fields import Kind
from milepost.model.registers import REGISTERS, register_of
from repository_builder import SMALL

KINDS = (*Kind, "page", "picture")
_LISTS = frozenset(register.kind for register in REGISTERS if register.is_list)
_FILES = frozenset({"page", "picture"})
PUBLIC, INTERNAL, ABSENT = "public", "internal", "absent"
NEVER = (
    "subjectcanary",
    "mailcanary",
    "insidecanary",
    "capitalcanary",
    "backupcanary",
    "commentcanary",
    "markdowncanary",
)
"""Words of commits, of `internal/` and of files that are no content: nobody may ever read them."""
_ALWAYS = {
    "content/internal/insidecanary.md": "# insidecanary\n",
    "content/internal/insidecanary.svg": "<svg>insidecanary</svg>",
    "content/notes-capitalcanary.MD": "---\nvisibility: internal\n---\n# capitalcanary\n",
    "content/milestones.yml.backupcanary.bak": "- id: backupcanary\n",
    "content/glossary.yml": "# commentcanary\nslip: a date that moved\n",
}
_COMMENT = "<!-- markdowncanary -->\n"
_SETTINGS = (
    "site_name: Harbour line\nsite_url: https://status.example.org/\ndocs_dir: content\nrepo_url: https://example.org/x/\n"
    "edit_uri: edit/main/content/\ntheme: {name: material, features: [content.action.edit]}\n"
    "plugins: [search, tags, milepost]\n"
)


@dataclass(frozen=True)
class Thing:
    """Something with a word of its own, in its id, its title, its text and the name of its file."""

    kind: str
    number: int

    @property
    def word(self) -> str:
        """The word that gives it away."""
        return f"{self.kind}canary{self.number}"

    @property
    def id(self) -> str:
        """Its id; that of an update or a meeting begins with its date, and there is one closing report."""
        if self.kind == "closing":
            return self.kind
        return f"2026-03-{self.number + 1:02}-{self.word}" if self.kind in {"update", "meeting"} else self.word


@dataclass(frozen=True)
class Canaries:
    """A project: its commits, and what stood how after each of them."""

    things: tuple[Thing, ...]
    states: tuple[Mapping[Thing, str], ...]
    commits: tuple[Commit, ...]

    def hidden(self, at: int = -1) -> list[str]:
        """The words that nobody may read in what is told of a state: of what is internal, or was so last."""
        until = self.states[: at + 1] if at >= 0 else self.states
        return [*NEVER, *(thing.word for thing in self.things if _last(thing, until) in {None, INTERNAL})]


def _last(thing: Thing, states: tuple[Mapping[Thing, str], ...]) -> str | None:
    return next((state[thing] for state in reversed(states) if state[thing] != ABSENT), None)


@st.composite
def canaries(draw: st.DrawFn, steps: int = 4, most: int = 7) -> Canaries:
    """Projects with a few states; a week passes from each to the next, so that edits are told."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=2, max_size=most))
    # Of a closing report there is one at most.
    kinds = ["lesson" if kind in kinds[:place] and kind == "closing" else kind for place, kind in enumerate(kinds)]
    things = tuple(Thing(kind, number) for number, kind in enumerate(kinds))
    lives = {
        t: draw(st.lists(st.sampled_from((PUBLIC, PUBLIC, INTERNAL, ABSENT)), min_size=steps, max_size=steps))
        for t in things
    }
    targets = {t: draw(st.lists(st.sampled_from(things), max_size=3)) for t in things}
    states = tuple({thing: lives[thing][step] for thing in things} for step in range(steps))
    return project_of(things, states, targets, [draw(st.booleans()) for _ in states])


def project_of(
    things: tuple[Thing, ...],
    states: tuple[Mapping[Thing, str], ...],
    targets: Mapping[Thing, list[Thing]],
    moves: Sequence[bool] = (),
) -> Canaries:
    """The project whose things stood so after each commit, and name their targets; `moves` are those of the beta."""
    commits: list[Commit] = []
    before: Iterable[str] = SMALL
    for step, state in enumerate(states):
        files = dict(_files(things, state, targets, step, is_moved=bool(moves) and moves[step]))
        moment = datetime(2026, 4, 3, 12, tzinfo=UTC) + timedelta(weeks=step)
        gone = {path: None for path in before if path not in files}
        reason = next(
            (f"\n\nReason: because of {_link(t)}" for t in things if state[t] == PUBLIC and t.kind not in _FILES), ""
        )
        message = f"subjectcanary {step}\n\nBody subjectcanary.{reason}"
        commits.append(
            Commit("main", moment, "Project office", "mailcanary@example.org", message, {**gone, **files}, None)
        )
        before = files
    return Canaries(things, states, tuple(commits))


def _files(
    things: tuple[Thing, ...],
    state: Mapping[Thing, str],
    targets: Mapping[Thing, list[Thing]],
    step: int,
    *,
    is_moved: bool,
) -> Iterator[tuple[str, str]]:
    yield from _ALWAYS.items()
    yield "mkdocs.yml", _SETTINGS
    yield "content/project.yml", SMALL["content/project.yml"]
    yield "content/milestones.yml", f"- {{id: beta, title: The beta, due: 2026-05-{10 + step if is_moved else 10}}}\n"
    yield f"content/updates/2026-04-{3 + 7 * step:02}.md", "---\nstatus: green\nheadline: The news\n---\nWords.\n"
    for thing in things:
        if state[thing] != ABSENT:
            yield from _told(thing, state, targets.get(thing, []), step)


def _told(thing: Thing, state: Mapping[Thing, str], targets: list[Thing], step: int) -> Iterator[tuple[str, str]]:
    """The files of a thing, with links to what it may name at that moment; its words change from state to state."""
    is_internal = state[thing] == INTERNAL
    mark = "visibility: internal\n" if is_internal else ""
    may = [t for t in targets if t != thing and state[t] != ABSENT and (is_internal or state[t] == PUBLIC)]
    links = "; ".join(_link(t, thing) for t in may if not (t.kind in _FILES and thing.kind in _LISTS))
    words = f"Words of {thing.word}, {step}: {links}."
    # A reference by id is no link: an internal milestone may be named, and is left out of what is told.
    named = next((t.id for t in targets if t.kind == "milestone" and t != thing and state[t] != ABSENT), None)
    if thing.kind in _LISTS:
        yield _entry(thing, words, step, [t for t in targets if t != thing and state[t] != ABSENT], mark)
        return
    place = f"content/{thing.kind}s/{thing.id}"
    match thing.kind:
        case "update":
            why = f"why: '{words.replace('../', '')}'\n"  # A field counts from the content folder.
            yield f"{place}.md", f"---\nstatus: green\nheadline: {thing.word}\n{why}{mark}---\n{words}\n{_COMMENT}"
        case "lesson":
            of_it = f"milestone: {named}\n" if named else ""
            yield f"{place}.md", f"---\ntitle: {thing.word}\ndate: 2026-03-01\n{of_it}{mark}---\n{words}\n{_COMMENT}"
        case "meeting":
            who = f"present: ['{thing.word}']\napproved: {{on: 2026-03-20, by: '{thing.word}'}}\n"
            yield f"{place}.md", f"---\ntitle: {thing.word}\n{who}{mark}---\n## Actions\n\n- {words}\n{_COMMENT}"
        case "closing":
            who = f"on: 2026-03-20\naccepted: {{on: 2026-03-25, by: '{thing.word}'}}\n"
            body = f"## What was achieved\n\n{words}\n\n## What follows\n\n{words}\n{_COMMENT}"
            yield "content/closing.md", f"---\ntitle: {thing.word}\n{who}{mark}---\n{body}"
        case "page":
            yield (
                f"content/{thing.id}.md",
                f"---\ntags: [{thing.word}]\n{mark}---\n# {thing.word}\n\n{words} {_COMMENT}",
            )
        case "picture":
            folder = "internal" if is_internal else "pictures"
            yield f"content/{folder}/{thing.id}.svg", f"<svg>{thing.word} {step}</svg>"


def _entry(thing: Thing, words: str, step: int, targets: list[Thing], mark: str) -> tuple[str, str]:
    """The file of an entry of a list; what would lead back to it in a circle is not named."""

    def named(*kinds: str) -> list[str]:
        return [
            f"{t.kind}:{t.id}" for t in targets if t.kind in kinds and (t.kind != thing.kind or t.number < thing.number)
        ]

    entry = entry_of(thing.kind, thing.id, words, step, named) | ({"visibility": "internal"} if mark else {})
    told = {key: value for key, value in entry.items() if value not in (None, [])}
    return f"content/{register_of(Kind(thing.kind)).name}/{thing.id}.yml", f"- {json.dumps(told)}\n"


def _link(target: Thing, source: Thing | None = None) -> str:
    up = "../" if source and source.kind in {"update", "lesson", "meeting"} else ""
    match target.kind:
        case "page":
            return f"[the page]({up}{target.id}.md)"
        case "picture":
            return f"![drawn]({up}pictures/{target.id}.svg)"
        case kind:
            return f"[the {target.word}]({kind}:{target.id})"
