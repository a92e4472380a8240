"""Verifying against forgery: whoever edits a manifest, or all that rests on it, or history, is found."""

from __future__ import annotations

import json
from hashlib import sha256

from places import update
from published import FIRST, SECOND, TAGGED, Published


def test_an_edited_manifest_breaks_the_chain(published: Published) -> None:
    """Whatever rests on it says so, and git gives another."""
    published.edit(FIRST, status={"claimed": "red", "computed": "red", "headline": "Forged"})
    assert published.verify().wrong == (
        *(f"{FIRST}: the chain is broken: {version} rests on another manifest of it" for version in (TAGGED, SECOND)),
        f"versions/{FIRST}/manifest.json: is not what git gives",
    )


def test_the_newest_manifest_is_held_by_todays(published: Published) -> None:
    """So that no version is the last that nobody vouches for."""
    published.edit(SECOND, updates=[])
    assert published.verify().wrong[0] == f"{SECOND}: the chain is broken: today's site rests on another manifest of it"


def test_the_manifest_of_a_tag_is_compared_with_git(published: Published) -> None:
    """Nothing rests on it, and yet nobody can rewrite it."""
    published.edit(TAGGED, status={"claimed": "red", "computed": "red", "headline": "Forged"})
    assert published.verify().wrong == (f"versions/{TAGGED}/manifest.json: is not what git gives",)


def test_a_manifest_is_its_bytes(published: Published) -> None:
    """The same said in another layout has another hash than the feed says, and is found."""
    published.manifest(FIRST).write_text(json.dumps(published.known(FIRST)))
    told = f"{FIRST}: the chain is broken: {SECOND} rests on another manifest of it"
    assert told in published.verify().wrong


def test_a_page_and_its_manifest_edited_together(published: Published) -> None:
    """The manifest agrees with the page, and git with neither."""
    page = published.folder / "versions/2026-03-13/plan/index.html"
    page.write_text(page.read_text().replace("15 Apr", "1 Apr"))
    address = page.relative_to(published.folder).as_posix()
    files = published.known(SECOND)["files"] | {address: sha256(page.read_bytes()).hexdigest()}
    published.edit(SECOND, files=files)
    assert published.verify().wrong == (
        f"{SECOND}: the chain is broken: today's site rests on another manifest of it",
        f"{address}: is not what git gives",
        f"versions/{SECOND}/manifest.json: is not what git gives",
    )


def test_a_forgery_that_covers_all_its_traces(published: Published) -> None:
    """Page, manifest, chain, feed, list and today's manifest all agree: a second build from git finds it."""
    page = published.folder / "versions/2026-03-06/plan/index.html"
    page.write_text(page.read_text().replace("15 Apr", "1 Apr"))
    address = page.relative_to(published.folder).as_posix()
    files = published.known(FIRST)["files"] | {address: sha256(page.read_bytes()).hexdigest()}
    published.edit(FIRST, files=files)
    published.cover_up()
    wrong = published.verify().wrong
    assert wrong[0] == f"{address}: is not what git gives"
    assert "feed.xml: is not what git gives" in wrong
    assert [finding for finding in wrong if "git gives" not in finding] == []


def test_a_forged_headline_that_covers_all_its_traces(published: Published) -> None:
    """No page of the version changed, but its receipt did: neither the manifest nor the feed is what git gives."""
    published.edit(FIRST, status={"claimed": "red", "computed": "red", "headline": "Forged"})
    published.cover_up()
    forged = {"versions/2026-03-06/manifest.json", "feed.xml"}
    assert {f"{address}: is not what git gives" for address in forged} <= set(published.verify().wrong)


def test_a_file_that_its_manifest_has_forgotten(published: Published) -> None:
    """Nobody vouches for it, and git gives it."""
    files = published.known(SECOND)["files"]
    address = "versions/2026-03-13/plan/index.html"
    del files[address]
    published.edit(SECOND, files=files)
    assert published.verify().wrong[1:] == (
        f"{address}: nobody vouches for it",
        f"{address}: git gives it, and {SECOND} does not have it",
        f"versions/{SECOND}/manifest.json: is not what git gives",
    )


def test_a_rewritten_history_is_found(published: Published) -> None:
    """Each version whose revision is not on the branch any more is named."""
    second, last = published.revision(1), published.revision(0)
    published.repository.git("reset", "--quiet", "--hard", "HEAD~2")
    published.repository.commit({"content/updates/2026-03-13.md": update("Never said")}, on="2026-03-13")
    assert published.verify().wrong == (
        f"{SECOND}: history was rewritten: {second} is not on this branch",
        f"today's site: history was rewritten: {last} is not on this branch",
    )


def test_a_manifest_of_another_revision(published: Published) -> None:
    """A version that says it was made from another commit is found by what that commit holds."""
    published.edit(FIRST, revision=published.repository.git("rev-parse", "HEAD~2"))
    told = f"{FIRST}: its manifest names another content of {published.revision(2)} than git has"
    assert told in published.verify().wrong
