"""Refusing: what would leave an error in the content is not written, whichever command would write it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.commands.options import content_here, project_here, today_here
from milepost.errors import ContentError, RepositoryError

if TYPE_CHECKING:
    from milepost.authoring.edits.files import Draft
    from milepost.model.snapshot import Key
    from milepost.source.content import Files


def refuse_what_breaks(drafts: Sequence[Draft], config_file: Path | None) -> None:
    """Stop with what the content would have wrong once the drafts are written, and has not now, as `check` tells it.

    Git is asked only where something would be: what an item is named by may be told, or committed, and not lie here.
    """
    from milepost.authoring.edits.files import refuse_too_big
    from milepost.authoring.items.breaking import broken_by
    from milepost.source.checks.judging import Judging
    from milepost.source.files.working_tree import read_working_tree

    refuse_too_big(drafts)
    content = content_here(config_file)
    judging = Judging(today_here(config_file))
    if not broken_by(content, read_working_tree(content), drafts, judging):
        return
    files, gone = _with_git(config_file)
    if broken := broken_by(content, files or read_working_tree(content), drafts, judging, gone):
        raise ContentError(broken)


def _with_git(config_file: Path | None) -> tuple[Files, frozenset[Key]]:
    """The content with what a sparse checkout leaves off the disk, and all that ever was told; none without git."""
    from milepost.project.work import files_on_disk
    from milepost.source.latest import ever_told

    try:
        project = project_here(config_file)
        return files_on_disk(project), ever_told(project.repository, "HEAD", project.prefix)
    except RepositoryError:
        return {}, frozenset()
