"""What the receipt in a client's mail proves: of which version it was said, and whether that is the newest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from milepost.commands.options import project_here
from milepost.commands.printing import counted

if TYPE_CHECKING:
    from milepost.authoring.recording.answers import Answer


def checked_by_receipt(answer: Answer, config_file: Path | None) -> Answer:
    """The answer with the version whose receipt it bears; what is odd about that is told, and stops nothing."""
    if not answer.receipt:
        return answer
    from milepost.publication.proof.surroundings import as_receipt
    from milepost.versions.published.known import known_versions

    known = known_versions(project_here(config_file).repository)
    told = known.get(as_receipt(answer.receipt))
    if not known:
        _note("The receipt in it was not checked: no branch of this clone holds versions (git fetch, if one does).")
    elif told is None:
        _note(
            f"Its receipt ({answer.receipt[:10]}…) is of no version known here, so none is recorded"
            " (git fetch, then ask the client which page was meant)."
        )
        return replace(answer, version=None)
    else:
        if told.name != answer.version:
            _note(f"It names version {answer.version}, and its receipt is that of {told.name}, which is recorded.")
        newer = {version.name for version in known.values() if (version.day, version.name) > (told.day, told.name)}
        if newer:
            _note(f"It was said of version {told.name}; {counted(len(newer), 'newer one')} came since: does it hold?")
        return replace(answer, version=told.name)
    return answer


def _note(words: str) -> None:
    click.echo(words, err=True)
