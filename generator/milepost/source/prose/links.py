"""Links: what the prose points at, be it an item or a file, is there and may be shown to who reads it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from milepost.errors import Problem, Severity
from milepost.model.fields import ID_PATTERN, Kind
from milepost.model.items import Item
from milepost.model.places import FILES, PAGES
from milepost.model.snapshot import Key
from milepost.model.texts.prose import ItemLink, names_in
from milepost.source.files.readings import Sources
from milepost.source.gate import is_inside
from milepost.source.prose.anchors import anchors_of
from milepost.source.prose.body import code_free_lines
from milepost.source.prose.texts import Text, texts_of
from milepost.source.validation.guesses import did_you_mean, foreign_hint

_ID = re.compile(ID_PATTERN)
_DESTINATION = re.compile(
    r"""(?P<shown>!\[[^\[\]\n]*)?\]\([ \t]*"""
    r"""(?:<(?P<angled>[^<>\n]+)>|(?P<link>[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*))"""
    r"""|^[ ]{0,3}\[(?!\^)(?P<label>[^\]]+)\]:[ \t]*(?:<(?P<braced>[^<>\n]+)>|(?P<definition>[^\s<>]+))"""
    r"""|\b(?P<attribute>src|href|poster)[ \t]*=[ \t]*(?:["'](?P<html>[^"']+)["']|(?P<bare>[^\s"'<>=]+))"""
    r"""|-+8<-+[ \t]*["'](?P<include>[^"']+)["']"""
)
# Without one of these a line, or a text, has no destination.
_SIGN = re.compile(r"\][(:]|=|8<")
# Between two of these stands a list of files to include.
_BLOCK = re.compile(r"[ \t]*-+8<-+[ \t]*")
_USED_AS_PICTURE = re.compile(r"!\[([^\[\]\n]*)\](?:\[([^\[\]\n]*)\])?(?!\()")
_ELSEWHERE = re.compile(r"(?!file:|[A-Za-z]:[\\/])[A-Za-z][A-Za-z0-9+.-]*:|//|#", re.IGNORECASE)

_WEB = re.compile(r"https?:|//", re.IGNORECASE)


_FOR_THE_CLIENT = "a page for the client"


class Places:
    """Where a link may lead: the files there are, and the anchors of a page of the author's (None: of no such page).

    How MkDocs' own Markdown names a heading is for `mkdocs.yml` to say: what leads nowhere there is only a guess.
    """

    def __init__(self, sources: Sources, *, is_github: bool = True) -> None:
        self.guessed = frozenset(() if is_github else (page.page.path for page in sources.pages))
        # What the site adds no author writes, and may link to all the same.
        self.files = sources.paths.union(PAGES, FILES)
        self.folder = sources.prefix or "the content folder"
        self.root = posixpath.basename(sources.prefix.rstrip("/")) + "/"
        bodies = [(page.page.path, page.body) for page in sources.pages]
        bodies += [(s.item.path, s.item.body) for s in sources.items if not isinstance(s.item, Item)]
        self._bodies = dict(bodies)
        self._known: dict[str, frozenset[str]] = {}

    def anchors(self, path: str) -> frozenset[str] | None:
        """The names in a page that a link may lead to."""
        if path not in self._known and path in self._bodies:
            self._known[path] = anchors_of(self._bodies[path].markdown)
        return self._known.get(path)


def check_links(sources: Sources, *, is_github: bool = True) -> Iterator[Problem]:
    """Links to items that are not there or not public, and paths that lead out of the content."""
    internal = {(s.item.kind, s.item.id) for s in sources.items if not s.item.is_public}
    hidden = {page.page.path for page in sources.pages if not page.page.is_public}
    hidden |= {s.item.path for s in sources.items if not isinstance(s.item, Item) and not s.item.is_public}
    places = Places(sources, is_github=is_github)
    for text in texts_of(sources):
        seen: Counter[str] = Counter()
        for link in text.links:
            words = f"{link.kind}:{link.id}"
            problem = _wrong_link(link, text.is_public, internal, sources)
            if problem:
                where = text.place(words, seen[words], link.line, link.column)
                yield _weighed(Problem(where, *problem), text)
            seen[words] += 1
        if text.is_public:
            yield from _named(text, internal)
        yield from _wrong_paths(text, hidden, places)


def _weighed(problem: Problem, text: Text) -> Problem:
    """A slip in the prose of a page stops nothing, unless it would show what is internal."""
    if text.is_body and problem.severity is Severity.ERROR and not problem.message.startswith(_FOR_THE_CLIENT):
        return replace(problem, severity=Severity.WARNING)
    return problem


def _wrong_link(
    link: ItemLink, from_public: bool, internal: set[Key], sources: Sources
) -> tuple[str, str] | tuple[str, str, Severity] | None:
    target = link.target
    if target is None:
        if not _ID.match(link.id):
            return None
        kinds = tuple(Kind)
        hint = foreign_hint(link.kind, kinds) or did_you_mean(link.kind, kinds)
        hint = hint or f"an item link begins with one of: {', '.join(kinds)}"
        return f"unknown kind of item {link.kind!r}", hint
    target = sources.heirs.get(target, target)
    known = sources.ids.get(target[0])
    if not link.id:
        return f"a link to a {link.kind} without its id", f"write {link.kind}: and the id"
    if known is not None and target[1] not in known and target in sources.gone:
        hint = "withdraw or cancel an item in the open instead of deleting it"
        return f"the {link.kind} {link.id!r} is gone: this leads to its tombstone", hint, Severity.WARNING
    if known is not None and target[1] not in known:
        other = next((kind for kind, ids in sources.ids.items() if target[1] in ids), None)
        meant = f"{target[1]!r} is a {other}: write {other}:{target[1]}" if other else did_you_mean(link.id, known)
        return f"unknown {link.kind} {link.id!r}", meant
    if from_public and target in internal:
        return _for_the_client(link.kind, link.id)
    return None


def _named(text: Text, internal: set[Key]) -> Iterator[Problem]:
    """What is internal and named all the same, as in code or in HTML: there the name itself would be shown."""
    seen: Counter[str] = Counter()
    for (kind, name), offset in names_in(text.markdown):
        words = f"{kind}:{name}"
        if (kind, name) in internal:
            line, start = text.markdown.count("\n", 0, offset) + 1, text.markdown.rfind("\n", 0, offset) + 1
            where = text.place(words, seen[words], line, offset - start + 1)
            yield Problem(where, *_for_the_client(kind, name))
        seen[words] += 1


def _for_the_client(kind: str, item_id: str) -> tuple[str, str]:
    hint = "take the link out, or make the item public"
    return f"{_FOR_THE_CLIENT} links to the internal {kind} {item_id!r}", hint


def _wrong_paths(text: Text, hidden: set[str], places: Places) -> Iterator[Problem]:
    if not _SIGN.search(text.markdown):
        return
    seen: Counter[str] = Counter()
    pictures = _labels_of_pictures(text.markdown)
    is_included = False
    for number, line in enumerate(code_free_lines(text.markdown), 1):
        if _BLOCK.fullmatch(line):
            is_included = not is_included
        elif is_included and line.strip():
            line = f'--8<-- "{line.strip()}"'
        if not _SIGN.search(line):
            continue
        for found in _DESTINATION.finditer(line):
            written = found[found.lastgroup or 0]
            is_picture = bool(found["shown"]) or found["attribute"] in ("src", "poster") or found["label"] in pictures
            problem = _wrong_path(written, found.lastgroup == "include", text, hidden, places)
            if _ELSEWHERE.match(written):
                problem = _wrong_address(written, is_picture, text, places)
            if problem:
                where = text.place(written, seen[written], number, found.start(found.lastgroup or 0) + 1)
                told = Problem(where, *problem)
                yield told if found.lastgroup == "include" else _weighed(told, text)
            seen[written] += 1


def _labels_of_pictures(markdown: str) -> set[str]:
    """The labels by which a text shows pictures: `![The form][form]`, `![form]`."""
    return {label or words for words, label in _USED_AS_PICTURE.findall(markdown)} if "![" in markdown else set()


def _wrong_address(written: str, is_picture: bool, text: Text, places: Places) -> tuple[str, str, Severity] | None:
    """What is wrong with an address elsewhere, or with an anchor of the same page."""
    if is_picture and _WEB.match(written):
        hint = f"save it into {places.folder} and show the file"
        return f"'{written}' is a picture from elsewhere, which the site may not load", hint, Severity.WARNING
    if written.startswith("#") and text.is_body:
        return _wrong_anchor(written, text.path, places)
    return None


def _wrong_anchor(written: str, path: str, places: Places) -> tuple[str, str, Severity] | None:
    anchor = unquote(written.partition("#")[2])
    known = places.anchors(path)
    if not anchor or known is None or anchor in known or anchor in ("top", "mp-page") or anchor.startswith("fn"):
        return None
    hint = did_you_mean(anchor, known) or "a heading is named by its words: what-we-did"
    weight = Severity.ADVICE if path in places.guessed else Severity.WARNING
    return f"'{written}' leads to a place that is not on the page", hint, weight


def _wrong_path(
    written: str, is_include: bool, text: Text, hidden: set[str], places: Places
) -> tuple[str, str] | tuple[str, str, Severity] | None:
    if _ELSEWHERE.match(written):
        return None
    target = unquote(re.split(r"[?#]", written, maxsplit=1)[0]).replace("\\", "/")
    if target.startswith("/") or ":" in target.split("/", 1)[0]:
        return f"'{written}' leads out of the content", "write the path from this file, or a whole https address"
    base = posixpath.dirname(text.path) if text.is_body and not is_include else ""
    resolved = posixpath.normpath(posixpath.join(base, target))
    if resolved.split("/", 1)[0] == "..":
        return f"'{written}' leads out of the content", "put the file into the content folder, or link to its address"
    # Snippets are often named from the root of the repository.
    inside = resolved.removeprefix(places.root) if is_include and resolved not in places.files else resolved
    if text.is_public and (inside in hidden or is_inside(inside)):
        return f"{_FOR_THE_CLIENT} links to the internal page {inside}", "take the link out"
    if is_include and inside in places.files and not inside.endswith(".md"):
        return f"'{written}' includes what is no page", "only public pages can be included", Severity.WARNING
    if not is_include and posixpath.splitext(resolved)[1] and resolved not in places.files:
        hint = did_you_mean(resolved, places.files)
        return f"'{written}' leads to a file that is not there", hint, Severity.WARNING
    return _wrong_anchor(written, resolved, places) if "#" in written else None
