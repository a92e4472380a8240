"""Wrong inputs, as files: each says at its top what it is told, word by word.

A file lies in the folder of what it stands for (`milestones/`, `updates/` …; `files/` keeps its own path), is put into
a sound project, and its `expect:` lines are all the problems that this project has then.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from milepost.errors import Problem, Severity
from milepost.model.registers import REGISTERS, Register
from milepost.source.checks.judging import Judging
from milepost.source.content import read_content
from milepost.source.yaml.decoding import MAX_BYTES

TODAY = date(2026, 11, 26)
INVALID = Path(__file__).parent / "invalid"
CASES = sorted(path.relative_to(INVALID).as_posix() for path in INVALID.rglob("*.*") if path.is_file())
_EXPECTED = re.compile(r"^(?:#|<!--) expect: (.*?)(?: -->)?$", re.MULTILINE)

SOUND = {
    "project.yml": "name: Harbour line\nphases: [{id: build, title: Build}]\n",
    "milestones.yml": (
        "- {id: beta, title: The beta is open, due: 2026-04-15}\n"
        "- {id: secret, title: Our own date, due: 2026-04-01, visibility: internal}\n"
    ),
    "commitments.yml": "- {id: C-1, promise: Passengers can buy a ticket, due: 2026-04-15}\n",
    "changes.yml": "- {id: CR-1, title: A review by the harbour authority, side: client}\n",
    "problems.yml": "- {id: P-1, title: The gangway is broken}\n",
    "updates/2026-01-09.md": "---\nstatus: green\nheadline: We began\nvisibility: internal\n---\n",
    "notes.md": "---\nvisibility: internal\n---\nOur own notes, with a link to <milestone:secret>.\n",
}


def place_of(case: str) -> str:
    """Where a case stands in the content."""
    folder, name = case.split("/", 1)
    alone = {"project": "project.yml", "glossary": "glossary.yml", "closing": "closing.md"}
    return {**alone, "pages": name, "files": name}.get(folder, case)


def problems_of(case: str, data: bytes) -> tuple[Problem, ...]:
    """Every problem of the sound project with one wrong file put into it."""
    files: dict[str, bytes | None] = {path: text.encode() for path, text in SOUND.items()}
    _, problems = read_content({**files, place_of(case): data}, "", judging=Judging(today=TODAY, advise=True))
    return problems


def told(problem: Problem) -> str:
    """A problem as the files write it: the place in the file, the weight where it is no error, the words."""
    where = problem.location
    weight = "" if problem.severity is Severity.ERROR else f"{problem.severity}: "
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{where.line}:{where.column}: {weight}{problem.message}{hint}"


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_input_is_told_as_it_says(case: str) -> None:
    """Each wrong file gets exactly the problems it expects, each at its line and column, all at once."""
    data = (INVALID / case).read_bytes()
    expected = _EXPECTED.findall(data.decode(errors="replace"))
    problems = problems_of(case, data)
    assert ([told(problem) for problem in problems], {problem.location.path for problem in problems}) == (
        expected,
        {place_of(case)},
    )


def test_the_sound_project_is_sound() -> None:
    """Without a wrong file there is nothing to tell, so that every problem above is the wrong file's."""
    sound = {path: text.encode() for path, text in SOUND.items()}
    assert read_content(sound, judging=Judging(today=TODAY, advise=True))[1] == ()


def _slips(word: str) -> set[str]:
    """What a hurried hand makes of a word: a letter left out, one too many, two in the wrong order, the next key."""
    ends = [(word[:n], word[n:]) for n in range(len(word))]
    found = {a + b[1:] for a, b in ends} | {a + b[0] + b for a, b in ends}
    found |= {a + b[1] + b[0] + b[2:] for a, b in ends if len(b) > 1} | {a + "w" + b[1:] for a, b in ends}
    return {slip for slip in found if len(slip) > 1} - {word}


@pytest.mark.parametrize("register", [register for register in REGISTERS if register.is_list], ids=lambda r: r.name)
def test_a_slip_in_a_key_that_is_needed_is_told_with_what_was_meant(register: Register) -> None:
    """Of every kind, for every key that an item must have, however short the key is."""
    needed = [f.alias or name for name, f in register.written.model_fields.items() if f.is_required()]
    for key in needed:
        others = "".join(f"  {other}: 2026-05-01\n" for other in needed if other != key)
        for slip in sorted(_slips(key) - {f.alias or n for n, f in register.written.model_fields.items()}):
            text = f"-\n  {slip}: 2026-05-01\n{others}"
            problems = problems_of(f"{register.name}/wrong.yml", text.encode())
            found = [told(problem) for problem in problems if "unknown key" in problem.message]
            assert found == [f"2:3: unknown key {slip!r} (did you mean {key!r}?)"]


def test_a_file_too_big_is_not_read() -> None:
    """More than a mebibyte is refused before it is parsed."""
    data = b"# " + b"x" * MAX_BYTES
    assert [told(problem) for problem in problems_of("milestones/big.yml", data)] == [
        "0:0: the file is too big (1,048,578 bytes) (at most 1 MiB is read)"
    ]


def test_a_file_in_utf_16_is_named_so() -> None:
    """What some editors call Unicode is recognised by its first two bytes."""
    assert [told(problem) for problem in problems_of("milestones/wide.yml", "- id: a\n".encode("utf-16"))] == [
        "1:1: the file is UTF-16, not UTF-8 (save it as UTF-8)"
    ]


def test_an_empty_plan_is_enough() -> None:
    """A project needs a name and a milestones file, which may be empty."""
    snapshot, problems = read_content({"project.yml": b"name: P\n", "milestones.yml": b""})
    assert (snapshot is not None, problems) == (True, ())


def test_what_is_needed_is_told() -> None:
    """An empty folder is told what it lacks."""
    assert [str(problem) for problem in read_content({})[1]] == [
        "content/milestones.yml: there is no such file (an empty one will do)",
        "content/project.yml: there is no such file (it needs at least 'name: …')",
    ]


@pytest.mark.parametrize("path", ["project.yml", "milestones.yml", "updates/2026-03-06.md", "notes.md", "glossary.yml"])
def test_a_symbolic_link_is_not_followed(path: str) -> None:
    """A link could lead anywhere, so it is refused, whatever it stands for."""
    files: dict[str, bytes | None] = {name: text.encode() for name, text in SOUND.items()}
    _, problems = read_content({**files, path: None}, "")
    told_of = [told(problem) for problem in problems if problem.location.path == path]
    assert told_of == ["0:0: a symbolic link is not followed (put the file itself here)"]
