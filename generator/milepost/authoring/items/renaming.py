"""Renaming: an item under another id, with `was` in it, and every link to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from milepost.authoring.edits.files import Draft
from milepost.authoring.edits.places import end_of
from milepost.authoring.edits.scalars import written
from milepost.authoring.edits.splices import Splice, spliced
from milepost.authoring.items.finding import Found
from milepost.authoring.items.promises import SenselessError, draft_of
from milepost.model.fields import Kind
from milepost.model.items import Item
from milepost.model.kinds.charter import Charter
from milepost.model.marks import every_field, fields_of
from milepost.model.registers import Register
from milepost.source.files.roles import Role, role_of
from milepost.source.files.working_tree import read_working_tree
from milepost.source.prose.body import item_links
from milepost.source.yaml.decoding import BOM
from milepost.source.yaml.front_matter import split_front_matter
from milepost.source.yaml.located_yaml import parse_yaml
from milepost.source.yaml.nodes import Document, Node


def renamed(content: Path, found: Found[Item], new: str) -> list[Draft]:
    """Every file that changes when an item is called otherwise; ContentError where it would not be read so."""
    item = found.item
    if item.id == new:
        raise SenselessError(f"it is called {new} already (name another id)")
    was: list[str] = [*item.was, item.id]
    # One that was called `new` before gets its old name back.
    names = [name for name in was if name != new]
    own = draft_of(found, {"id": new, "was": names if len(names) > 1 else names[0]})
    files = read_working_tree(content)
    drafts = []
    for path, data in files.items():
        file = content / path
        start = own.new if file == found.file else data
        after = _relinked(path, start, item.kind, item.id, new) if start else start
        if after is not None and data is not None and after != data:
            drafts.append(Draft(file, data, after))
    return drafts


def _relinked(path: str, data: bytes, kind: Kind, old: str, new: str) -> bytes:
    """A file with every reference to an item under its new name."""
    role = role_of(path)
    if role is Role.OTHER:
        return data
    text = data.decode()
    mark = BOM if text.startswith(BOM) else ""
    text = text.removeprefix(BOM)
    if path.endswith(".md"):
        return (mark + _page(path, text, kind, old, new)).encode()
    names = _names_of(role if isinstance(role, Register) else None, kind)
    document = parse_yaml(text, path)
    return (mark + spliced(text, _splices(document, document.root, names, (kind, old, new)))).encode()


def _page(path: str, text: str, kind: Kind, old: str, new: str) -> str:
    """A page: references in its front matter, links in its body, as its reader finds them."""
    plain = text.replace("\r\n", "\n")
    document, line, body = split_front_matter(plain, path, needed=False)
    lines = text.split("\n")
    for link in sorted(item_links(body), key=lambda link: (link.line, link.column), reverse=True):
        if (link.kind, link.id) == (kind, old):
            number, at = link.line + line - 2, link.column - 1
            there = f"{kind}:{old}"
            if lines[number].startswith(there, at):
                lines[number] = lines[number][:at] + f"{kind}:{new}" + lines[number][at + len(there) :]
    role = role_of(path)
    names = _names_of(role if isinstance(role, Register) else None, kind)
    begin = text.find("\n") + 1
    inner = "\n".join(lines[1 : line - 2]) + "\n" if document.root else ""
    if not inner:
        return "\n".join(lines)
    head = parse_yaml(inner, path)
    changed = spliced(inner, _splices(head, head.root, names, (kind, old, new)))
    rest = "\n".join(lines[line - 2 :])
    return "\n".join(lines)[:begin] + changed + rest


def _names_of(register: Register | None, kind: Kind) -> frozenset[str]:
    """The fields of a file's records that name items of a kind."""
    fields = fields_of(register.written if register else Charter)
    return frozenset(field.name for field in every_field(fields) if kind in field.kinds)


def _splices(
    document: Document, node: Node | None, names: frozenset[str], names_of: tuple[Kind, str, str], key: str = ""
) -> Iterator[Splice]:
    """A splice for each reference, whether a field names the item or a text links to it."""
    kind, old, new = names_of
    if node is None:
        return
    if isinstance(node.parts, Mapping):
        for name, part in node.parts.items():
            yield from _splices(document, part, names, names_of, name)
    elif node.parts is not None:
        for part in node.parts:
            yield from _splices(document, part, names, names_of, key)
    else:
        start, end = node.start.index, end_of(document, node)
        if key in names and node.text in {old, f"{kind}:{old}"}:
            quote = document.text[start] if document.text[start : start + 1] in {"'", '"'} else ""
            yield Splice(start, end, written(node.text.removesuffix(old) + new, quote=quote))
            return
        link = re.compile(rf"(?<![\w.-]){kind}:{re.escape(old)}(?![\w-]|\.\w)")
        for found in link.finditer(document.text, start, end):
            yield Splice(found.start(), found.end(), f"{kind}:{new}")
