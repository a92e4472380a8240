"""Verifying what is as it should be: nothing differs, wherever it is and however it came there."""

from __future__ import annotations

import shutil

import pytest

from milepost.memory.works import Works
from milepost.publication.proof.verify import Verdict
from places import update
from published import FIRST, SECOND, TAGGED, Published
from repository_builder import SMALL


def test_what_was_published_is_what_git_gives(published: Published) -> None:
    """No difference, nothing unproven, and everything looked at."""
    verdict = published.verify()
    files = {file.relative_to(published.folder).as_posix() for file in published.folder.rglob("*") if file.is_file()}
    manifests = {a for a in files if a.startswith("versions/") and a.endswith("manifest.json")}
    assert verdict == Verdict((), (), 3, len(files - manifests - {".nojekyll"}))


def test_nothing_that_is_kept_here_is_taken_over(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine remembers of earlier builds is no proof of what git gives."""
    asked: list[object] = []
    monkeypatch.setattr(Works, "of", lambda *site: asked.append(site))
    published.verify()
    published.publish()
    assert len(asked) == 1


def test_a_branch_is_what_git_gives(published: Published) -> None:
    """The same holds for a branch, with files of somebody else's on it."""
    published.publish_branch()
    verdict = published.verify(None)
    assert (verdict.wrong, verdict.unproven, verdict.versions) == ((), (), 3)


def test_a_site_is_what_git_gives(published: Published, site: str) -> None:
    """The same holds for what a server gives, with a slash at the end of its address or without."""
    both = published.verify(site), published.verify(f"{site}/")
    assert [(verdict.wrong, verdict.unproven, verdict.versions) for verdict in both] == [((), (), 3)] * 2


def test_work_that_goes_on_changes_nothing(published: Published) -> None:
    """What came after the publication, committed or not, is no difference."""
    published.repository.commit({"content/updates/2026-03-20.md": update("Third")}, on="2026-03-20")
    published.repository.write({"content/about.md": "# Other\n"})
    assert published.verify().wrong == ()


def test_what_was_published_step_by_step_is_what_git_gives(published: Published) -> None:
    """However often it was published, and whatever changed in between."""
    later = {"content/updates/2026-03-06.md": update("Edited"), "content/about.md": None, "content/a.svg": "b"}
    for day, files in (
        ("2026-03-20", later),
        ("2026-03-27", {"mkdocs.yml": SMALL["mkdocs.yml"] + "nav: [index.md]\n"}),
    ):
        published.repository.commit({**files, f"content/updates/{day}.md": update(day)}, on=day)
        published.publish()
    assert published.verify() == Verdict((), (), 5, published.verify().files)


def test_files_beside_the_site_are_told_and_are_no_difference(published: Published) -> None:
    """Whoever serves the site may serve more."""
    (published.folder / "CNAME").write_text("x")
    verdict = published.verify()
    assert (verdict.wrong, verdict.strangers) == ((), ("CNAME",))


def test_receipts_that_somebody_holds(published: Published) -> None:
    """A hash that a feed or manifest gave is the hash of what is published, or is named."""
    held = tuple(published.receipt(version) for version in (FIRST, TAGGED, SECOND, ""))
    assert published.verify(receipts=held).wrong == ()
    assert published.verify(receipts=(*held, "0" * 64)).wrong == (
        f"{'0' * 64}: no manifest that is published has this hash",
    )


def test_a_receipt_of_a_version_that_was_replaced(published: Published) -> None:
    """Whoever rewrites history and publishes anew, all in order, is found by whoever holds a receipt."""
    held = published.receipt(SECOND)
    published.repository.git("reset", "--quiet", "--hard", "HEAD~2")
    published.repository.commit({"content/updates/2026-03-13.md": update("Never said")}, on="2026-03-13")
    shutil.rmtree(published.folder)
    published.publish()
    assert published.verify().wrong == ()
    assert published.verify(receipts=(held,)).wrong == (f"{held}: no manifest that is published has this hash",)
