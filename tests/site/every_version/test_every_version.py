"""Every version: what is there and whole is not built again, and whatever fails, the tree stays whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fingerprint import fingerprint
from installed import milepost
from milepost.errors import ContentError, SiteError
from milepost.versions.receipts.manifests import generator
from places import update
from repository_builder import SMALL, RepositoryBuilder
from two_versions import build, counts, third

PLAN = SMALL["content/milestones.yml"]


def inodes(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file of a version with its place on the disk and its age."""
    files = sorted(path for path in folder.glob("versions/2*/**/*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def test_what_is_there_is_not_built_again(repository: RepositoryBuilder, built: list[str]) -> None:
    """A second build makes today's pages alone, and every file of a version stays where it lies on the disk."""
    first = build(repository)
    site = first.directory
    before, places = fingerprint(site), inodes(site)
    assert (counts(first), built) == ((2, 0), ["2026-03-06", "2026-03-13"])
    assert (counts(build(repository)), len(built)) == ((2, 2), 2)
    assert (fingerprint(site), inodes(site)) == (before, places)


def test_only_the_new_version_is_built(repository: RepositoryBuilder, site: Path, built: list[str]) -> None:
    """A year of weekly versions costs no more than the last week."""
    places = inodes(site)
    del built[:]
    assert (counts(build(third(repository))), built) == ((3, 2), ["2026-03-20"])
    assert places.items() <= inodes(site).items()


def test_pages_are_those_of_today(repository: RepositoryBuilder) -> None:
    """What a build reports as pages are those at the root, the list of versions among them."""
    done = build(repository)
    pages = [p for p in done.directory.rglob("*.html") if "/versions/2" not in p.as_posix()]
    assert done.pages == len(pages)


def test_a_tree_that_is_built_elsewhere_is_the_same(repository: RepositoryBuilder, site: Path, tmp_path: Path) -> None:
    """`-d` names the folder, and nothing that lies in the default one matters."""
    build(repository, tmp_path / "elsewhere" / "site")
    assert fingerprint(tmp_path / "elsewhere/site") == fingerprint(site)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def _reword(file: Path) -> None:
    file.write_text(file.read_text().replace("The beta", "The gamma"))


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        ("versions/2026-03-06/plan/index.html", _reword),
        ("versions/2026-03-06/plan/index.html", Path.unlink),
        ("versions/2026-03-06/manifest.json", Path.unlink),
        ("versions/2026-03-13/status.json", _cut),
        ("versions/2026-03-06/about/index.html", _cut),
        ("assets/stylesheets/main*.css", _cut),
    ],
)
def test_a_damaged_file_is_built_anew(
    repository: RepositoryBuilder, site: Path, file: str, damage: Callable[[Path], None]
) -> None:
    """Whatever is wrong with a version, a build mends it, and the tree is what it was."""
    before = fingerprint(site)
    for place in sorted(site.glob(file)):
        damage(place)
    assert fingerprint(site) != before
    build(repository)
    assert fingerprint(site) == before


def test_a_damaged_version_is_the_only_one_that_is_built(
    repository: RepositoryBuilder, site: Path, built: list[str]
) -> None:
    """Those before it stay as they are."""
    _cut(site / "versions/2026-03-13/status.json")
    del built[:]
    assert (counts(build(repository)), built) == ((2, 1), ["2026-03-13"])


def test_a_manifest_of_another_revision_is_built_anew(
    repository: RepositoryBuilder, site: Path, built: list[str]
) -> None:
    """Where history was rewritten, a folder follows it: it can be built from git at any time."""
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    repository.commit({"content/updates/2026-03-13.md": update("Not so")}, on="2026-03-13")
    del built[:]
    build(repository)
    assert built == ["2026-03-13"]
    assert "Not so" in (site / "versions/2026-03-13/index.html").read_text()


def test_a_build_of_today_alone_does_not_take_versions_away(repository: RepositoryBuilder, site: Path) -> None:
    """It is told how to keep them, and they are there."""
    before = fingerprint(site)
    done = milepost(repository.path, "build", "-d", "site")
    told = "holds versions, which would be gone (keep them: build --versions; or choose another -d)"
    assert (done.returncode, told in done.stderr) == (1, True)
    assert fingerprint(site) == before


def test_a_version_that_is_gone_from_history_goes(repository: RepositoryBuilder, site: Path) -> None:
    """The folder holds what git gives, and nothing else."""
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    build(repository)
    assert sorted(path.parent.name for path in site.glob("versions/*/manifest.json")) == ["2026-03-06"]


def test_strangers_beside_the_versions_stay(repository: RepositoryBuilder, site: Path) -> None:
    """Whatever else somebody put into the folder is theirs; what would be lost stops the build."""
    (site / "CNAME").write_text("status.example.org\n")
    (site / "newest").symlink_to("versions")
    (site / "uploads").mkdir()
    before = fingerprint(site)
    build(third(repository))
    assert {"CNAME", "newest", "uploads"} <= {path.name for path in site.iterdir()}
    assert (before["CNAME"], (site / "newest").is_symlink()) == (fingerprint(site)["CNAME"], True)
    (site / "diary").mkdir()
    (site / "diary/index.html").write_text("Mine.\n")
    repository.commit({"content/diary.md": "# Diary\n"}, on="2026-03-21")
    with pytest.raises(SiteError, match=r"files that are not Milepost's where the site would go: diary/index\.html"):
        build(repository)
    assert (site / "diary/index.html").read_text() == "Mine.\n"


@pytest.mark.parametrize("link", ["diary", "diary/index.html"])
def test_a_link_in_the_way_stays(repository: RepositoryBuilder, site: Path, link: str) -> None:
    """Where somebody's link leads elsewhere no page of ours takes its place."""
    (site / link).parent.mkdir(exist_ok=True)
    (site / link).symlink_to("/nowhere")
    repository.commit({"content/diary.md": "# Diary\n"}, on="2026-03-21")
    with pytest.raises(SiteError, match=rf"files that are not Milepost's where the site would go: {link} "):
        build(repository)
    assert (site / link).is_symlink()


def test_another_generator_builds_everything_anew(
    repository: RepositoryBuilder, site: Path, built: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is built is of one make."""
    other = {**generator(), "mkdocs": "9.9.9"}
    monkeypatch.setattr("milepost.versions.receipts.manifests.generator", lambda: other)
    del built[:]
    build(repository)
    assert built == ["2026-03-06", "2026-03-13"]
    makers = [json.loads(file.read_text())["generator"] for file in site.glob("versions/**/manifest.json")]
    assert makers == [other, other, other]


def _with_a_mistake(builder: RepositoryBuilder) -> list[str]:
    """Three updates; the revision of the second had a mistake in the plan."""
    steps: list[tuple[str, dict[str, str | bytes | None]]] = [
        ("2026-03-06", {**SMALL, "content/about.md": "# About\n", "content/updates/2026-03-06.md": update("First")}),
        ("2026-03-13", {"content/milestones.yml": "- id: beta\n", "content/updates/2026-03-13.md": update("Second")}),
        ("2026-03-20", {"content/milestones.yml": PLAN, "content/updates/2026-03-20.md": update("Third")}),
        ("2026-03-27", {"content/about.md": "# Us\n", "content/updates/2026-03-27.md": update("Fourth")}),
    ]
    for day, files in steps:
        builder.commit(files, on=day)
    return builder.git("rev-list", "--reverse", "HEAD").split()


def test_a_revision_that_cannot_be_read_is_left_out(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """It is told which and why; its update is the next one's, and the chain goes on from the one before."""
    revisions = _with_a_mistake(builder)
    heard: list[tuple[str, str]] = []
    done = build(builder, tmp_path / "site", say=lambda level, said: heard.append((level, said)))
    reason = "content/milestones.yml:1:3: the key 'due' is missing (add due: …)"
    assert (counts(done), heard) == ((3, 0), [("info", f"{revisions[1][:10]} gave no version: {reason}")])
    chain = {
        file.parent.name: (json.loads(file.read_text())["previous"] or {}).get("version")
        for file in sorted((tmp_path / "site").glob("versions/*/manifest.json"))
    }
    assert chain == {"2026-03-06": None, "2026-03-20": "2026-03-06", "2026-03-27": "2026-03-20"}
    manifest = json.loads((tmp_path / "site/versions/2026-03-20/manifest.json").read_text())
    assert manifest["updates"] == ["2026-03-13", "2026-03-20"]


def test_later_builds_leave_out_what_the_first_one_did(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """Built one by one, as they come, or all at once: the same tree."""
    revisions = _with_a_mistake(builder)
    build(builder, tmp_path / "at once")
    for revision in revisions:
        builder.git("checkout", "--quiet", revision)
        if revision == revisions[1]:
            with pytest.raises(ContentError):
                build(builder, tmp_path / "one by one")
        else:
            build(builder, tmp_path / "one by one")
    assert fingerprint(tmp_path / "one by one") == fingerprint(tmp_path / "at once")
    assert counts(build(builder, tmp_path / "one by one")) == (3, 3)


OWN = {
    "content/index.md": "# All is fine\n",
    "content/README.md": "# Fine\n",
    "content/status.json": "{}",
    "content/_headers": "/*\n",
}


def test_ours_stands_where_an_old_revision_had_the_authors(repository: RepositoryBuilder) -> None:
    """Today such a file is an error; a version of a day on which it was none tells its own overview all the same."""
    repository.commit({**OWN, "content/updates/2026-03-20.md": update("With a page of our own")}, on="2026-03-20")
    with pytest.raises(ContentError, match=r"README\.md: Milepost's own page stands"):
        build(repository)
    repository.commit(dict.fromkeys(OWN), on="2026-03-21")
    site = build(repository).directory
    overview = (site / "versions/2026-03-20/index.html").read_text()
    assert ("All is fine" in overview, "With a page of our own" in overview) == (False, True)
    assert json.loads((site / "versions/2026-03-20/status.json").read_text())["milestones"]
    assert "Content-Security-Policy" in (site / "_headers").read_text()


def test_a_mark_in_a_title_turns_nothing_beside_it(repository: RepositoryBuilder) -> None:
    """An old revision may hold one: neither a page of its version nor the feed, which tells it for ever, does."""
    turned = '- {id: beta, title: "Beta \\u202Eready", due: 2026-04-15}\n'
    news = {"content/milestones.yml": turned, "content/updates/2026-03-20.md": update("Turned")}
    repository.commit(news, on="2026-03-20")
    with pytest.raises(ContentError, match="U\\+202E"):
        build(repository)
    repository.commit({"content/milestones.yml": turned.replace("\\u202E", "")}, on="2026-03-21")
    site = build(repository).directory
    read = [file.read_text() for name in ("*.html", "*.xml", "*.ics") for file in site.rglob(name)]
    assert any("Beta ready" in text for text in read)
    assert [text for text in read if "\u202e" in text] == []


def test_uncommitted_work_is_told_and_left_out(repository: RepositoryBuilder) -> None:
    """All versions are what is committed; what differs on disk is named in a warning."""
    repository.write({"content/about.md": "# Kestrel\n", "content/new.md": "# Kestrel\n"})
    heard: list[tuple[str, str]] = []
    site = build(repository, say=lambda level, said: heard.append((level, said))).directory
    reason = "is not committed as it is, so this site does not show it (commit it)"
    assert heard == [("warning", f"content/{name}: {reason}") for name in ("about.md", "new.md")]
    assert [path for path in fingerprint(site) if b"Kestrel" in (site / path).read_bytes()] == []


def test_progress_is_told(repository: RepositoryBuilder) -> None:
    """How many versions there are to build, and each that is done."""
    told: list[tuple[int, int]] = []
    build(repository, progress=lambda done, all_: told.append((done, all_)))
    build(third(repository), progress=lambda done, all_: told.append((done, all_)))
    assert told == [(0, 2), (1, 2), (2, 2), (0, 1), (1, 1)]


@pytest.mark.usefixtures("site")
def test_the_command_says_what_it_has_made(repository: RepositoryBuilder) -> None:
    """So many versions, so many of them as they were; `-q` says nothing."""
    done = milepost(repository.path, "build", "--versions")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "2 versions, 2 of them as they were.")
    quiet = milepost(repository.path, "build", "--versions", "-q")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_versions_tell_their_own_days(repository: RepositoryBuilder) -> None:
    """`--status-date` has no meaning beside `--versions`: 2 is for commands that cannot be understood."""
    done = milepost(repository.path, "build", "--versions", "--status-date", "2026-03-20")
    assert done.returncode == 2
    assert "--versions tells each day by itself: leave --status-date out" in done.stderr
