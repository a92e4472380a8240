"""Taken names: files of the author's that would stand where ours stand, or where another of theirs does."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from milepost.errors import Location, Problem, Severity
from milepost.model.items import Item
from milepost.model.places import (
    ABOUT_PAGE,
    FOLDERS,
    GLOSSARY_PAGE,
    VERSIONS,
    address_of,
    folded,
    is_reserved,
    page_at,
    source_uri,
)
from milepost.model.registers import REGISTERS, Form, Register, register_of
from milepost.model.texts.invisible import turning_mark
from milepost.source.files.items import Sourced
from milepost.source.files.readings import Sources
from milepost.source.files.roles import Role, empty_pages, is_hidden, role_of

_INSTEAD = {
    "index.md": "call it welcome.md; what the overview says comes from project.yml and the updates",
    ABOUT_PAGE: "call it otherwise, such as how-to-read.md; what ours says comes from project.yml",
} | {
    register.page: f"call it otherwise; what it says comes from {register.files[0]}"
    for register in REGISTERS
    if register.is_list
}


def taken_names(sources: Sources) -> Iterator[Problem]:
    """Names that cannot be: taken by the site itself, alike but for their case, or turning the text around them."""
    paths = sorted(path for path in sources.paths if not is_hidden(path))
    yield from _ours(paths, sources)
    yield from _in_files(paths, sources.prefix)
    yield from _alike(paths, sources.prefix)
    yield from _ids_taken(sources)
    yield from _ids_alike(sources)
    for path in paths:
        if mark := turning_mark(path):
            message = f"the name holds U+{ord(mark):04X}, which turns the direction of the text around it"
            yield Problem(Location(sources.prefix + path), message, "rename the file")


def _ours(paths: list[str], sources: Sources) -> Iterator[Problem]:
    empty = empty_pages(sources.paths)
    items = {folded(address_of(source_uri(s.item.kind, s.item.id))) for s in sources.items if _has_page(s)}
    for path in paths:
        where, name, page = Location(sources.prefix + path), folded(path), page_at(path)
        if folded(address_of(path)) in items:
            hint = "call it otherwise; what that page says comes from the item"
            yield Problem(where, "an item has its own page at this address, so yours cannot stand there", hint)
        if page == GLOSSARY_PAGE:
            if sources.glossary:
                hint = "that is so on purpose; else rename it, or take glossary.yml away"
                yield Problem(where, "this page stands in the place of the glossary", hint, Severity.WARNING)
        elif page == ABOUT_PAGE and not (sources.charter and sources.charter.tells_about):
            continue  # There is none of ours.
        elif page and page not in empty and not _is_ours_alone(path):
            called = "overview" if page == "index.md" else page.removesuffix(".md").removesuffix("/index")
            hint = _INSTEAD.get(page, "call it otherwise, and link to it from an update or from mkdocs.yml")
            yield Problem(where, f"Milepost's own page stands at this address ({called}), so yours cannot", hint)
        elif is_reserved(name):
            yield Problem(where, "Milepost writes a file of this name itself, so yours cannot stand there", "rename it")
        elif folder := next((folder for folder in FOLDERS if name.startswith(folder)), None):
            kept = "for what is published" if folder.startswith(VERSIONS) else "for the theme"
            yield Problem(where, f"the folder {folder} is kept {kept}", "move the file to another folder")


def _in_files(paths: list[str], prefix: str) -> Iterator[Problem]:
    """Files for which there would be no folder, for a file has its name."""
    files = {folded(address_of(path)) for path in paths}
    for path in paths:
        for folder in map(str, PurePosixPath(address_of(path)).parents):
            if _is_file(folder) or folded(folder) in files:
                message = f"this would stand in a folder {folder}, and a file of the site has that name"
                yield Problem(Location(prefix + path), message, "call it otherwise")


def _is_file(folder: str) -> bool:
    """Whether the site writes a file of this name itself: each of its folders has an index."""
    return is_reserved(folder) or PurePosixPath(folded(folder)).name == "index.html"


def _ids_taken(sources: Sources) -> Iterator[Problem]:
    """Items whose own page would stand where the list of all stands, or any other file."""
    for sourced in filter(_has_page, sources.items):
        uri = source_uri(sourced.item.kind, sourced.item.id)
        if page_at(uri) or _is_file(uri.removesuffix(".md")):
            message = f"the page of the {sourced.item.kind} {sourced.item.id!r} would take the place of another"
            yield Problem(sourced.locate("id"), message, "give it another id, and was: with the one that it had")


def _has_page(sourced: Sourced) -> bool:
    """Whether an item gets a page that no file of the author's is."""
    return register_of(sourced.item.kind).is_record


def _alike(paths: list[str], prefix: str) -> Iterator[Problem]:
    """Files that are one on many disks and hosts, or one address."""
    taken: dict[str, str] = {}
    # Of two that are alike the one in capitals is told of; what nobody reads is told of as such.
    told = (path for path in paths if not _is_unread(path) and not _is_ours_alone(path))
    for path in sorted(told, key=lambda path: (path != path.lower(), path)):
        names = dict.fromkeys((folded(path), folded(address_of(path))))
        if other := next((taken[name] for name in names if name in taken), None):
            yield Problem(Location(prefix + path), _how_alike(path, other), "rename one of them")
        taken |= dict.fromkeys(names, path)


def _is_unread(path: str) -> bool:
    return path.casefold().endswith((".yml", ".yaml", ".md", ".markdown")) and role_of(path) is Role.OTHER


def _is_ours_alone(path: str) -> bool:
    """Whether a page of ours comes of it, beside which nothing stands anyway."""
    role = role_of(path)
    return isinstance(role, Register) and role.form is Form.PAGE


def _how_alike(path: str, other: str) -> str:
    if folded(path) != folded(other):
        return f"this and {other} would stand at the same address"
    how = "in upper and lower case" if _composed(path) != _composed(other) else "in how its marks are coded"
    return f"the name differs from {other} only {how}: on many computers they are one file"


def _ids_alike(sources: Sources) -> Iterator[Problem]:
    """Ids that a reader, and many a tool, takes for one; of two pages a disk that tells no case keeps one."""
    first: dict[tuple[str, str], Sourced] = {}
    # What is internal has no page, so nothing public is compared with it that is also like something public.
    for sourced in sorted(sources.items, key=lambda sourced: not sourced.item.is_public):
        item = sourced.item
        other = first.setdefault((item.kind, item.id.casefold()), sourced)
        if isinstance(item, Item) and other.item.id != item.id:
            is_one_file = _has_page(sourced) and item.is_public and other.item.is_public
            message = f"the {item.kind} {item.id!r} differs from {other.item.id!r} only in upper and lower case"
            message += ": on many computers their pages are one file" if is_one_file else ""
            hint = f"rename one of them: {other.locate('id')} has the other"
            yield Problem(sourced.locate("id"), message, hint, Severity.ERROR if is_one_file else Severity.WARNING)


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)
