"""Every question of a command can be interrupted, refused or left unanswered, and then nothing is written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from installed import milepost
from repository_builder import RepositoryBuilder
from terminal import CTRL_C, in_terminal, settings_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

FILES = {
    "content/project.yml": "name: Harbour line\n",
    "content/milestones.yml": "- id: beta\n  title: Beta\n  due: 2028-03-06\n",
    "content/risks.yml": "- id: R-1\n  title: The supplier is late\n",
    "content/lessons/ask-first.md": "---\ntitle: Ask first\ndate: 2026-01-09\n---\nAsk.\n",
    "e.csv": "id,title,due\nA1,Beta,2028-03-06\n",
}
WRITE = "Write it?"
COMMANDS = {
    "done": (["done", "beta"], [WRITE]),
    "move": (["move", "beta", "2028-04-06"], ["Why does it move?", WRITE]),
    "withdraw": (["withdraw", "beta"], ["Why is it withdrawn?", WRITE]),
    "close": (["close", "R-1", "--because", "passed"], [WRITE]),
    "apply": (["apply", "ask-first", "--where", "Here"], [WRITE]),
    "rename": (["rename", "beta", "open"], [WRITE]),
    "import": (["import", "e.csv"], [WRITE]),
}


@pytest.fixture
def project(builder: RepositoryBuilder) -> RepositoryBuilder:
    """A project in which there is something for each of them."""
    return builder.commit(FILES)


def asked(folder: Path, command: list[str], *answers: tuple[str, str]) -> tuple[int, str]:
    """What a command says in a terminal."""
    return in_terminal(folder, command, answers, **settings_of({}))


@pytest.mark.parametrize("name", COMMANDS)
def test_ctrl_c_at_each_question(name: str, project: RepositoryBuilder) -> None:
    """It ends with 130, after any number of answers; a no ends well, and neither writes anything."""
    command, questions = COMMANDS[name]
    for number, question in enumerate(questions):
        before = [(earlier, "It rained.\n") for earlier in questions[:number]]
        code, shown = asked(project.path, command, *before, (question, CTRL_C))
        assert (code, project.git("status", "--porcelain")) == (130, ""), shown
    code, shown = asked(project.path, command, *((q, "It rained.\n") for q in questions[:-1]), (questions[-1], "n\n"))
    assert (code, "Nothing was written." in shown) == (0, True), shown
    assert project.git("status", "--porcelain") == ""


def test_what_is_shown_is_written(project: RepositoryBuilder) -> None:
    """The change in colours (none for who wants none), the day with its weekday, and then the file."""
    command, questions = COMMANDS["move"]
    answers = ((questions[0], "It rained.\n"), (WRITE, "\n"))
    code, shown = in_terminal(project.path, command, answers, **settings_of({"NO_COLOR": ""}))
    assert code == 0, shown
    assert "\x1b[32m+  due: 2028-04-06\x1b[0m" in shown
    assert "Mon 6 Mar 2028 → Thu 6 Apr 2028, 31 days later" in shown
    assert "  reason: It rained.\n" in (project.path / "content/milestones.yml").read_text()
    code, shown = asked(project.path, ["done", "beta"], (WRITE, "y\n"))
    assert (code, "\x1b[3" in shown) == (0, False), shown


def test_init(tmp_path: Path) -> None:
    """Each of its questions; an answer that is none of the choices is asked for again."""
    questions = [("Project", "Harbour\n"), ("Client", "Ferries\n"), ("You", "Pear Works\n"), ("Language", "en\n")]
    for number, (question, _) in enumerate(questions):
        code, shown = asked(tmp_path, ["init", "p"], *questions[:number], (question, CTRL_C))
        assert (code, [*tmp_path.iterdir()]) == (130, []), shown
    code, shown = asked(tmp_path, ["init", "p"], *questions[:3], ("Language", "fr\n"), ("Language", "zh\n"))
    assert code == 0, shown
    assert "language: zh" in (tmp_path / "p/content/project.yml").read_text()


def test_check_fix(project: RepositoryBuilder) -> None:
    """Interrupted, the mistake is there as before."""
    project.commit({"content/milestones.yml": "- id: beta\n  title: Beta\n  due: 6 March 2028\n"})
    code, shown = asked(project.path, ["check", "--fix"], (WRITE, CTRL_C))
    assert (code, project.git("status", "--porcelain")) == (130, ""), shown


@pytest.mark.parametrize("command", [command for command, _ in COMMANDS.values()], ids=list(COMMANDS))
def test_without_a_terminal_nothing_is_asked(command: list[str], project: RepositoryBuilder) -> None:
    """What is missing is told in two lines at most; the rest is written."""
    done = milepost(project.path, *command)
    assert (done.returncode == 0) == (command[0] not in {"move", "withdraw"}), done.stderr
    if done.returncode:
        assert "--reason is missing" in done.stderr
        assert project.git("status", "--porcelain") == ""
