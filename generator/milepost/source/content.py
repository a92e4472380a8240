"""Content: the files under `content/` become a snapshot, or every problem of every file at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

from milepost.errors import Location, Problem, Severity, errors_in, in_order
from milepost.model.fields import Kind
from milepost.model.gate import Gate
from milepost.model.items import Item
from milepost.model.kinds.charter import Charter
from milepost.model.registers import REGISTERS, Form, Register, register_of
from milepost.model.snapshot import FreePage, Key, Snapshot
from milepost.source.checks.items import check
from milepost.source.checks.judging import AS_IT_WAS, Judging
from milepost.source.files.glossary import GLOSSARY, Terms, read_glossary
from milepost.source.files.items import Sourced, read_file, repeated
from milepost.source.files.once import Once
from milepost.source.files.readings import PageSource, Sources
from milepost.source.files.roles import (
    Role,
    home_of_update,
    is_hidden,
    is_utf_8,
    register_at,
    role_of,
    symbolic_link,
    unnameable,
)
from milepost.source.gate.gate import gate_of, is_inside, left_at_home
from milepost.source.gate.visibility import body_problems, is_public, visibility_problems
from milepost.source.prose.body import read_body
from milepost.source.validation.guesses import did_you_mean, foreign_file
from milepost.source.validation.validation import validate
from milepost.source.validation.wrong_values import not_text
from milepost.source.yaml.decoding import decode
from milepost.source.yaml.front_matter import split_front_matter
from milepost.source.yaml.located_yaml import parse_yaml
from milepost.source.yaml.nodes import Document

Files = Mapping[str, bytes | None]
"""The bytes of each file by its path relative to `content/`; None is a symbolic link."""
Chartered = tuple[Charter | None, Document | None, tuple[Problem, ...]]
"""The charter with the document it stands in, and what is wrong with it."""
_ANEW = Once()
_LISTS = tuple(f"{register.name}.yml" for register in REGISTERS if register.is_list)
_ALONE = tuple(f"{register.name}.md" for register in REGISTERS if register.form is Form.PAGE)
_CHARTER = "project.yml"
_KNOWN = (_CHARTER, *_LISTS, GLOSSARY, *_ALONE)


def read_content(
    files: Files,
    prefix: str = "content/",
    gone: frozenset[Key] = frozenset(),
    judging: Judging = AS_IT_WAS,
    once: Once = _ANEW,
) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    """Read every file, or take `once` over what was read of it; no snapshot where there is an error.

    `prefix` stands before the paths that problems name; `gone` are items that may be linked to though no file has them.
    """
    sources, problems = _read(files, prefix, gone, once)
    once.all_read()
    gate = gate_of(files, sources)
    problems += left_at_home(files, sources, gate)
    problems += check(sources, judging)
    told, charter = in_order(problems), sources.charter
    if errors_in(told) or charter is None:
        return None, told
    items = MappingProxyType({(s.item.kind, s.item.id): s.item for s in sources.items})
    places = MappingProxyType({(s.item.kind, s.item.id): s.locate() for s in sources.items})
    pages = tuple(page.page for page in sources.pages)
    return Snapshot(charter, items, pages, places, sources.glossary, gate), told


def read_gate(files: Files) -> Gate:
    """What of the files may go out, whatever else is wrong with them."""
    return gate_of(files, _read(files, "")[0])


def _read(
    files: Files, prefix: str, gone: frozenset[Key] = frozenset(), once: Once = _ANEW
) -> tuple[Sources, list[Problem]]:
    problems = [*_misplaced(files, prefix), *_needed(files, prefix)]
    charter, charter_document, troubles = _charter_of(files, prefix, once)
    problems += troubles
    found: list[Sourced] = []
    pages: list[PageSource] = []
    ids: dict[Kind, frozenset[str]] = dict.fromkeys(Kind, frozenset())
    broken: set[Kind] = set()
    for path in sorted(files):
        role, data = role_of(path), files[path]
        if isinstance(role, Register):
            reading = once.read(partial(read_file, role, path, data, prefix), data, role.name, path, prefix)
            found += reading.items
            problems += reading.problems
            problems += [p for sourced in reading.items for p in _unread_visibility(sourced)]
            if reading.ids is None:
                broken.add(role.kind)
            else:
                ids[role.kind] |= reading.ids
        elif role is Role.PAGE:
            page, troubles = once.read(partial(_read_page, path, data, prefix), data, role.value, path, prefix)
            pages += [page] if page else []
            problems += troubles
    problems += repeated(found)
    glossary, troubles = _glossary_of(files, prefix, once)
    problems += troubles
    known = {kind: names for kind, names in ids.items() if kind not in broken}
    sources = Sources(
        charter, charter_document, tuple(found), tuple(pages), known, prefix, gone, frozenset(files), glossary
    )
    return sources, problems


def _charter_of(files: Files, prefix: str, once: Once) -> Chartered:
    if _CHARTER not in files:
        return None, None, ()
    data = files[_CHARTER]
    return once.read(partial(read_charter, data, prefix), data, _CHARTER, prefix)


def _glossary_of(files: Files, prefix: str, once: Once) -> tuple[Terms, tuple[Problem, ...]]:
    if GLOSSARY not in files:
        return (), ()
    data = files[GLOSSARY]
    return once.read(partial(read_glossary, data, prefix), data, GLOSSARY, prefix)


def read_charter(data: bytes | None, prefix: str = "") -> Chartered:
    """The charter with the document it stands in, and what is wrong with it; no data is a symbolic link."""
    location = Location(prefix + _CHARTER)
    text = symbolic_link(location) if data is None else decode(data, location.path, yaml=True)
    if isinstance(text, Problem):
        return None, None, (text,)
    document = parse_yaml(text, location.path)
    if document.root is None:
        empty = Problem(location, "the file is empty", "it needs at least 'name: …'")
        return None, document, document.problems or (empty,)
    charter, troubles = validate(Charter, document)
    return charter, document, (*document.problems, *troubles)


def _read_page(path: str, data: bytes | None, prefix: str) -> tuple[PageSource | None, tuple[Problem, ...]]:
    location = Location(prefix + path)
    text = symbolic_link(location) if data is None else decode(data, location.path)
    if not is_utf_8(path):
        text = unnameable(location, Severity.WARNING)
    if isinstance(text, Problem):
        return None, (text,)
    document, line, body = split_front_matter(text, location.path, needed=False)
    matter = document.value if isinstance(document.value, dict) else {}
    title = matter.get("title")
    problems = [*document.problems, *visibility_problems(text, location.path)]
    lines = (name for name in ("title", "subtitle", "description") if not isinstance(matter.get(name), str | None))
    problems += [not_text(repr(name), matter[name], document, (name,)) for name in lines]
    is_shown = is_public(text, location.path) and not is_inside(path)
    page = FreePage(path, title if isinstance(title, str) else None, is_shown)
    return PageSource(page, read_body(body, line), document), tuple(problems)


def _unread_visibility(sourced: Sourced) -> Iterator[Problem]:
    item = sourced.item
    if not isinstance(item, Item):
        yield from body_problems(item.body.markdown, item.body.line, sourced.document.path)


def _needed(files: Files, prefix: str) -> Iterator[Problem]:
    if _CHARTER not in files:
        yield Problem(Location(prefix + _CHARTER), "there is no such file", "it needs at least 'name: …'")
    if not any(register_at(path) is register_of(Kind.MILESTONE) for path in files):
        yield Problem(Location(f"{prefix}milestones.yml"), "there is no such file", "an empty one will do")


def _misplaced(files: Files, prefix: str) -> Iterator[Problem]:
    """Files that an author may think are read, and are not."""
    for path in sorted(files):
        location, parts = Location(prefix + path), path.split("/")
        if is_hidden(path):
            continue
        if _lies_too_deep(path):
            hint = f"move it to {parts[0]}/{parts[-1]}"
            yield Problem(location, f"files in folders below {parts[0]}/ are not read", hint)
        elif home := home_of_update(path, files[path]):
            yield Problem(location, "this looks like an update, and is not read as one", f"move it to {home}")
        elif not path.endswith(".yml") and path.casefold().endswith((".yaml", ".yml")):
            yield from _with_another_ending(path, location)
        elif path.endswith(".yml") and role_of(path) is Role.OTHER and len(parts) == 1:
            hint = foreign_file(path) or did_you_mean(path, _KNOWN) or f"known files: {', '.join(_KNOWN)}"
            yield Problem(location, "no such file is known, so it is not read", hint, Severity.WARNING)


def _lies_too_deep(path: str) -> bool:
    """Whether a file would be read if it lay in the folder of its register itself."""
    folder, *deeper = path.split("/")
    return len(deeper) > 1 and register_at(f"{folder}/{deeper[-1]}") is not None


def _with_another_ending(path: str, location: Location) -> Iterator[Problem]:
    stem, _, ending = path.rpartition(".")
    renamed = f"{stem}.yml"
    if renamed in _KNOWN or role_of(renamed) is not Role.OTHER:
        yield Problem(location, f"files that end in .{ending} are not read", f"rename it to {renamed}")
