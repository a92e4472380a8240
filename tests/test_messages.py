"""Messages: what is wrong is told in two lines at most, or a line each and a count; what to do is in brackets."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from installed import milepost
from repository_builder import RepositoryBuilder
from test_every_command import ALL, EVERY, FILES
from test_invalid import CASES, INVALID, problems_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="many processes, which are forked here")

SETTINGS = FILES["mkdocs.yml"]
PLAN = "content/milestones.yml"
WRONG: dict[str, dict[str, str]] = {
    "a file that is no YAML": {PLAN: "- id: beta\n  title: Beta\n due: [\n"},
    "a merge": {PLAN: "<<<<<<< a\n- id: beta\n=======\n>>>>>>> b\n"},
    "several mistakes": {PLAN: "- id: beta\n  title: Beta\n  due: soon\n- id: beta\n", "content/risks.yml": "- x\n"},
    "settings without us": {"mkdocs.yml": "site_name: x\ndocs_dir: content\nplugins: [search]\n"},
    "settings that are no YAML": {"mkdocs.yml": "site_name: [x\ndocs_dir: content\n"},
    "a theme that is not there": {"mkdocs.yml": SETTINGS.replace("name: material", "name: gone")},
    "a folder that is not there": {"mkdocs.yml": SETTINGS.replace("content", "gone")},
    "a value of the wrong kind": {"mkdocs.yml": SETTINGS.replace("site_name: x", "site_name: 7")},
}
RUNNING = {"serve", "view"}
"""What would not end, where nothing is wrong or `serve` shows what is."""
OTHERWISE = {
    "view": ["view"],
    "serve": ["serve"],
    "demo": ["demo", "."],
    "verify": ["verify"],
}
FURTHER = [
    *(["import", *words] for words in (["gone.csv"], ["e.csv", "--map", "x"], ["e.csv", "--map", "x=y"], ["content"])),
    *(["record", *words] for words in (["gone.eml"], ["mkdocs.yml"], ["content"])),
    *(["changelog", *words] for words in (["a..b"], ["x"], ["--status-date", "soon"], ["--uncommitted", "HEAD~1"])),
    *(["verify", *words] for words in (["gone"], ["http://127.0.0.1:1/"], ["--branch", "a b"])),
    *(["publish", *words] for words in (["--branch", "a b"], ["--branch", "main"], ["--to", "mkdocs.yml"])),
    *(["init", ".", *words] for words in (["--language", "fr"], ["--host", "moon"])),
    *(["new", *words] for words in (["nonsense"], ["milestone", "x", "--due", "+2w", "--id", "beta"])),
    *(["rename", *words] for words in (["beta", "a b"], ["beta", "beta"], ["C-1", "C-1"])),
    ["nonsense"],
    ["done", "beta", "--on", "2030-01-01"],
    ["move", "beta", "2028-03-06", "--reason", "It rained."],
    ["move", "beta", "Q1 2027", "--reason", "It rained."],
    ["step", "P-1", "x", "--state", "great"],
    ["close", "R-1", "--because", "weather"],
    ["completion", "tcsh"],
    ["schema", "mkdocs.yml"],
    ["demo", "mkdocs.yml"],
    ["build", "--site-dir", "content"],
    ["status", "--format", "xml"],
    ["serve", "--dev-addr", "x"],
    ["view", "gone"],
]
_PROBLEM = re.compile(r"(error|warning|advice): ")


def refuse_long(folder: Path, words: list[str]) -> bool:
    """Whether a command was stopped; then in no more lines than it may."""
    done = milepost(folder, *words)
    assert done.returncode in {0, 1, 2}, done.stderr
    if not done.returncode:
        return False
    lines = done.stderr.splitlines()
    rest = [line for line in lines if not _PROBLEM.match(line)]
    errors = [line for line in lines if line.startswith("error: ")]
    assert len(lines) - len(rest) <= 2 or re.match(r"\d+ errors?; nothing was written\.", rest[-1]), done.stderr
    assert len(rest) <= 1, done.stderr
    has_remedy = all(line.endswith(")") for line in errors) or any(line.startswith("Try: ") for line in rest)
    assert has_remedy, done.stderr
    return True


def misspelt(words: list[str]) -> Iterator[list[str]]:
    """A command in ways in which nobody can mean it."""
    yield [*words, "--nonsense"]
    yield [*words, "one", "two", "three", "four"]
    yield [word if word not in NAMES else "nothing" for word in words] if NAMES.intersection(words) else [*words, "-x"]


NAMES = {"beta", "P-1", "D-1", "F-1", "R-1", "ask-first", "e.csv", "f.csv"}


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_whatever_is_wrong_each_command_says_in_two_lines(name: str, builder: RepositoryBuilder) -> None:
    """Outside of a project, in one with mistakes in its files or settings, and misspelt."""
    words = ALL[name] or OTHERWISE[name]
    project = builder.commit(FILES)
    stopped = [refuse_long(project.path, wrong) for wrong in misspelt(words)]
    assert all(stopped), [*misspelt(words)]
    if name in {"init", "completion", "schema"}:  # They are about no project.
        return
    if name not in {"view", "demo"}:
        assert refuse_long(project.path, [*words, "-f", "gone.yml"])
    outside = builder.path.parent / "outside"
    outside.mkdir()
    for file in ("e.csv", "f.csv"):
        (outside / file).write_text(FILES[file])
    assert refuse_long(outside, words)
    if name in RUNNING:
        return
    refused = []
    for files in WRONG.values():
        project.write({**FILES, **files})
        refused.append(refuse_long(project.path, words))
    assert sum(refused) > len(refused) // 2  # A command that is about one file goes on beside a wrong other one.


@pytest.mark.slow
@pytest.mark.parametrize("words", FURTHER, ids=" ".join)
def test_a_wrong_word_is_told_in_two_lines(words: list[str], builder: RepositoryBuilder) -> None:
    """Names, days, files, addresses and choices that are none."""
    assert refuse_long(builder.commit(FILES).path, words)


@pytest.mark.parametrize("case", CASES)
def test_each_problem_of_a_file_is_a_line(case: str) -> None:
    """With what to do in brackets, whatever stands in the file."""
    for problem in problems_of(case, (INVALID / case).read_bytes()):
        assert len(str(problem).splitlines()) == 1
        assert problem.hint, str(problem)
        assert str(problem).endswith(f"({problem.hint})")
