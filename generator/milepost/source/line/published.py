"""What is published, as far as this clone knows, and which branches go on from it."""

from __future__ import annotations

import json
from collections.abc import Collection

from milepost.git.repository import Repository
from milepost.model.places import TODAY

_USUAL = "gh-pages"


def is_told(repository: Repository, branch: str) -> bool:
    """Whether the site on a branch of this clone tells the newest revision."""
    name = f"heads/{branch}"
    if name not in repository.branches():
        return False
    return _revision_in(repository.read_paths([(name, TODAY)])[name, TODAY]) == repository.sha("HEAD")


def published_revision(repository: Repository) -> str | None:
    """The revision of what is published, as far as this clone knows: on the usual branch, else on any."""
    branches = [name for name in repository.branches() if not name.endswith("/HEAD")]
    usual = [name for name in branches if name.rpartition("/")[2] == _USUAL]
    texts = repository.read_paths((name, TODAY) for name in usual or branches)
    revisions = []
    for text in texts.values():
        revisions += [sha for sha in (_revision_in(text),) if sha]
    known = [sha for sha in revisions if repository.knows(sha)]
    return _newest(repository, known)


def _revision_in(manifest: bytes | None) -> str | None:
    """The revision that a manifest names; one that nobody wrote is for `verify` to tell."""
    try:
        revision = json.loads(manifest or b"{}").get("revision")
    except (ValueError, AttributeError):
        return None
    return revision if isinstance(revision, str) else None


def _newest(repository: Repository, shas: Collection[str]) -> str | None:
    return next((sha for sha in shas if all(repository.is_ancestor(other, sha) for other in shas)), None)


def has_its_own_branch(repository: Repository, published: str) -> bool:
    """Whether another branch goes on from what was published, so that this one need not: it is at its side."""
    here = repository.branch_here()
    others = (name for name in repository.branches(with_commit=published) if not is_named(name, here))
    return any(published in repository.first_parents(name) for name in others)


def is_named(branch: str, here: str | None) -> bool:
    """Whether a branch is the one that is checked out, here or on a remote."""
    return here is not None and (branch == f"heads/{here}" or branch.split("/", 2)[2:] == [here])
