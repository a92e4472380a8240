"""Reuse: a build that takes over what an earlier one made gives the same bytes as one that makes all of it anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from mkdocs import utils

from grown_sites import DAYS, FOOT, HOOK, STOCK, THEMED, WORDS, Files, differing, said, update_of
from milepost.site import build as building
from often import often
from repository_builder import SMALL, RepositoryBuilder


class KilledError(BaseException):
    """The process ends here, as far as it is concerned."""


HEADLINES = ("All is well", 'The <b>desk</b> & "the yard"', "第二根电缆", "%s {{ x }} \\1")
LATER = "def on_page_content(html, page, config, files):\n    return html + '<p>later</p>'\n"
CONFIGURATIONS: tuple[Files, ...] = (
    {"mkdocs.yml": STOCK},
    {"mkdocs.yml": STOCK.replace("Harbour line", "Inner harbour")},
    {"mkdocs.yml": STOCK.replace("https://status.example.org/", "https://example.org/status/")},
    {"mkdocs.yml": STOCK.replace("site_url: https://status.example.org/\n", "")},
    {"mkdocs.yml": f"{STOCK}repo_url: https://example.org/a\nedit_uri: edit/main/content/\n"},
    {"mkdocs.yml": f"{STOCK}markdown_extensions: [admonition, tables]\n"},
    {"mkdocs.yml": STOCK.replace("[search, milepost]", "[milepost]")},
    {"mkdocs.yml": f"{STOCK}nav: [index.md, {{More: [free.md, plan.md]}}, updates.md]\n"},
    {"mkdocs.yml": STOCK.replace("{name: material}", "{name: material, features: [navigation.footer, toc.integrate]}")},
    {"mkdocs.yml": f"{STOCK}copyright: The harbour\nextra: {{generator: false}}\n"},
    {"mkdocs.yml": f"{STOCK}hooks: [hook.py]\n", "hook.py": HOOK},
    {"mkdocs.yml": f"{STOCK}hooks: [hook.py]\n", "hook.py": LATER},
    {"mkdocs.yml": THEMED, "overrides/main.html": FOOT},
    {"mkdocs.yml": THEMED, "overrides/a.svg": "<svg></svg>"},
)
CHARTERS = (
    "name: Harbour line\n",
    "name: Harbour line\nlanguage: zh\n",
    "name: Harbour line\ntimezone: Pacific/Auckland\nrhythm: {every: week, day: friday}\n",
    "name: Harbour line\nphases: [{id: build, title: Building}]\n",
)


WHYS = ("", "why: The [beta](milestone:beta) waits for <commitment:C-1>.\n", "why: Plain words.\n")


UPDATES = st.builds(
    lambda day, *said: {f"content/updates/{day}.md": update_of(*said)},
    st.sampled_from(DAYS), st.sampled_from(HEADLINES), st.sampled_from(WORDS), st.sampled_from(("green", "amber")),
    st.sampled_from(WHYS),
)  # fmt: skip
LESSONS = st.builds(
    lambda n, title, words, tag: {
        f"content/lessons/l-{n}.md": (
            f"---\ntitle: >-\n  {title}\ndate: 2026-03-01\ntags: [{tag}]\nmilestone: beta\n---\n{words}"
        )
    },
    st.integers(0, 3), st.sampled_from(HEADLINES), st.sampled_from(WORDS), st.sampled_from(("joints", "tides")),
)  # fmt: skip
MEETINGS = st.builds(
    lambda day, words: {f"content/meetings/{day}.md": f"---\ntitle: Steering group\nkind: steering\n---\n{words}"},
    st.sampled_from(DAYS), st.sampled_from(WORDS),
)  # fmt: skip
PLANS = st.builds(
    lambda title, due, more: {
        "content/milestones.yml": f"- id: beta\n  title: >-\n    {title}\n  due: {due}\n{more}",
    },
    st.sampled_from(HEADLINES), st.sampled_from(("2026-04-15", "2026-05-01")),
    st.sampled_from(("", "- id: gate\n  title: The gate\n  due: 2026-03-04\n", "  visibility: internal\n")),
)  # fmt: skip
PROMISES = st.builds(
    lambda words: {"content/commitments.yml": f"- id: C-1\n  promise: Send the {words}\n  due: 2026-03-04\n"},
    st.sampled_from(("fare table", "map", "cable")),
)
GLOSSARIES = st.sampled_from(
    (
        {"content/glossary.yml": "crew: Who lays it.\n"},
        {"content/glossary.yml": "crew: Who lays it all.\ncable: What is laid.\n"},
        {"content/glossary.yml": None},
    )
)
# What the words lead to, which comes and goes.
TARGETS: st.SearchStrategy[Files] = st.sampled_from(
    (
        {"content/free.md": "# Free page\n\nThe crew.\n"},
        {"content/free.md": None},
        {"content/map.svg": "<svg></svg>"},
        {"content/map.svg": None},
        *({f"content/updates/{day}.md": None} for day in DAYS),
        *({f"content/lessons/l-{n}.md": None} for n in range(4)),
    )
)
SETTINGS: st.SearchStrategy[Files] = st.sampled_from(
    (
        {"content/free.md": "---\ntitle: Free\n---\n\n## Two\n\n[the beta](milestone:beta)\n"},
        *({"content/project.yml": charter} for charter in CHARTERS),
    )
)
EDITS = st.one_of(
    UPDATES, LESSONS, MEETINGS, PLANS, PLANS, PROMISES, GLOSSARIES, GLOSSARIES, TARGETS, TARGETS, SETTINGS
)
_BEGUN_WORDS = "".join(WORDS[:3] + WORDS[6:])
# All that words may rest on, on pages that are not the first of their kind, of which the frame is made.
BEGUN: Files = {
    **{f"content/updates/{day}.md": update_of(f"Day {day}", _BEGUN_WORDS, "green", WHYS[1]) for day in DAYS},
    **{
        f"content/lessons/l-{n}.md": (
            f"---\ntitle: Ask {n}\ndate: 2026-03-01\ntags: [joints]\nmilestone: beta\n---\n{WORDS[6]}{WORDS[2]}"
        )
        for n in range(4)
    },
    "content/commitments.yml": "- id: C-1\n  promise: Send the map\n  due: 2026-03-04\n",
    "content/glossary.yml": "crew: Who lays it.\n",
    "content/map.svg": "<svg></svg>",
    "content/free.md": "# Free page\n\nThe crew.\n",
    # One that stays as it is, whatever else changes.
    "content/still.md": (
        "---\ndescription: Still water\n---\n# Still\n\nThe crew: [the beta](milestone:beta), <commitment:C-1>,"
        " [free](free.md), [an update](updates/2026-03-02.md#done), ![a map](map.svg).\n\n## Two\n\n第二根电缆。\n"
    ),
}


class Growing(RuleBasedStateMachine):
    """A project in which anything changes, and a site of it that grows with that."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.memory = Path(self._folder.name, "memory")
        self.repository = RepositoryBuilder(Path(self._folder.name, "project"))
        self.day = 6

    @initialize()
    def begin(self) -> None:
        """Enough pages of a kind that they share what stands around their words."""
        self.repository.commit({**SMALL, **{name: text for name, text in BEGUN.items() if text is not None}})
        self.built()

    @rule(edits=st.lists(EDITS, min_size=1, max_size=3), has_passed=st.booleans())
    def edited(self, edits: list[Files], has_passed: bool) -> None:
        """Something changes, and perhaps a day has passed."""
        self.day += has_passed
        for files in edits:
            self.change(files)
        self.built()

    @rule(files=st.sampled_from(CONFIGURATIONS))
    def configured(self, files: Files) -> None:
        """The configuration is another."""
        self.change(files)
        self.built()

    @rule(edit=EDITS, pages=st.integers(0, 30))
    def interrupted(self, edit: Files, pages: int) -> None:
        """A build is killed as it writes, and the next one is not."""
        self.change(edit)
        with killed_after(pages), suppress(KilledError):
            said(self.repository.path, str(self.memory))
        self.built()

    @rule(harm=st.sampled_from(("gone", "cut short", "another's")))
    def harmed(self, harm: str) -> None:
        """What was kept is gone, or is not what was kept."""
        for file in sorted(path for path in self.memory.rglob("*") if path.is_file()):
            data = file.read_bytes()
            file.write_bytes({"gone": b"", "cut short": data[: len(data) // 2], "another's": data[:-1] + b"?"}[harm])
        if harm == "gone":
            shutil.rmtree(self.memory, ignore_errors=True)
        self.built()

    def change(self, files: Files) -> None:
        """Commit files, of which those that are to go may be gone."""
        there = {
            name: text for name, text in files.items() if text is not None or (self.repository.path / name).exists()
        }
        self.repository.commit(there, on=f"2026-03-{self.day:02}")

    def built(self) -> None:
        """The site that has grown is the one that is made anew."""
        assert differing(self.repository.path, self.memory) == []

    def teardown(self) -> None:
        """Leave nothing behind."""
        self._folder.cleanup()


@contextmanager
def killed_after(pages: int) -> Iterator[None]:
    """A process that ends as it writes its file number so and so, or as the site takes its place."""
    write, left = utils.write_file, [pages]

    def until(content: bytes, path: str) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KilledError
        write(content, path)

    def ends(*paths: Path) -> None:
        raise KilledError

    with patch.object(utils, "write_file", until), patch.object(building, "swap", ends):
        yield


# One after another, each thing that the words of a page, or what stands beside them, rest on.
CHANGES: dict[str, Files] = {
    "a term explained otherwise": {"content/glossary.yml": "crew: Who lays it all.\n"},
    "a new term": {"content/glossary.yml": "crew: Who lays it all.\ncable: What is laid.\n"},
    "no terms": {"content/glossary.yml": None},
    "a milestone by another name": {
        "content/milestones.yml": "- id: beta\n  title: The gate is open\n  due: 2026-04-15\n"
    },
    "a promise by another name": {
        "content/commitments.yml": "- id: C-1\n  promise: Send the list\n  due: 2026-03-04\n"
    },
    "a date that moved": {"content/milestones.yml": "- id: beta\n  title: The gate is open\n  due: 2026-05-01\n"},
    "another update": {"content/updates/2026-03-06.md": update_of("Day six", WORDS[0], "amber")},
    "another headline": {"content/updates/2026-03-02.md": update_of("Another", _BEGUN_WORDS, "red", WHYS[1])},
    "an answer that is waited for": {
        "content/commitments.yml": "- id: C-1\n  promise: Send the list\n  from: client\n  due: 2026-03-04\n"
    },
    "a heading more": {"content/still.md": "# Still\n\nThe crew.\n\n## Two\n\n### Three\n"},
    "nothing but another name for it": {"content/still.md": "# Still water\n\nThe crew.\n\n## Two\n\n### Three\n"},
    "what it is about": {
        "content/still.md": "---\ndescription: Deep\n---\n# Still water\n\nThe crew.\n\n## Two\n\n### Three\n"
    },
    "a lesson less": {"content/lessons/l-1.md": None},
    "another page": {"content/free.md": "# Another name\n\n## Two\n"},
    "phases": {"content/project.yml": CHARTERS[3]},
    "Chinese": {"content/project.yml": CHARTERS[1]},
    **{f"configuration {number}": files for number, files in enumerate(CONFIGURATIONS)},
}


def test_a_site_grows_with_each_thing_that_words_rest_on(tmp_path: Path) -> None:
    """With the glossary, the names of items, the language, and all that a configuration says."""
    repository = RepositoryBuilder(tmp_path / "project")
    repository.commit({**SMALL, **{name: text for name, text in BEGUN.items() if text is not None}})
    assert not isinstance(said(repository.path, str(tmp_path / "memory")), str)
    for what, files in CHANGES.items():
        repository.commit(files, on="2026-03-07")
        assert (what, differing(repository.path, tmp_path / "memory")) == (what, [])


def test_whatever_changes_a_site_that_grew_is_the_one_made_anew() -> None:
    """After any sequence of edits, other configurations, kills and harm to what was kept."""
    run_state_machine_as_test(Growing, settings=settings(often(3), stateful_step_count=8))
