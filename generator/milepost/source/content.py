"""Content: the files under `content/` become a snapshot, or every problem of every file at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from milepost.source.files.glossary import GLOSSARY, read_glossary
from milepost.source.files.items import Sourced, read_file, repeated
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
from milepost.source.files.visibility import body_problems, is_public, visibility_problems
from milepost.source.gate import gate_of, is_inside, left_at_home
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
_LISTS = tuple(f"{register.name}.yml" for register in REGISTERS if register.is_list)
_ALONE = tuple(f"{register.name}.md" for register in REGISTERS if register.form is Form.PAGE)
_KNOWN = ("project.yml", *_LISTS, GLOSSARY, *_ALONE)


def read_content(
    files: Files,
    prefix: str = "content/",
    gone: frozenset[Key] = frozenset(),
    judging: Judging = AS_IT_WAS,
) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    """Read every file; no snapshot where there is an error.

    `prefix` stands before the paths that problems name; `gone` are items that may be linked to though no file has them.
    """
    sources, problems = _read(files, prefix, gone)
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
    return gate_of(files, _read(files, "", frozenset())[0])


def _read(files: Files, prefix: str, gone: frozenset[Key]) -> tuple[Sources, list[Problem]]:
    problems = [*_misplaced(files, prefix), *_needed(files, prefix)]
    charter, charter_document = read_charter(files, prefix, problems)
    found: list[Sourced] = []
    pages: list[PageSource] = []
    ids: dict[Kind, frozenset[str]] = dict.fromkeys(Kind, frozenset())
    broken: set[Kind] = set()
    for path in sorted(files):
        role = role_of(path)
        if isinstance(role, Register):
            reading = read_file(role, path, files[path], prefix)
            found += reading.items
            problems += reading.problems
            problems += [p for sourced in reading.items for p in _unread_visibility(sourced)]
            if reading.ids is None:
                broken.add(role.kind)
            else:
                ids[role.kind] |= reading.ids
        elif role is Role.PAGE:
            page, troubles = _read_page(path, files[path], prefix)
            pages += [page] if page else []
            problems += troubles
    problems += repeated(found)
    glossary, troubles = read_glossary(files[GLOSSARY], prefix) if GLOSSARY in files else ((), ())
    problems += troubles
    known = {kind: names for kind, names in ids.items() if kind not in broken}
    sources = Sources(
        charter, charter_document, tuple(found), tuple(pages), known, prefix, gone, frozenset(files), glossary
    )
    return sources, problems


def read_charter(files: Files, prefix: str, problems: list[Problem]) -> tuple[Charter | None, Document | None]:
    """The charter with the document it stands in; what is wrong goes to `problems`."""
    path = "project.yml"
    if path not in files:
        return None, None
    location = Location(prefix + path)
    data = files[path]
    text = symbolic_link(location) if data is None else decode(data, location.path, yaml=True)
    if isinstance(text, Problem):
        problems.append(text)
        return None, None
    document = parse_yaml(text, location.path)
    problems += document.problems
    if document.root is None:
        if not document.problems:
            problems.append(Problem(location, "the file is empty", "it needs at least 'name: …'"))
        return None, document
    charter, troubles = validate(Charter, document)
    problems += troubles
    return charter, document


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
    if "project.yml" not in files:
        yield Problem(Location(f"{prefix}project.yml"), "there is no such file", "it needs at least 'name: …'")
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
