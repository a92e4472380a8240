"""Tampering with history: it is written anew, or what was published is put back as it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from places import update
from published import SECOND, Published
from tampering.project import Kind, publish_with_remote


def _rewritten(it: Published) -> None:
    it.repository.git("reset", "--quiet", "--hard", "HEAD~2")
    it.repository.commit({"content/updates/2026-03-13.md": update("Never said")}, on="2026-03-13")


def _squashed(it: Published) -> None:
    it.repository.git("reset", "--quiet", "--soft", "HEAD~2")
    it.repository.commit({}, on="2026-03-14")


def _replaced(it: Published) -> None:
    it.receipts = (it.receipt(SECOND),)
    _rewritten(it)
    shutil.rmtree(it.folder)
    it.repository.git("tag", "-d", "status/signed")
    it.publish()


def _back_in_the_folder(it: Published) -> None:
    old = it.room / "old"
    shutil.copytree(it.folder, old)
    it.repository.commit({"content/updates/2026-03-20.md": update("Third")}, on="2026-03-20")
    it.publish()
    it.receipts = (it.receipt("2026-03-20"),)
    shutil.rmtree(it.folder)
    old.rename(it.folder)


def _back_on_the_branch(it: Published) -> None:
    before = it.repository.git("rev-parse", "gh-pages")
    it.repository.commit({"content/updates/2026-03-20.md": update("Third")}, on="2026-03-20")
    publish_with_remote(it)
    it.repository.git("push", "--quiet", "--force", "origin", f"{before}:gh-pages")
    it.repository.git("fetch", "--quiet", "origin")
    it.repository.git("branch", "--quiet", "-f", "gh-pages", before)
    it.where = None


def tamperings() -> Iterator[Kind]:
    """Every kind."""
    yield "history", "rewritten", _rewritten
    yield "history", "squashed", _squashed
    yield "history", "rewritten and published anew, against a receipt", _replaced
    yield "an older state put back", "in a folder, against a receipt", _back_in_the_folder
    yield "an older state put back", "on a branch, whose remote was seen", _back_on_the_branch
