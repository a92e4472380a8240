"""Every question of a command can be interrupted, refused or left unanswered, and then nothing is written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from installed import milepost
from milepost.cli import cli
from repository_builder import RepositoryBuilder
from terminal import CTRL_C, in_terminal, settings_of
from walking import every_command

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

FILES = {
    "content/project.yml": "name: Harbour line\n",
    "content/milestones.yml": "- id: beta\n  title: Beta\n  due: 2028-03-06\n",
    "content/risks.yml": "- id: R-1\n  title: The supplier is late\n",
    "content/lessons/ask-first.md": "---\ntitle: Ask first\ndate: 2026-01-09\n---\nAsk.\n",
    "content/problems.yml": "- id: P-1\n  title: Payments fail\n",
    "content/decisions.yml": "- id: D-1\n  title: Which route comes first?\n",
    "content/feedback.yml": "- id: F-1\n  said: Which ferry is meant?\n  on: 2026-03-06\n",
    "f.csv": "answer,on\nYes.,2026-01-05\n",
    "a.eml": "From: a <a@b.example>\nSubject: x\nDate: Wed, 31 Dec 1969 10:00:00 +0000\n\nYes.\n",
    "e.csv": "id,title,due\nA1,Beta,2028-03-06\n",
}
WRITE = "Write it?"
EVERY = dict(every_command(cli))
COMMANDS: dict[str, tuple[list[str], list[str | tuple[str, str]]]] = {
    "done": (["done", "beta"], [WRITE]),
    "move": (["move", "beta", "2028-04-06"], ["Why does it move?", WRITE]),
    "withdraw": (["withdraw", "beta"], ["Why is it withdrawn?", WRITE]),
    "close": (["close", "R-1", "--because", "passed"], [WRITE]),
    "apply": (["apply", "ask-first", "--where", "Here"], [WRITE]),
    "rename": (["rename", "beta", "open"], [WRITE]),
    "import": (["import", "e.csv"], [WRITE]),
    "step": (["step", "P-1", "We look.", "--state", "fixing"], [WRITE]),
    "decide": (["decide", "D-1", "The island."], [WRITE]),
    "answer": (["answer", "F-1", "The first."], [WRITE]),
    "record": (["record", "f.csv"], ["Who said it?", WRITE]),
    "record a mail": (["record", "a.eml", "--about", "none", "--on", "today"], ["Who said it?", WRITE]),
    "new milestone": (["new", "milestone"], ["In one sentence", ("By which day?", "+2w\n"), WRITE]),
    "new risk": (["new", "risk"], ["In one sentence", WRITE]),
    "new budget": (["new", "budget"], ["In one sentence", ("agreed?", "40\n"), ("unit?", "days\n"), WRITE]),
}
ELSEWHERE = {"init", "check", "friday", "new update", "new meeting", "new lesson"}
"""What is interrupted in other tests, or opens an editor and asks nothing."""


def test_every_command_that_asks_is_here() -> None:
    """Each that can be told not to ask; of those that add to a register, one with a day and one without."""
    asking = {name for name, command in EVERY.items() if any("--yes" in option.opts for option in command.params)}
    assert {name for name in asking if not name.startswith("new ")} - {*COMMANDS} - ELSEWHERE == set()
    dated = {name for name in asking if name.startswith("new ") and any(o.name == "due" for o in EVERY[name].params)}
    assert {"new milestone" in dated, "new risk" in asking - dated} == {True}


@pytest.fixture
def project(builder: RepositoryBuilder) -> RepositoryBuilder:
    """A project in which there is something for each of them."""
    return builder.commit(FILES)


def asked(folder: Path, command: list[str], *answers: tuple[str, str]) -> tuple[int, str]:
    """What a command says in a terminal."""
    return in_terminal(folder, command, answers, **settings_of({}))


def typed(questions: list[str | tuple[str, str]]) -> list[tuple[str, str]]:
    """Each question with an answer to it."""
    return [(question, "It rained.\n") if isinstance(question, str) else question for question in questions]


@pytest.mark.parametrize("name", COMMANDS)
def test_ctrl_c_at_each_question(name: str, project: RepositoryBuilder) -> None:
    """It ends with 130, after any number of answers; a no ends well, and neither writes anything."""
    command, questions = COMMANDS[name]
    answers = typed(questions)
    for number, (question, _) in enumerate(answers):
        code, shown = asked(project.path, command, *answers[:number], (question, CTRL_C))
        assert (code, project.git("status", "--porcelain")) == (130, ""), shown
    code, shown = asked(project.path, command, *answers[:-1], (answers[-1][0], "n\n"))
    assert (code, "Nothing was written." in shown) == (0, True), shown
    assert project.git("status", "--porcelain") == ""


def test_what_is_shown_is_written(project: RepositoryBuilder) -> None:
    """The change in colours (none for who wants none), the day with its weekday, and then the file."""
    command, questions = COMMANDS["move"]
    answers = (*typed(questions)[:1], (WRITE, "\n"))
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
    done = milepost(project.path, *command, SOURCE_DATE_EPOCH="1772798400")  # 6 March 2026
    needed = {"move": "--reason", "withdraw": "--reason", "record": "--role", "new": "TITLE"}.get(command[0])
    assert (done.returncode == 0) == (needed is None), done.stderr
    if needed:
        assert f"{needed} is missing" in done.stderr
        assert len(done.stderr.splitlines()) <= 2
        assert project.git("status", "--porcelain") == ""


def test_a_day_that_is_none_is_asked_for_again(project: RepositoryBuilder) -> None:
    """What was typed before is not lost."""
    answers = [("In one sentence", "Go-live\n"), ("By which day?", "soon\n"), ("By which day?", "+2w\n"), (WRITE, "\n")]
    code, shown = asked(project.path, ["new", "milestone"], *answers)
    assert (code, "'soon' is not a day" in shown) == (0, True), shown
    assert "title: Go-live" in (project.path / "content/milestones.yml").read_text()
