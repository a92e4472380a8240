"""The author's own files, as git has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from milepost.git.repository import Repository


def authors_files(
    repository: Repository, blobs: Mapping[str, str | None], is_wanted: Callable[[str], bool]
) -> dict[str, bytes]:
    """The bytes of the author's own pages and pictures by path, as MkDocs would find them: an index hides a README."""
    wanted = {path: blob for path, blob in blobs.items() if blob and is_wanted(path)}
    hidden = {
        path for path in wanted if path.endswith("README.md") and f"{path.removesuffix('README.md')}index.md" in wanted
    }
    data = dict(repository.read_blobs(sorted(set(wanted.values()))))
    return {path: data[blob] for path, blob in wanted.items() if path not in hidden}
