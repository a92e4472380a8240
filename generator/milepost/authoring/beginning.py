"""Beginning: the files of a new project, none of which takes the place of one that is there."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.authoring.edits.files import Draft
from milepost.authoring.edits.scalars import written
from milepost.authoring.schemas import schemas
from milepost.frozen import dataclass

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

HOSTS = ("github", "gitlab", "netlify", "cloudflare", "none")
"""Where a site can be put by the workflows that we write."""
_IGNORED = ("/site/", "/public/", "/.venv/")
_ELSEWHERE = "# Where milepost comes from: it is on no index. The address of its repository, or the path of a wheel:"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new project is called, and where it is: `folder` is its place in the repository, `.` at the root."""

    name: str
    client: str
    vendor: str
    language: str
    timezone: str
    host: str
    branch: str
    folder: str

    def filled(self, text: str) -> str:
        """A template with what is known put in, each as YAML, a shell or a string in quotes reads it again."""
        words = {"name": self.name, "client": self.client, "vendor": self.vendor, "folder": self.folder}
        marks = {mark: written(word) for mark, word in words.items()} | {
            "language": self.language,
            "timezone": self.timezone,
            "branch": written(self.branch, in_flow=True),
            "folder-in-shell": shlex.quote(self.folder),
            "folder-in-quotes": json.dumps(self.folder, ensure_ascii=False),
        }
        for mark, value in marks.items():
            text = text.replace(f"@{mark}@", value)
        return text


def project_files(beginning: Beginning, place: Path, root: Path) -> dict[Path, str]:
    """Every file of a new project by its path: the content and its settings at a place, workflows at the root."""
    templates = files("milepost.authoring") / "new_project"
    content = place / "content"
    found = {content / file.name: file for file in (templates / beginning.language).iterdir()}
    found |= {
        place / "mkdocs.yml": templates / "mkdocs.yml",
        place / ".vscode/settings.json": templates / "settings.json",
    }
    texts = {path: beginning.filled(file.read_text(encoding="utf-8")) for path, file in sorted(found.items())}
    texts |= {content / ".schemas" / name: text for name, text in sorted(schemas().items())}
    texts[place / "requirements.txt"] = _requirements()
    if beginning.host != "none":
        texts |= dict(_workflows(beginning, templates / beginning.host, place, root))
    return texts


def drafts(texts: Mapping[Path, str], place: Path) -> tuple[list[Draft], list[Path]]:
    """What is to be written below a place and its root, and what is there already and stays as it is."""
    new = [Draft(path, None, text.encode()) for path, text in texts.items() if not path.exists()]
    ignored = _ignoring(place / ".gitignore")
    return [*new, *([ignored] if ignored else [])], sorted(path for path in texts if path.exists())


def _workflows(beginning: Beginning, folder: Traversable, place: Path, root: Path) -> Iterator[tuple[Path, str]]:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        home = {
            "github": root / ".github/workflows" / file.name,
            "gitlab": root / f".{file.name}",
            "netlify": root / file.name,
            "cloudflare": place / file.name,
        }[beginning.host]
        yield home, beginning.filled(file.read_text(encoding="utf-8"))


def _ignoring(file: Path) -> Draft | None:
    """The file with the lines in it that keep what is built out of git; None where they are there."""
    old = file.read_bytes() if file.exists() else None
    text = (old or b"").decode(errors="surrogateescape")
    missing = [line for line in _IGNORED if line not in text.split()]
    if not missing:
        return None
    text += "\n" if text and not text.endswith("\n") else ""
    return Draft(file, old, (text + "".join(f"{line}\n" for line in missing)).encode(errors="surrogateescape"))


def _requirements() -> str:
    """Where this Milepost came from, as pip writes it down (PEP 610), so that others install the same."""
    try:
        told = json.loads(distribution("milepost").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        told = {}
    source, url = told.get("vcs_info", {}), told.get("url", "")
    if source:
        return f"milepost[charts] @ {source['vcs']}+{url}@{source['commit_id']}\n"
    if url.startswith("http"):
        return f"milepost[charts] @ {url}\n"
    return f"{_ELSEWHERE}\n# milepost[charts] @ git+https://…/milepost.git\n"
