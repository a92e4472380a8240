"""Checking: what is wrong with a project, on disk and in its history."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from milepost.errors import Location, Problem, Severity, in_order
from milepost.pipeline import AsOf, Reading, read_today
from milepost.project.files import authors_files
from milepost.project.opening import Project
from milepost.project.work import files_on_disk, work_of
from milepost.source.checks.judging import Judging
from milepost.source.checks.other_builders import found_by_others
from milepost.source.content import Files
from milepost.source.latest import read_latest
from milepost.source.line.line import line_problems

# What speaks of other files.
_SPEAKING = (".md", ".yml", ".yaml", ".css", ".html", ".js", ".json", ".txt", ".svg")
# What somebody looks at or reads, as a page shows it or leads to it.
_DOCUMENTS = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".zip", ".csv"),
    *(".pdf", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp"),
)
_POINTER = b"version https://git-lfs.github.com/spec/"


def left_out(path: str) -> Problem:
    """What is said of a file that a build does not show as it lies on disk."""
    return Problem(
        Location(path), "is not committed as it is, so this site does not show it", "commit it", Severity.WARNING
    )


def nested_in(project: Project) -> Iterator[Problem]:
    """The repositories that lie on disk within the content, where git would keep what is committed to themselves."""
    for folder, folders, names in os.walk(project.content):
        place = Path(folder)
        if ".git" in (*folders, *names) and place != project.repository.root:
            where = place.relative_to(project.repository.root).as_posix()
            yield Problem(
                Location(where),
                "holds a repository of its own; what is committed there is not told",
                f"if nothing in its history is needed: rm -rf {where}/.git",
                Severity.WARNING,
            )
        folders[:] = sorted(name for name in folders if not name.startswith("."))


def check_project(project: Project, now: datetime, moment: datetime | None = None) -> tuple[Problem, ...]:
    """Every problem of the working tree and of its history; while content has errors, only those are told.

    Which days lie ahead is judged by `now`; what is uncommitted is of the `moment` (None: of now), for whose day advice
    is given (None: for that of the last revision).
    """
    files = files_on_disk(project)
    repository = project.repository
    judging = Judging(now.date(), advise=True, is_github=project.is_github, takes_over=True)
    snapshot, problems = read_latest(repository, "HEAD", project.prefix, files, judging)
    if snapshot is None:
        return in_order(problems)
    as_of, work = AsOf(None, project.status_date, moment), work_of(project, moment or now)
    reading = read_today(repository, project.prefix, as_of, work)
    named_nowhere = _named_nowhere(project, files, reading)
    return in_order([*problems, *reading.problems, *named_nowhere, *check_around(project, now, reading)])


def check_around(project: Project, now: datetime, reading: Reading) -> Iterator[Problem]:
    """What is wrong with a project beyond its content, which was read, and what its author is advised."""
    from milepost.facts.advice.advice import advise
    from milepost.facts.advice.advocate import advocate

    repository, is_left_out, gate = project.repository, project.is_left_out, reading.gate
    outside = found_by_others(gate, is_left_out, project.prefix) if is_left_out else ()
    content = authors_files(repository, repository.files_at("HEAD", project.prefix), gate.files.__contains__)
    pointers = _pointers(content, project.prefix)
    yield from (*line_problems(repository, project.prefix, now), *nested_in(project), *_not_begun(project))
    yield from (*advise(reading.report), *advocate(reading.report), *outside, *pointers)


def _not_begun(project: Project) -> Iterator[Problem]:
    if project.repository.has_commits:
        return
    message = "nothing is committed yet, so nothing is promised: this is told from what lies on the disk"
    yield Problem(Location(project.prefix), message, f"git add {project.prefix} && git commit", Severity.ADVICE)


def _named_nowhere(project: Project, files: Files, reading: Reading) -> Iterator[Problem]:
    """Pictures and documents that go out though nothing names them: perhaps what did was internal, and is deleted."""
    settings = project.configuration and project.repository.root / project.configuration
    texts = [data for path, data in files.items() if data and path.lower().endswith(_SPEAKING)]
    texts += [settings.read_bytes()] if settings and settings.is_file() else []
    said = unquote(b"\n".join(texts).decode(errors="replace")).casefold()
    for path in sorted(reading.gate.files):
        name = posixpath.basename(path).casefold()
        if name.endswith(_DOCUMENTS) and path in files and name not in said:
            message = "nothing shows this or leads to it, and it is published"
            hint = "delete it, or move it to internal/ if it is not for the client"
            yield Problem(Location(f"{project.prefix}/{path}"), message, hint, Severity.ADVICE)


def _pointers(content: Mapping[str, bytes], prefix: str) -> Iterator[Problem]:
    """Files of which git itself has no more than a note on where they are."""
    for path, data in content.items():
        if data.startswith(_POINTER):
            message = "git has only a pointer of Git LFS, and that is what is published"
            hint = "commit the file itself: git lfs untrack, then git add --renormalize"
            yield Problem(Location(f"{prefix}/{path}"), message, hint, Severity.WARNING)
