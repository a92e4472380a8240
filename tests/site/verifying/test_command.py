"""`milepost verify`: how it ends, and the lines that it prints."""

from __future__ import annotations

import sys

import pytest
from click.testing import CliRunner

import installed
from installed import FULL_DISK
from milepost.cli import cli
from milepost.versions.receipts.manifests import generator
from published import FIRST, SECOND, TAGGED, Published


def milepost(published: Published, *arguments: str) -> tuple[int, list[str]]:
    """Run a command for a project: how it ends, and the lines that it prints."""
    name, *others = arguments
    config = str(published.repository.path / "mkdocs.yml")
    done = CliRunner().invoke(cli, [name, "-f", config, *others])
    return done.exit_code, done.output.splitlines()


def test_the_command_ends_with_0_where_all_is_well(published: Published, site: str) -> None:
    """A folder, an address and a branch; `-q` says nothing."""
    folder, told = str(published.folder), f"As git says: 3 versions, {published.verify().files} files on"
    assert milepost(published, "verify", folder) == (0, [f"{told} {folder}"])
    assert milepost(published, "verify", site, "--receipt", published.receipt(FIRST)) == (0, [f"{told} {site}/"])
    assert milepost(published, "publish", "-q") == (0, [])
    assert milepost(published, "verify", "-q") == (0, [])


def test_the_command_ends_with_4_where_something_differs(published: Published) -> None:
    """Each difference is a line."""
    (published.folder / "feed.xml").write_text("Forged")
    folder, files = str(published.folder), published.verify().files
    assert milepost(published, "verify", folder, "--receipt", "0" * 64) == (
        4,
        [
            f"differs: {'0' * 64}: no manifest that is published has this hash",
            "differs: feed.xml: is not what its manifest says",
            f"2 differences: 3 versions, {files} files on {folder}",
        ],
    )


def test_the_command_ends_with_5_where_something_is_unproven(published: Published) -> None:
    """Nothing differs, but not all of it could be built again."""
    made = {**generator(), "milepost": "0.0.1+0123456789ab"}
    for version in (FIRST, TAGGED, SECOND, ""):
        published.edit(version, generator=made)
    published.cover_up()
    files = published.verify().files
    reason = "was made with milepost 0.0.1+0123456789ab; with that installed it can be built again"
    assert milepost(published, "verify", str(published.folder)) == (
        5,
        [f"unproven: {name}: {reason}" for name in (FIRST, TAGGED, SECOND, "today's site")]
        + [f"As git says: 3 versions, {files} files on {published.folder}"],
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit to set")
def test_a_disk_that_fills_up(published: Published) -> None:
    """A second build needs room, and says so where there is none: that is no difference."""
    done = installed.milepost(published.repository.path, "verify", str(published.folder), before=FULL_DISK)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: a second build: cannot be written: File too large")
