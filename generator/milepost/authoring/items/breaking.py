"""Breaking: what the content would have wrong once files say something else, and has not now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from milepost.authoring.edits.files import Draft
from milepost.errors import Location, Problem, errors_in
from milepost.model.snapshot import Key
from milepost.source.checks.judging import Judging
from milepost.source.content import Files, read_content


def broken_by(
    content: Path, files: Files, drafts: Sequence[Draft], judging: Judging, gone: frozenset[Key] = frozenset()
) -> list[Problem]:
    """The errors that the content has once the drafts are written, and has not now.

    Lines of a draft are nobody's yet, so only its file is named.
    """
    prefix = f"{content.name}/"
    changed = {draft.file.relative_to(content).as_posix(): draft.new for draft in drafts}
    after = errors_in(read_content({**files, **changed}, prefix, gone, judging)[1])
    if not after:
        return []
    before = Counter(map(_said, errors_in(read_content(files, prefix, gone, judging)[1])))
    found = []
    for problem in after:
        if before[_said(problem)]:
            before[_said(problem)] -= 1
        else:
            is_drafted = problem.location.path.removeprefix(prefix) in changed
            found.append(replace(problem, location=Location(problem.location.path)) if is_drafted else problem)
    return found


def _said(problem: Problem) -> tuple[str, str]:
    return problem.location.path, problem.message
