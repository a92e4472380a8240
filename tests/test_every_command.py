"""Every command, found by walking the tree of them: what each asks and shows, and that none asks what it was told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from installed import milepost
from milepost.cli import cli
from repository_builder import RepositoryBuilder
from walking import every_command

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

FILES = {
    "mkdocs.yml": "site_name: x\nsite_url: https://status.example.org/\ndocs_dir: content\n"
    "plugins: [search, milepost]\ntheme: {name: material}\n",
    "content/project.yml": "name: Harbour line\n",
    "content/milestones.yml": "- id: beta\n  title: Beta\n  due: 2028-03-06\n",
    "content/commitments.yml": "- id: C-1\n  promise: Send the fares\n  due: 2028-02-06\n  owner: The desk\n",
    "content/risks.yml": "- id: R-1\n  title: The supplier is late\n",
    "content/problems.yml": "- id: P-1\n  title: Payments fail\n",
    "content/decisions.yml": "- id: D-1\n  title: Which route comes first?\n  due: 2028-02-06\n",
    "content/feedback.yml": "- id: F-1\n  said: Which ferry is meant?\n  on: 2026-03-06\n",
    "content/lessons/ask-first.md": "---\ntitle: Ask first\ndate: 2026-01-09\n---\nAsk.\n",
    "e.csv": "id,title,due\nA1,Beta,2028-03-06\n",
    "f.csv": "answer,on,role\nYes.,2026-03-06,Head of sales\n",
}
SAID = "In one sentence"
WHOLE = {
    "init": ["init", "p", "--yes"],
    "build": ["build"],
    "view": None,
    "serve": None,
    "demo": None,
    "status": ["status"],
    "check": ["check"],
    "changelog": ["changelog"],
    "friday": ["friday", "--dry-run"],
    "new update": ["new", "update", "--yes"],
    "new meeting": ["new", "meeting", "--yes"],
    "new lesson": ["new", "lesson", SAID, "--yes"],
    "new closing": ["new", "closing", "--yes"],
    "done": ["done", "beta", "--yes"],
    "move": ["move", "beta", "2028-04-06", "--reason", "It rained.", "--yes"],
    "withdraw": ["withdraw", "beta", "--reason", "It rained.", "--yes"],
    "step": ["step", "P-1", SAID, "--state", "fixing", "--yes"],
    "decide": ["decide", "D-1", SAID, "--yes"],
    "answer": ["answer", "F-1", SAID, "--yes"],
    "close": ["close", "R-1", "--because", "passed", "--yes"],
    "apply": ["apply", "ask-first", "--where", "Here", "--yes"],
    "rename": ["rename", "beta", "open", "--yes"],
    "import": ["import", "e.csv", "--yes"],
    "record": ["record", "f.csv", "--yes"],
    "publish": ["publish", "--dry-run"],
    "verify": None,
    "schema": ["schema", "schemas"],
    "completion": ["completion", "bash"],
}
"""Each command with all that it could ask; None for those that other tests run, since they take their time."""
LASTING = {"status", "check", "changelog", "schema", "completion", "publish", "friday"}
"""What only shows something, or ends what was begun."""


EVERY = dict(every_command(cli))


def _given(option: str) -> tuple[str, str]:
    return f"--{option}", NEEDED[option]


NEEDED = {"due": "+2w", "unit": "days", "agreed": "40"}
"""What an item of some register cannot be without."""
ITEMS = {
    name: [*name.split(), SAID, "--yes", *(w for o in command.params if o.name in NEEDED for w in _given(o.name))]
    for name, command in EVERY.items()
    if name.startswith("new ") and name not in WHOLE
}
ALL = WHOLE | ITEMS
RUN = {name: words for name, words in ALL.items() if words is not None}


@pytest.fixture
def project(builder: RepositoryBuilder) -> RepositoryBuilder:
    """A project in which there is something for each of them."""
    return builder.commit(FILES)


def test_none_is_forgotten() -> None:
    """Whoever adds a command says here how it is called with all that it could ask."""
    assert set(ALL) == set(EVERY)


def test_what_writes_can_be_told_not_to_ask_or_not_to_write() -> None:
    """`--yes` and `--dry-run` go together; what publishes asks nothing, what begins overwrites nothing."""
    options = {name: {option for p in command.params for option in p.opts} for name, command in EVERY.items()}
    alone = {name for name, known in options.items() if ("--yes" in known) != ("--dry-run" in known)}
    assert alone == {"publish", "init"}


@pytest.mark.slow
@pytest.mark.parametrize("name", RUN)
def test_what_is_told_all_asks_nothing(name: str, project: RepositoryBuilder) -> None:
    """On a terminal, too; there is no escape in it where nobody wants colours; the next command is named at the end."""
    from terminal import in_terminal, settings_of

    settings = settings_of({"NO_COLOR": "1", "TERM": "xterm-256color", "EDITOR": "false", "VISUAL": "false"})
    code, shown = in_terminal(project.path, RUN[name], (), **settings)
    assert code == 0, shown
    assert "\x1b" not in shown
    assert name in LASTING or "Next: " in shown or "See it: " in shown, shown


@pytest.mark.slow
@pytest.mark.parametrize("name", RUN)
def test_without_a_terminal_nothing_is_asked(name: str, project: RepositoryBuilder) -> None:
    """With its arguments alone, or with none, it ends by itself: well, or with two lines that say what is missing."""
    optionless = next((n for n, word in enumerate(RUN[name]) if word.startswith("-")), None)
    for words in dict.fromkeys([tuple(RUN[name][:optionless]), tuple(name.split())]):
        done = milepost(project.path, *words)
        assert done.returncode in {0, 1, 2}, done.stderr
        if done.returncode == 2:
            assert len(done.stderr.splitlines()) <= 2, done.stderr


@pytest.mark.slow
def test_help_in_no_colours_and_in_forced_ones(project: RepositoryBuilder) -> None:
    """No help has an escape in it; `FORCE_COLOR` colours what goes into a pipe, and `NO_COLOR` is the stronger one."""
    from terminal import in_terminal

    for name in ("", "new", *EVERY):
        code, shown = in_terminal(project.path, [*name.split(), "--help"], (), NO_COLOR="1", TERM="xterm-256color")
        assert (code, "\x1b" in shown) == (0, False), shown
    program = str(Path(sys.executable).with_name("milepost"))
    for forced, is_coloured in (({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)):
        environment = {key: text for key, text in os.environ.items() if "COLOR" not in key} | forced
        words = [program, "done", "beta", "--dry-run"]
        done = subprocess.run(words, cwd=project.path, capture_output=True, text=True, check=True, env=environment)
        assert ("\x1b[32m+  done: " in done.stderr) == is_coloured, done.stderr
