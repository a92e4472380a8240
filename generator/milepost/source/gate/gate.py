"""The gate for files: of all the files of a revision, those that everybody may see, and what is said of the others."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from milepost.errors import Location, Problem, Severity
from milepost.model.gate import Gate
from milepost.model.items import Item
from milepost.model.places import is_ours
from milepost.model.registers import REGISTERS, Form
from milepost.source.files.readings import Sources
from milepost.source.files.roles import (
    Role,
    empty_pages,
    home_of_update,
    is_hidden,
    is_utf_8,
    role_of,
    symbolic_link,
    unnameable,
)
from milepost.source.gate.shown import shown_inside_alone

INSIDE = "internal/"
"""The folder in which everything is internal, whatever it is and whatever builds the site."""
# What holds data or Markdown, under whatever name: notes.MD, milestones.yml.bak, "risks.yaml (old)", plan.md~.
_SOURCE = re.compile(r"\.(?:ya?ml|mdx?|markdown|mdown|mkdn?|mdwn|mdtxt|mdtext|[rq]md)(?![a-z0-9])", re.IGNORECASE)
_LEFTOVER = re.compile(r"(?:~|\.(?:bak|backup|old|orig|rej|save|sw[a-p]|tmp|temp))$", re.IGNORECASE)
_MARKDOWN = re.compile(r"\.(?:md|markdown|mdown|mkdn?)$", re.IGNORECASE)

RECORDS = (
    *(f"{register.name}/" for register in REGISTERS if register.form in {Form.PAGES, Form.DATED_PAGES}),
    *(f"{register.name}.md" for register in REGISTERS if register.form is Form.PAGE),
)
"""The folders and files whose Markdown is read as records; a page there would be one that nobody reads."""


def gate_of(files: Mapping[str, bytes | None], sources: Sources) -> Gate:
    """What of these files may go out, in the light of what they say."""
    empty = empty_pages(files)
    pages = {p.page.path for p in sources.pages if p.page.is_public and not _stays(p.page.path, empty)}
    records = {s.item.path for s in sources.items if not isinstance(s.item, Item) and s.item.is_public}
    copied = {
        path for path, data in files.items() if data is not None and _is_copied(path) and not is_ours(path, empty)
    }
    inside = {path for path in files if is_inside(path)}
    hidden = inside | shown_inside_alone(copied - inside, sources)
    internal = hidden | {page.page.path for page in sources.pages if not page.page.is_public}
    internal |= {s.document.path.removeprefix(sources.prefix) for s in sources.items if not s.item.is_public}
    sets = (pages, records, copied - hidden, files.keys() - pages - records - (copied - hidden), internal)
    return Gate(*map(frozenset, sets))


def _stays(page: str, empty: Collection[str]) -> bool:
    """Whether a page is a record, or would take the place of one of ours, as an old revision's may."""
    return page.startswith(RECORDS) or is_ours(page, empty) or not is_utf_8(page)


def is_inside(path: str) -> bool:
    """Whether a file lies in the folder for what is internal."""
    return path.casefold().startswith(INSIDE)


def _is_copied(path: str) -> bool:
    """Whether a file is a picture, a download, a stylesheet: nothing of ours, and nothing hidden."""
    name = unicodedata.normalize("NFKC", posixpath.basename(path))
    return is_utf_8(path) and not (is_hidden(path) or _SOURCE.search(name) or _LEFTOVER.search(name))


def left_at_home(files: Mapping[str, bytes | None], sources: Sources, gate: Gate) -> Iterator[Problem]:
    """A word on files that an author may think are published, and are not."""
    for path in sorted(files):
        where, role = Location(sources.prefix + path), role_of(path)
        if is_hidden(path) or role is not Role.OTHER or is_inside(path):
            continue
        if home_of_update(path, files[path]):
            continue
        name = unicodedata.normalize("NFKC", posixpath.basename(path))
        if not is_utf_8(path):
            yield unnameable(where, Severity.WARNING)
        elif files[path] is None:
            link = symbolic_link(where)
            yield Problem(where, f"{link.message}, so it is not published", link.hint, Severity.WARNING)
        elif path in gate.internal:
            message = "only internal pages show this, so it is not published"
            yield Problem(where, message, "show it on a public page, too, if everybody may see it", Severity.WARNING)
        elif _MARKDOWN.search(name):
            hint = f"rename it to {_MARKDOWN.sub('.md', name)}"
            yield Problem(where, "pages end in .md, so this one is not published", hint, Severity.WARNING)
        elif _LEFTOVER.search(name) or (_SOURCE.search(name) and not name.casefold().endswith((".yml", ".yaml"))):
            message = "looks like a copy of a source, so it is not published"
            yield Problem(where, message, "delete it, or give it another name", Severity.WARNING)
