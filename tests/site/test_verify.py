"""Verifying: what is published is what git gives, or each thing that is not is named."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import metadata
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any, NoReturn
from urllib.error import HTTPError

import pytest
from click.testing import CliRunner

import installed
from installed import FULL_DISK
from milepost.cli import cli
from milepost.errors import RepositoryError, SiteError
from milepost.publication.into_folder import publish_folder
from milepost.publication.onto_branch import publish_branch
from milepost.publication.proof.verify import Verdict, verify
from milepost.publication.publish import Terms
from milepost.site.configuration import configured_project
from milepost.site.extensions import packages
from milepost.versions.published.address import site_at
from milepost.versions.receipts.manifests import generator, made_by
from places import NOW, unheard, update
from repository_builder import SMALL, RepositoryBuilder

FIRST, TAGGED, SECOND = "2026-03-06", "2026-03-10-go", "2026-03-13"


class Published:
    """A repository and the folder that it was published into."""

    def __init__(self, room: Path) -> None:
        self.repository = RepositoryBuilder(room / "project")
        self.folder = room / "public"

    def tell(self) -> None:
        """An update with a page, a tag, another update, and a commit after it."""
        files = {"content/about.md": "# About\n\n![a](a.svg)\n", "content/a.svg": "a"}
        self.repository.commit({**SMALL, **files, "content/updates/2026-03-06.md": update("First")}, on="2026-03-06")
        self.repository.commit({"README.md": "x"}, on="2026-03-10").git("tag", "status/go")
        self.repository.commit({"content/updates/2026-03-13.md": update("Second")}, on="2026-03-13")
        self.repository.commit({"content/new.md": "# New\n"}, on="2026-03-14")

    def publish(self) -> None:
        """Publish what is committed."""
        project = configured_project(self.repository.path / "mkdocs.yml")
        publish_folder(project, self.folder, Terms(now=NOW, progress=unheard))

    def verify(self, where: str | None = "", *, receipts: tuple[str, ...] = ()) -> Verdict:
        """Verify the folder, or what is somewhere else."""
        project = configured_project(self.repository.path / "mkdocs.yml")
        place = str(self.folder) if where == "" else where
        return verify(project, site_at(project.repository, place, "gh-pages", "origin"), receipts, unheard)

    def manifest(self, version: str = "") -> Path:
        """The manifest of a version, or of today's site."""
        return self.folder / "versions" / version / "manifest.json"

    def receipt(self, version: str = "") -> str:
        """Its sha256."""
        return sha256(self.manifest(version).read_bytes()).hexdigest()

    def edit(self, version: str, **values: Any) -> None:
        """Change a manifest."""
        known = json.loads(self.manifest(version).read_text())
        text = json.dumps({**known, **values}, ensure_ascii=False, indent=1) + "\n"
        self.manifest(version).write_text(text)

    def known(self, version: str = "") -> dict[str, Any]:
        """What a manifest says."""
        found: dict[str, Any] = json.loads(self.manifest(version).read_text())
        return found

    def cover_up(self, before: dict[str, str]) -> None:
        """Let everything agree with the manifests as they are now: the chain, the feed, the list, today's manifest."""
        for version in (TAGGED, SECOND):
            self.edit(version, previous={"version": FIRST, "manifest": self.receipt(FIRST)})
        for page in sorted(self.folder.rglob("*")):
            if page.is_file() and page.name != "manifest.json":
                data = page.read_bytes()
                for version, receipt in before.items():
                    data = data.replace(receipt.encode(), self.receipt(version).encode())
                page.write_bytes(data)
        hashes = {a: sha256((self.folder / a).read_bytes()).hexdigest() for a in self.known()["files"]}
        self.edit("", files=hashes, previous={"version": SECOND, "manifest": self.receipt(SECOND)})


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """What was published; read it, do not change it."""
    found = Published(tmp_path_factory.mktemp("published"))
    found.tell()
    found.publish()
    return found


@pytest.fixture
def published(original: Published, tmp_path: Path) -> Published:
    """A copy of it, to be changed."""
    shutil.copytree(original.repository.path, tmp_path / "project")
    shutil.copytree(original.folder, tmp_path / "public")
    return Published(tmp_path)


@pytest.fixture
def site(published: Published) -> Iterator[str]:
    """The address at which it is served."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, the base class calls it so
            pass

    yield from served(partial(Quiet, directory=str(published.folder)))


def served(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server that runs until it is not needed any more."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def milepost(published: Published, *arguments: str) -> tuple[int, list[str]]:
    """Run a command for a project: how it ends, and the lines that it prints."""
    name, *others = arguments
    config = str(published.repository.path / "mkdocs.yml")
    done = CliRunner().invoke(cli, [name, "-f", config, *others])
    return done.exit_code, done.output.splitlines()


# What is as it should be.


def test_what_was_published_is_what_git_gives(original: Published) -> None:
    """No difference, nothing unproven, and everything looked at."""
    verdict = original.verify()
    files = {file.relative_to(original.folder).as_posix() for file in original.folder.rglob("*") if file.is_file()}
    manifests = {a for a in files if a.startswith("versions/") and a.endswith("manifest.json")}
    assert verdict == Verdict((), (), 3, len(files - manifests - {".nojekyll"}))


def test_a_branch_is_what_git_gives(published: Published) -> None:
    """The same holds for a branch, with files of somebody else's on it."""
    project = configured_project(published.repository.path / "mkdocs.yml")
    publish_branch(project, "gh-pages", "origin", Terms(now=NOW, progress=unheard), push=False)
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


# What is not.


@pytest.mark.parametrize(
    "address",
    [
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
    ],
)
def test_a_changed_byte_is_found(published: Published, address: str) -> None:
    """The file is named, and no other."""
    file = published.folder / address
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert published.verify().wrong == (f"{address}: is not what its manifest says",)


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


@pytest.mark.parametrize("address", ["plan/index.html", "versions/2026-03-06/about/index.html", "feed.xml"])
def test_a_missing_file_is_found(published: Published, site: str, address: str) -> None:
    """In a folder and on a server."""
    (published.folder / address).unlink()
    told = (f"{address}: is missing",)
    assert (published.verify().wrong, published.verify(site).wrong) == (told, told)


def test_a_file_that_nobody_vouches_for_is_found(published: Published) -> None:
    """Nobody can slip a page in among the versions."""
    (published.folder / "versions/2026-03-06/more.html").write_text("Forged")
    assert published.verify().wrong == ("versions/2026-03-06/more.html: nobody vouches for it",)


def revision(published: Published, back: int) -> str:
    """The short id of a commit."""
    return published.repository.git("rev-parse", f"HEAD~{back}")[:10]


def test_a_version_that_is_gone_is_found(published: Published) -> None:
    """By those that rest on it, by git, and by the files that others lead to."""
    first, tagged, second = (revision(published, back) for back in (3, 2, 1))
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
    before = {version: published.receipt(version) for version in (FIRST, TAGGED, SECOND)}
    page = published.folder / "versions/2026-03-06/plan/index.html"
    page.write_text(page.read_text().replace("15 Apr", "1 Apr"))
    address = page.relative_to(published.folder).as_posix()
    files = published.known(FIRST)["files"] | {address: sha256(page.read_bytes()).hexdigest()}
    published.edit(FIRST, files=files)
    published.cover_up(before)
    wrong = published.verify().wrong
    assert wrong[0] == f"{address}: is not what git gives"
    assert "feed.xml: is not what git gives" in wrong
    assert [finding for finding in wrong if "git gives" not in finding] == []


def test_a_forged_headline_that_covers_all_its_traces(published: Published) -> None:
    """No page of the version changed, but its receipt did: neither the manifest nor the feed is what git gives."""
    before = {version: published.receipt(version) for version in (FIRST, TAGGED, SECOND)}
    published.edit(FIRST, status={"claimed": "red", "computed": "red", "headline": "Forged"})
    published.cover_up(before)
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
    second, last = revision(published, 1), revision(published, 0)
    published.repository.git("reset", "--quiet", "--hard", "HEAD~2")
    published.repository.commit({"content/updates/2026-03-13.md": update("Never said")}, on="2026-03-13")
    assert published.verify().wrong == (
        f"{SECOND}: history was rewritten: {second} is not on this branch",
        f"today's site: history was rewritten: {last} is not on this branch",
    )


def test_a_manifest_of_another_revision(published: Published) -> None:
    """A version that says it was made from another commit is found by what that commit holds."""
    published.edit(FIRST, revision=published.repository.git("rev-parse", "HEAD~2"))
    told = f"{FIRST}: its manifest names another content of {revision(published, 2)} than git has"
    assert told in published.verify().wrong


# What cannot be told.


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> dict[str, str | None]:
    """Be another Milepost than the one that published."""
    made = {**generator(), "milepost": "9.9.9+0123456789ab", "mkdocs": None}
    monkeypatch.setattr("milepost.versions.receipts.manifests.generator", lambda: made)
    return made


def made_with(name: str) -> str:
    """What is said of what another generator made."""
    theirs = generator()
    told = f"milepost {theirs['milepost']}, mkdocs {theirs['mkdocs']}"
    return f"{name}: was made with {told}; with that installed it can be built again"


def test_what_another_generator_made_is_unproven(published: Published, other: dict[str, str | None]) -> None:
    """It is said with what it was made; its files are what its manifests say, and its chain holds."""
    verdict = published.verify()
    assert (verdict.wrong, verdict.unproven) == (
        (),
        tuple(made_with(name) for name in (FIRST, TAGGED, SECOND, "today's site")),
    )


def test_what_another_generator_made_has_receipts_all_the_same(
    published: Published, other: dict[str, str | None]
) -> None:
    """A changed file, a broken chain and an unknown receipt are found without building anything."""
    (published.folder / "versions/2026-03-06/index.html").write_text("Forged")
    published.edit(SECOND, updates=[])
    wrong = published.verify(receipts=("0" * 64,)).wrong
    assert sorted(wrong) == sorted(
        (
            f"{SECOND}: the chain is broken: today's site rests on another manifest of it",
            f"{'0' * 64}: no manifest that is published has this hash",
            "versions/2026-03-06/index.html: is not what its manifest says",
        )
    )


def test_what_two_generators_made_is_verified_as_far_as_it_can_be(
    published: Published, other: dict[str, str | None]
) -> None:
    """The new versions are built again, the old ones are taken as they are."""
    published.repository.commit({"content/updates/2026-03-20.md": update("Third")}, on="2026-03-20")
    published.publish()
    verdict = published.verify()
    assert (verdict.wrong, verdict.unproven) == ((), tuple(made_with(name) for name in (FIRST, TAGGED, SECOND)))


def test_what_the_package_of_somebody_else_made_in_another_version_is_unproven(published: Published) -> None:
    """Its version stands in the manifest; upgraded, or gone, it accuses nobody."""
    before = {name: published.receipt(name) for name in (TAGGED, SECOND)}
    made = made_by({"pytest": "0.1", "mkdocs": "0.1"})
    published.edit(TAGGED, generator={**generator(), "kestrel": "1.0"})
    published.edit(SECOND, generator=made)
    published.cover_up(before)
    verdict = published.verify()
    told = "was made with {}; with that installed it can be built again"
    wanted = (f"{TAGGED}: {told.format('kestrel 1.0')}", f"{SECOND}: {told.format('pytest 0.1')}")
    assert (made["mkdocs"], verdict.wrong, verdict.unproven) == (generator()["mkdocs"], (), wanted)


def test_a_package_that_is_claimed_and_is_here_hides_nothing(published: Published) -> None:
    """It had no hand in what git gives: whoever names it, in its version or in none, alters the manifest."""
    before = {name: published.receipt(name) for name in (TAGGED, SECOND)}
    published.edit(TAGGED, generator={**generator(), "kestrel": None})
    published.edit(SECOND, generator={**generator(), "pytest": metadata.version("pytest")})
    published.cover_up(before)
    verdict = published.verify()
    assert {f"versions/{name}/manifest.json: is not what git gives" for name in (TAGGED, SECOND)} <= {*verdict.wrong}
    assert verdict.unproven == ()


def test_the_packages_of_others_are_known_by_what_a_configuration_brings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plugins, extensions and themes, by the package that their module is of; ours and MkDocs' own are named anyway."""
    entry = metadata.EntryPoint("gfm", "pytest:Gone", "markdown.extensions")
    known = metadata.entry_points
    monkeypatch.setattr(packages.metadata, "entry_points", lambda group: (*known(group=group), entry))

    def named(*extensions: object, theme: str | None = "material", **plugins: object) -> Mapping[str, str]:
        theirs = SimpleNamespace(plugins=plugins, theme=SimpleNamespace(name=theme), markdown_extensions=extensions)
        return packages.packages_of(theirs)  # type: ignore[arg-type]  # all of a configuration that matters here

    ours = {"pytest": metadata.version("pytest")}
    click = {"click": metadata.version("click")}
    assert named("toc", "pymdownx.superfences", "admonition", theme=None) == {}
    assert (named("gfm"), named("pytest:Gone"), named(theme="pytest")) == (ours, ours, ours)
    assert (named(CliRunner()), named(hook=CliRunner())) == (click, click)


def test_todays_site_that_cannot_be_built_here_is_unproven(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could be when it was published: what is missing here accuses nobody."""

    def lacking(*arguments: object, **options: object) -> NoReturn:
        raise SiteError('The "kestrel" plugin is not installed')

    monkeypatch.setattr("milepost.versions.newest.make", lacking)
    verdict = published.verify()
    told = 'nothing more could be compared: The "kestrel" plugin is not installed'
    assert (verdict.wrong, verdict.unproven) == ((), (told,))


def test_an_older_checkout_is_no_rewritten_history(published: Published) -> None:
    """Whoever has not pulled is told to."""
    last = revision(published, 0)
    published.repository.git("checkout", "--quiet", "HEAD~1")
    with pytest.raises(RepositoryError) as caught:
        published.verify()
    told = f"this checkout is older than what is published: today's site ({last})"
    assert str(caught.value) == f"{told} (git switch to the newest state of the branch, or git pull)"


def test_a_clone_that_lacks_the_commits(published: Published) -> None:
    """It cannot tell whether history was rewritten, and says so."""
    last = revision(published, 0)
    elsewhere = Published(published.folder.parent / "elsewhere")
    elsewhere.repository.commit(SMALL)
    with pytest.raises(
        RepositoryError, match=rf"^published from commits that are not in this clone: .*\({last}\) \(git f"
    ):
        elsewhere.verify(str(published.folder))


def test_where_nothing_is_published(published: Published, site: str, tmp_path: Path) -> None:
    """No manifest, no site, no folder, no server: each is told as what it is."""
    (tmp_path / "empty").mkdir()
    hint = "(milepost publish puts it on a branch; or name the address or folder where it is)"
    told = f"has no versions/manifest.json, so nothing of Milepost's is published there {hint}"
    places = {
        str(tmp_path / "empty"): f"{tmp_path}/empty: {told}",
        f"{site}/nowhere": f"{site}/nowhere/: {told}",
        str(tmp_path / "nowhere"): f"{tmp_path}/nowhere: is neither a folder nor an address (http:// or https://)",
        "ftp://example.org": "ftp://example.org: is neither a folder nor an address (http:// or https://)",
    }
    said = {}
    for place in places:
        with pytest.raises(SiteError) as caught:
            published.verify(place)
        said[place] = str(caught.value)
    assert said == places
    with pytest.raises(SiteError, match=f"^gh-pages: {re.escape(told)}$"):
        published.verify(None)


def test_a_server_that_is_not_there(published: Published) -> None:
    """Its address is named, and the reason."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        port = server.server_port
    with pytest.raises(
        SiteError, match=rf"^http://127.0.0.1:{port}/versions/manifest.json: cannot be reached: .*refused"
    ):
        published.verify(f"http://127.0.0.1:{port}")


def test_a_server_that_fails(published: Published) -> None:
    """That it answers with an error says nothing of what is published, and is told."""

    class Failing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(503)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, the base class calls it so
            pass

    for address in served(Failing):
        with pytest.raises(SiteError) as caught:
            published.verify(address)
        cause = caught.value.__cause__
        assert isinstance(cause, HTTPError)
        cause.close()
        told = "the server answers 503 Service Unavailable"
        assert str(caught.value) == f"{address}/versions/manifest.json: {told}"


def test_a_manifest_that_is_none(published: Published) -> None:
    """It is named with its place, as a difference: nobody of ours wrote it."""
    published.manifest(FIRST).write_text("{}")
    (told,) = published.verify().wrong
    assert re.search(r"/versions/2026-03-06/manifest\.json: is no manifest of Milepost's", told)


# The command.


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
    before = {version: published.receipt(version) for version in (FIRST, TAGGED, SECOND)}
    for version in (FIRST, TAGGED, SECOND, ""):
        published.edit(version, generator=made)
    published.cover_up(before)
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
