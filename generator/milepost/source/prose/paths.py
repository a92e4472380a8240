"""Paths: what the prose points at by an address, be it a file or a place on a page."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from milepost.errors import Problem, Severity
from milepost.model.items import Item
from milepost.model.places import FILES, PAGES
from milepost.source.files.readings import Sources
from milepost.source.gate.gate import is_inside
from milepost.source.prose.anchors import anchors_of
from milepost.source.prose.body import code_free_lines
from milepost.source.prose.texts import FOR_THE_CLIENT, Text, weighed
from milepost.source.validation.guesses import did_you_mean

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


def wrong_paths(text: Text, hidden: set[str], places: Places) -> Iterator[Problem]:
    """What is wrong with each address in a text that leads to a file or to a place on a page."""
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
                yield told if found.lastgroup == "include" else weighed(told, text)
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
        return f"{FOR_THE_CLIENT} links to the internal page {inside}", "take the link out"
    if is_include and inside in places.files and not inside.endswith(".md"):
        return f"'{written}' includes what is no page", "only public pages can be included", Severity.WARNING
    if not is_include and posixpath.splitext(resolved)[1] and resolved not in places.files:
        hint = did_you_mean(resolved, places.files) or "put it into content/, or write the path from this file"
        return f"'{written}' leads to a file that is not there", hint, Severity.WARNING
    return _wrong_anchor(written, resolved, places) if "#" in written else None
