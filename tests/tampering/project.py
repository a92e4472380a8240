"""The small published project that is tampered with, and what `verify` says of it then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from milepost.errors import MilepostError
from places import update
from published import Published, copied
from repository_builder import SMALL

Change = Callable[[Published], None]
Kind = tuple[str, str, Change]
"""A group, a name, and the deed."""
_HOOK = """
import subprocess

def on_page_markdown(markdown, page, config, files):
    said = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=config.docs_dir, capture_output=True, text=True)
    return markdown + "\\n\\nLast change: " + said.stdout.strip() + "\\n"
"""


def publish_original(room: Path) -> Path:
    """Two updates with pages, a tag between them, and a commit after them; a hook asks git. Where it lies."""
    it = Published(room)
    config = SMALL["mkdocs.yml"] + "hooks: [hook.py]\n"
    files = {"content/about.md": "# About\n\n![a](a.svg)\n", "content/a.svg": "a", "mkdocs.yml": config}
    first = {**SMALL, **files, "hook.py": _HOOK, "content/updates/2026-03-06.md": update("First")}
    it.repository.commit(first, on="2026-03-06")
    it.repository.commit({"README.md": "x"}, on="2026-03-10").git("tag", "status/go")
    moved = SMALL["content/milestones.yml"].replace("04-15", "05-15")
    told = {"content/updates/2026-03-13.md": update("Second"), "content/milestones.yml": moved}
    it.repository.commit(told, on="2026-03-13").git("tag", "status/signed")
    it.repository.commit({"content/new.md": "# New\n"}, on="2026-03-14")
    it.repository.git("clone", "--quiet", "--bare", str(it.repository.path), str(room / "hub.git"))
    it.repository.git("remote", "add", "origin", str(room / "hub.git"))
    it.publish()
    publish_with_remote(it)
    return room


def publish_with_remote(it: Published) -> None:
    """Publish what is committed, on the branch and on the remote's."""
    it.repository.git("push", "--quiet", "origin", "HEAD:main")
    it.publish_branch(push=True)
    it.repository.git("fetch", "--quiet", "origin")


def outcome(original: Path, room: Path, change: Change) -> str:
    """`differs`, `unproven`, `well` or `stopped`: what verify says of a changed copy."""
    it = copied(original, room)
    it.repository.git("remote", "set-url", "origin", str(room / "hub.git"))
    change(it)
    try:
        verdict = it.verify()
    except MilepostError as error:
        return f"stopped: {error}"
    told = verdict.wrong or verdict.unproven
    said = "differs" if verdict.wrong else "unproven" if verdict.unproven else "well"
    return f"{said}: {told[0]}" if told else said
