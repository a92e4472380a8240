"""Harmless changes: what somebody does in good faith, and nobody may be accused of."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator
from functools import partial

from places import update
from published import FIRST, SECOND, TAGGED, Published
from repository_builder import SMALL, RepositoryBuilder
from tampering.project import Kind


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


def _together(then: str, it: Published) -> None:
    """Two tags on one commit, published; then one of them is gone, or stands elsewhere, and all is published again."""
    for name in ("status/2", "status/alpha"):
        _tag(name, "HEAD~2", it)
    it.publish()
    it.repository.git("tag", *then.split())
    it.publish()


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


def harmless() -> Iterator[Kind]:
    """Every kind."""
    for field in ("milepost", "mkdocs", "mkdocs-material", "jinja2", "a-package-of-others"):
        yield "made with another version (told as unproven)", field, partial(_made_by_another, field)
    yield "configuration", "mkdocs.yml renamed", _renamed_config
    yield "configuration", "the content folder renamed", _renamed_content
    yield "configuration", "a hook that asks git", lambda it: None
    yield "tags", "an alias deleted", partial(_untag, "status/signed")
    yield "tags", "the tag of a version deleted", partial(_untag, "status/go")
    yield "tags", "set late", partial(_tag, "status/late", "HEAD~2")
    yield "tags", "an alias set late", partial(_tag, "status/late", "HEAD~1")
    yield "tags", "two on one commit", partial(_together, "--list")
    yield "tags", "one of two on one commit deleted", partial(_together, "--delete status/alpha")
    yield "tags", "moved", partial(_together, "--force status/alpha HEAD~3")
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
