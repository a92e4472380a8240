"""Verifying files: each that was changed, taken away or slipped in is named, and no other."""

from __future__ import annotations

import shutil

from published import FIRST, SECOND, TAGGED, Published

# Of today, of each version, and of what stands beside them.
CHANGED = (
    "index.html",
    "feed.xml",
    "status.json",
    "a.svg",
    "versions/versions.json",
    "versions/index.html",
    "versions/2026-03-06/plan/index.html",
    "versions/2026-03-06/status.json",
    "versions/2026-03-06/a.svg",
    "versions/2026-03-10-go/index.html",
    "versions/2026-03-13/index.html",
)
GONE = ("feed.xml", "plan/index.html", "versions/2026-03-06/about/index.html")


def test_a_changed_byte_is_found(published: Published) -> None:
    """Each file is named, and no other, wherever it stands."""
    for address in CHANGED:
        file = published.folder / address
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    assert sorted(published.verify().wrong) == sorted(
        f"{address}: is not what its manifest says" for address in CHANGED
    )


def test_a_changed_byte_of_a_shared_file_is_found(published: Published) -> None:
    """A stylesheet that all versions use is vouched for by each."""
    (file,) = published.folder.glob("assets/stylesheets/main.*.css")
    file.write_bytes(file.read_bytes() + b" ")
    address = file.relative_to(published.folder).as_posix()
    assert published.verify().wrong == (f"{address}: is not what its manifest says",)


def test_a_changed_page_is_found_on_a_server(published: Published, site: str) -> None:
    """Every file is asked for."""
    (published.folder / "versions/2026-03-06/index.html").write_text("Forged")
    assert published.verify(site).wrong == ("versions/2026-03-06/index.html: is not what its manifest says",)


def test_a_missing_file_is_found(published: Published, site: str) -> None:
    """In a folder and on a server, each by name."""
    for address in GONE:
        (published.folder / address).unlink()
    told = [f"{address}: is missing" for address in GONE]
    assert (sorted(published.verify().wrong), sorted(published.verify(site).wrong)) == (told, told)


def test_a_file_that_nobody_vouches_for_is_found(published: Published) -> None:
    """Nobody can slip a page in among the versions."""
    (published.folder / "versions/2026-03-06/more.html").write_text("Forged")
    assert published.verify().wrong == ("versions/2026-03-06/more.html: nobody vouches for it",)


def test_a_version_that_is_gone_is_found(published: Published) -> None:
    """By those that rest on it, by git, and by the files that others lead to."""
    first, tagged, second = (published.revision(back) for back in (3, 2, 1))
    shutil.rmtree(published.folder / "versions" / SECOND)
    shutil.rmtree(published.folder / "versions" / TAGGED)
    newest = (
        f"{SECOND}: is gone, and today's site rests on it",
        f"{TAGGED}: is gone: git has it at {tagged}, and it is not published",
        f"{SECOND}: is gone: git has it at {second}, and it is not published",
    )
    assert published.verify().wrong == newest
    shutil.rmtree(published.folder / "versions" / FIRST)
    assert f"{FIRST}: is gone: git has it at {first}, and it is not published" in published.verify().wrong
