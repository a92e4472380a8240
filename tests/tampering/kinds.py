"""Kinds of tampering and of harmless change: each does one thing to a small published project."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from milepost.errors import MilepostError
from milepost.publication.into_folder import publish_folder
from milepost.publication.onto_branch import publish_branch
from milepost.publication.proof.verify import Verdict, verify
from milepost.publication.publish import Terms
from milepost.site.configuration import configured_project
from milepost.versions.published.address import site_at
from places import NOW, unheard, update
from repository_builder import SMALL, RepositoryBuilder

FIRST, TAGGED, SECOND = "2026-03-06", "2026-03-10-go", "2026-03-13"
_HOOK = """
import subprocess

def on_page_markdown(markdown, page, config, files):
    said = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=config.docs_dir, capture_output=True, text=True)
    return markdown + "\\n\\nLast change: " + said.stdout.strip() + "\\n"
"""


class Published:
    """A repository with a remote, the folder and the branch that it was published on, and the receipts of a reader."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self.repository = RepositoryBuilder(room / "project")
        self.folder = room / "public"
        self.where: str | None = str(self.folder)
        self.receipts: tuple[str, ...] = ()
        self.config = "mkdocs.yml"

    def tell(self) -> None:
        """Two updates with pages, a tag between them, and a commit after them; a hook asks git."""
        config = SMALL["mkdocs.yml"] + "hooks: [hook.py]\n"
        files = {"content/about.md": "# About\n\n![a](a.svg)\n", "content/a.svg": "a", "mkdocs.yml": config}
        first = {**SMALL, **files, "hook.py": _HOOK, "content/updates/2026-03-06.md": update("First")}
        self.repository.commit(first, on="2026-03-06")
        self.repository.commit({"README.md": "x"}, on="2026-03-10").git("tag", "status/go")
        moved = SMALL["content/milestones.yml"].replace("04-15", "05-15")
        told = {"content/updates/2026-03-13.md": update("Second"), "content/milestones.yml": moved}
        self.repository.commit(told, on="2026-03-13").git("tag", "status/signed")
        self.repository.commit({"content/new.md": "# New\n"}, on="2026-03-14")
        self.repository.git("clone", "--quiet", "--bare", str(self.repository.path), str(self.room / "hub.git"))
        self.repository.git("remote", "add", "origin", str(self.room / "hub.git"))
        self.publish()
        self.publish_branch()

    def publish(self) -> None:
        """Publish what is committed, into the folder."""
        publish_folder(self.project(), self.folder, Terms(now=NOW, progress=unheard))

    def publish_branch(self) -> None:
        """Publish what is committed, on the branch and on the remote's."""
        self.repository.git("push", "--quiet", "origin", "HEAD:main")
        publish_branch(self.project(), "gh-pages", "origin", Terms(now=NOW, progress=unheard), push=True)
        self.repository.git("fetch", "--quiet", "origin")

    def project(self) -> Any:
        """The project as it is configured."""
        return configured_project(self.repository.path / self.config)

    def verify(self) -> Verdict:
        """Verify what is published."""
        project = self.project()
        return verify(project, site_at(project.repository, self.where, "gh-pages", "origin"), self.receipts, unheard)

    def file(self, address: str) -> Path:
        """A published file."""
        (found,) = self.folder.glob(address)
        return found

    def known(self, version: str = "") -> dict[str, Any]:
        """What a manifest says."""
        found: dict[str, Any] = json.loads((self.folder / "versions" / version / "manifest.json").read_text())
        return found

    def write(self, version: str, values: object) -> None:
        """Put a manifest in the place of another."""
        text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
        (self.folder / "versions" / version / "manifest.json").write_text(text)

    def edit(self, version: str, **values: Any) -> None:
        """Change a manifest."""
        self.write(version, {**self.known(version), **values})

    def receipt(self, version: str = "") -> str:
        """The hash of a manifest."""
        return sha256((self.folder / "versions" / version / "manifest.json").read_bytes()).hexdigest()

    def cover_up(self) -> None:
        """Let every manifest agree with the files and with the manifest before, as somebody who knows how would."""
        before = {version: self.receipt(version) for version in (FIRST, TAGGED, SECOND) if self.has(version)}
        for version in before:
            self._agree(version)
            link = self.known(version)["previous"]
            if link and self.has(link["version"]):
                self.edit(version, previous={**link, "manifest": self.receipt(link["version"])})
        for page in sorted(self.folder.rglob("*")):
            if page.is_file() and page.name != "manifest.json":
                data = page.read_bytes()
                for version, receipt in before.items():
                    data = data.replace(receipt.encode(), self.receipt(version).encode())
                page.write_bytes(data)
        self._agree("")
        newest = max(version for version in before if version != TAGGED)
        self.edit("", previous={"version": newest, "manifest": self.receipt(newest)})

    def has(self, version: str) -> bool:
        """Whether a version is there."""
        return (self.folder / "versions" / version / "manifest.json").exists()

    def _agree(self, version: str) -> None:
        files = {a: self.folder / a for a in self.known(version)["files"]}
        there = {a: sha256(file.read_bytes()).hexdigest() for a, file in files.items() if file.exists()}
        self.edit(version, files=there, objects={a: o for a, o in self.known(version)["objects"].items() if a in there})


Change = Callable[[Published], None]


def _flip(address: str, it: Published) -> None:
    file = it.file(address)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.unlink()
    file.write_bytes(data)


def _delete(address: str, it: Published) -> None:
    it.file(address).unlink()


def _add(address: str, it: Published) -> None:
    (it.folder / address).parent.mkdir(parents=True, exist_ok=True)
    (it.folder / address).write_text("Forged")


def _forge(address: str, it: Published) -> None:
    file = it.file(address)
    text = file.read_text()
    file.unlink()
    file.write_text(text.replace("First", "Never said").replace("May", "June").replace("04-15", "06-15") + " ")
    it.cover_up()


def _edited(version: str, values: Callable[[dict[str, Any]], dict[str, Any]], it: Published) -> None:
    it.edit(version, **values(it.known(version)))


def _shape(version: str, values: object, it: Published) -> None:
    it.write(version, values)


def _odd(version: str, field: str, value: object, it: Published) -> None:
    it.edit(version, **{field: value})


def _odd_and_covered(version: str, field: str, value: object, it: Published) -> None:
    it.edit(version, **{field: value})
    it.cover_up()


def _raw(version: str, text: str, it: Published) -> None:
    (it.folder / "versions" / version / "manifest.json").write_text(text)


def _gone(version: str, it: Published) -> None:
    shutil.rmtree(it.folder / "versions" / version)


def _gone_and_covered(version: str, it: Published) -> None:
    shutil.rmtree(it.folder / "versions" / version)
    kept = {a: s for a, s in it.known()["files"].items() if not a.startswith(f"versions/{version}/")}
    it.edit("", files=kept)
    it.cover_up()


def _linked(address: str, it: Published) -> None:
    place, away = it.folder / address, it.room / "elsewhere"
    place.rename(away)
    place.symlink_to(away)


def _new_link(it: Published) -> None:
    (it.room / "elsewhere").mkdir()
    (it.folder / "versions/2026-04-01").symlink_to(it.room / "elsewhere")


def _packed(it: Published) -> None:
    (it.folder / "index.html.gz").write_bytes(gzip.compress(b"Forged"))


def _copied(it: Published) -> None:
    shutil.copytree(it.folder / "versions" / FIRST, it.folder / "versions/2026-03-01")


def _swapped(it: Published) -> None:
    one, other = (it.folder / "versions" / version / "index.html" for version in (FIRST, SECOND))
    texts = one.read_bytes(), other.read_bytes()
    one.unlink(), other.unlink()
    one.write_bytes(texts[1])
    other.write_bytes(texts[0])


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
    it.publish_branch()
    it.repository.git("push", "--quiet", "--force", "origin", f"{before}:gh-pages")
    it.repository.git("fetch", "--quiet", "origin")
    it.repository.git("branch", "--quiet", "-f", "gh-pages", before)
    it.where = None


def _emptied_ledger(it: Published) -> None:
    file = it.file("versions/ledger.json")
    file.unlink()
    file.write_text('{"schema": 1,\n"told": [\n\n],\n"otherwise": [\n\n]}\n')
    it.cover_up()


def _foreign_entry(it: Published) -> None:
    file = it.file("versions/ledger.json")
    text = file.read_text()
    file.unlink()
    file.write_text(text.replace('"moved"', '"reworded"', 1))
    it.cover_up()


_TEXTS = (
    "index.html", "plan/index.html", "commitments/index.html", "updates/2026-03-06/index.html", "about/index.html",
    "feed.xml", "status.json", "calendar.ics", "a.svg", "404.html", "sitemap.xml", "_headers",
    "assets/stylesheets/main.*.css", "versions/index.html", "versions/since/index.html", "versions/versions.json",
    "versions/ledger.json", f"versions/{FIRST}/index.html", f"versions/{FIRST}/status.json", f"versions/{FIRST}/a.svg",
    f"versions/{TAGGED}/index.html", f"versions/{SECOND}/plan/index.html",
)  # fmt: skip
_MISSING = ("feed.xml", "plan/index.html", "versions/ledger.json", f"versions/{FIRST}/about/index.html")
_ADDED = (
    f"versions/{FIRST}/more.html", "versions/2026-04-01/index.html", "updates/2026-04-01/index.html", "plan/old.html",
    "assets/javascripts/extra.js", "index.html.br",
)  # fmt: skip
_FORGED = (
    "index.html", "status.json", "feed.xml", f"versions/{FIRST}/index.html", f"versions/{SECOND}/plan/index.html",
    f"versions/{TAGGED}/status.json",
)  # fmt: skip
_FORGED_STATUS = {"claimed": "red", "computed": "red", "headline": "Forged"}
_ODD_FIELDS: tuple[tuple[str, object], ...] = (
    ("files", None), ("files", ["x"]), ("files", {"a" * 5000: "00"}), ("files", {"../x": "0" * 64}),
    ("generator", None), ("revision", None), ("revision", 5), ("status_date", "0026-3-2"), ("status", []),
    ("previous", {"version": "../x", "manifest": "0" * 64}), ("scripts", {"a": 1}), ("ledger", {"entries": -1}),
    ("updates", "2026"), ("more", 1), ("left_out", "theme"), ("left_out", ["plugins: milepost"]),
)  # fmt: skip


def tamperings() -> Iterator[tuple[str, str, Change]]:
    """The group, the name and the deed of each kind of tampering."""
    yield from (("a byte of a file", address, partial(_flip, address)) for address in _TEXTS)
    yield from (("a file taken away", address, partial(_delete, address)) for address in _MISSING)
    yield from (("a file slipped in", address, partial(_add, address)) for address in _ADDED)
    yield "a file slipped in", "a packed copy that says something else", _packed
    yield "a file slipped in", "a version under another day", _copied
    yield "a file slipped in", "two pages that change places", _swapped
    yield from (("a forgery with all hashes made to agree", address, partial(_forge, address)) for address in _FORGED)
    yield "a forgery with all hashes made to agree", "a ledger without entries", _emptied_ledger
    yield "a forgery with all hashes made to agree", "a ledger with another entry", _foreign_entry
    for version in (FIRST, TAGGED, SECOND):
        yield "a manifest", f"the verdict of {version}", partial(_odd, version, "status", _FORGED_STATUS)
        yield "a version withheld", f"{version} deleted", partial(_gone, version)
    yield "a manifest", "the verdict of today", partial(_odd, "", "status", _FORGED_STATUS)
    yield "a manifest", "the updates of a version", partial(_odd, SECOND, "updates", [])
    yield "a manifest", "another day", partial(_odd, FIRST, "status_date", "2026-03-05")
    yield "a manifest", "another content", partial(_odd, FIRST, "tree", "0" * 40)
    yield "a manifest", "no version before", partial(_odd, SECOND, "previous", None)
    for what in ("plugins: search", "plugins: nobodys", "theme: material"):
        yield "a manifest", f"{what} left out", partial(_odd_and_covered, SECOND, "left_out", [what])
    here = {"pytest": metadata.version("pytest")}
    yield (
        "a manifest",
        "another's package, here",
        partial(_edited, SECOND, lambda m: {"generator": {**m["generator"], **here}}),
    )
    yield "a manifest", "fewer files", partial(_edited, FIRST, lambda m: {"files": dict(list(m["files"].items())[3:])})
    yield (
        "a manifest",
        "another ledger",
        partial(_edited, FIRST, lambda m: {"ledger": {**m["ledger"], "sha256": "0" * 64}}),
    )
    yield "a version withheld", "with all hashes made to agree", partial(_gone_and_covered, SECOND)
    for field, value in _ODD_FIELDS:
        yield "a shape nobody wrote", f"{field}: {str(value)[:30]}", partial(_odd, FIRST, field, value)
    yield "a shape nobody wrote", "a list", partial(_shape, FIRST, [])
    yield "a shape nobody wrote", "no JSON", partial(_raw, SECOND, "<html>")
    yield "a shape nobody wrote", "brackets without end", partial(_raw, SECOND, "[" * 100_000)
    yield "a shape nobody wrote", "today's, empty", partial(_raw, "", "{}")
    yield from (
        ("a link", address, partial(_linked, address))
        for address in ("index.html", "plan", f"versions/{FIRST}", f"versions/{SECOND}/status.json")
    )
    yield "a link", "a new folder", _new_link
    yield "history", "rewritten", _rewritten
    yield "history", "squashed", _squashed
    yield "history", "rewritten and published anew, against a receipt", _replaced
    yield "an older state put back", "in a folder, against a receipt", _back_in_the_folder
    yield "an older state put back", "on a branch, whose remote was seen", _back_on_the_branch


def _commit(files: dict[str, str | None], day: str, it: Published) -> None:
    it.repository.commit(files, on=day)


def _published_again(files: dict[str, str | None], it: Published) -> None:
    it.repository.commit(files, on="2026-03-20")
    it.publish()


def _write(address: str, it: Published) -> None:
    (it.folder / address).parent.mkdir(parents=True, exist_ok=True)
    (it.folder / address).write_text("Theirs")


def _receipts(form: Callable[[str], str], it: Published) -> None:
    it.receipts = tuple(form(it.receipt(version)) for version in (FIRST, TAGGED, SECOND, ""))


def _tag(name: str, where: str, it: Published) -> None:
    it.repository.git("tag", "-f", name, where)


def _untag(name: str, it: Published) -> None:
    it.repository.git("tag", "-d", name)


def _renamed_config(it: Published) -> None:
    it.repository.git("mv", "mkdocs.yml", "site.yml")
    it.repository.commit({}, on="2026-03-20")
    it.config = "site.yml"


def _renamed_content(it: Published) -> None:
    it.repository.git("mv", "content", "status")
    it.repository.commit(
        {"mkdocs.yml": (it.repository.path / "mkdocs.yml").read_text().replace("content", "status")}, on="2026-03-20"
    )


def _packed_the_same(it: Published) -> None:
    (it.folder / "index.html.gz").write_bytes(gzip.compress((it.folder / "index.html").read_bytes()))


def _served_through_a_link(it: Published) -> None:
    (it.room / "current").symlink_to(it.folder)
    it.where = str(it.room / "current")


def _cloned(it: Published) -> None:
    it.repository.git("clone", "--quiet", str(it.repository.path), str(it.room / "clone"))
    it.repository = RepositoryBuilder(it.room / "clone")


def _packed_objects(it: Published) -> None:
    it.repository.git("gc", "--quiet", "--prune=now")


def _setting(name: str, value: str, it: Published) -> None:
    it.repository.git("config", name, value)


def _on_a_branch(it: Published) -> None:
    it.where = None


def _made_by_another(part: str, it: Published) -> None:
    before = {version: it.receipt(version) for version in (FIRST, TAGGED, SECOND)}
    for version in (*before, ""):
        it.edit(version, generator={**it.known(version)["generator"], part: "0.1"})
    it.cover_up()


def _older_times(it: Published) -> None:
    for file in sorted(it.folder.rglob("*")):
        os.utime(file, (0, 0))
        file.chmod(0o755)


_INTERNAL = SMALL["content/milestones.yml"].replace("04-15", "05-15") + "  visibility: internal\n"


def harmless() -> Iterator[tuple[str, str, Change]]:
    """The group, the name and the deed of each harmless change."""
    for field in ("milepost", "mkdocs", "mkdocs-material", "jinja2", "a-package-of-others"):
        yield "made with another version (told as unproven)", field, partial(_made_by_another, field)
    yield "configuration", "mkdocs.yml renamed", _renamed_config
    yield "configuration", "the content folder renamed", _renamed_content
    yield "configuration", "a hook that asks git", lambda it: None
    yield "tags", "an alias deleted", partial(_untag, "status/signed")
    yield "tags", "the tag of a version deleted", partial(_untag, "status/go")
    yield "tags", "set late", partial(_tag, "status/late", "HEAD~2")
    yield "tags", "an alias set late", partial(_tag, "status/late", "HEAD~1")
    yield "receipts", "in capitals", partial(_receipts, str.upper)
    yield "receipts", "in groups", partial(_receipts, lambda sha: f"sha256:{sha[:32]} {sha[32:]} ")
    for address in (
        "CNAME",
        ".well-known/security.txt",
        "google123.html",
        "versions/.DS_Store",
        "other-site/index.html",
    ):
        yield "a host's own files", address, partial(_write, address)
    yield "a host's own files", "a packed copy", _packed_the_same
    yield "a host's own files", "served through a link", _served_through_a_link
    yield "a host's own files", "other times and modes", _older_times
    yield (
        "work that goes on",
        "an update not yet published",
        partial(_commit, {"content/updates/2026-03-20.md": update("Third")}, "2026-03-20"),
    )
    yield "work that goes on", "a page deleted", partial(_commit, {"content/about.md": None}, "2026-03-20")
    yield (
        "work that goes on",
        "a mistake committed",
        partial(_commit, {"content/milestones.yml": "- id: [\n"}, "2026-03-20"),
    )
    yield "work that goes on", "uncommitted work", lambda it: it.repository.write({"content/about.md": "# Other\n"})
    yield "work that goes on", "published again", partial(_published_again, {"content/about.md": "# Other\n"})
    yield (
        "work that goes on",
        "made internal, published again",
        partial(_published_again, {"content/milestones.yml": _INTERNAL}),
    )
    yield "the clone", "another one", _cloned
    yield "the clone", "its objects packed", _packed_objects
    yield "the clone", "settings of git", partial(_setting, "log.showSignature", "true")
    yield "the clone", "on the branch", _on_a_branch


def outcome(original: Published, room: Path, change: Change) -> str:
    """`differs`, `unproven`, `well` or `stopped`: what verify says of a changed copy."""
    for part in ("project", "public", "hub.git"):
        shutil.copytree(original.room / part, room / part, symlinks=True)
    it = Published(room)
    it.repository.git("remote", "set-url", "origin", str(room / "hub.git"))
    change(it)
    try:
        verdict = it.verify()
    except MilepostError as error:
        return f"stopped: {error}"
    told = verdict.wrong or verdict.unproven
    return (
        f"{'differs' if verdict.wrong else 'unproven' if verdict.unproven else 'well'}{f': {told[0]}' if told else ''}"
    )
