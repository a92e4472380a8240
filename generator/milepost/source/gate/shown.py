"""Shown: the files that a text shows or leads to, by whatever address."""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from milepost.source.files.readings import Sources
from milepost.source.prose.body import code_free_lines, said_lines
from milepost.source.prose.texts import texts_of

# Wherever a text may show a file or lead to it; looser than Markdown, for to miss one is worse than to take one more.
_DESTINATION = re.compile(
    r"""\]\([ \t]*(?:<(?P<angled>[^<>]+)>|(?P<link>[^\s()<>]+(?:\([^\s()]*\))?))"""
    r"""|^[ \t>]*\[[^\]]+\]:[ \t]*(?:<(?P<defined>[^<>]+)>|(?P<definition>[^\s<>]+))"""
    r"""|\b(?:src|href|srcset|poster|data)[ \t]*=[ \t]*(?:"(?P<html>[^"]*)|'(?P<quoted>[^']*)|(?P<bare>[^"'>\s]+))"""
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# What an address has before the path of a file: a host, or steps upwards.
_AHEAD = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?(?://[^/]*)?(?:\.{0,2}/)+", re.IGNORECASE)


def shown_inside_alone(copied: set[str], sources: Sources) -> set[str]:
    """The files that an internal text shows or leads to, and no public one.

    An internal text may mean every file that is called so, a public one only the file that it shows.
    """
    inner = (written for text in texts_of(sources) if not text.is_public for written in _led_to(text.markdown))
    called = {_folded(posixpath.basename(written)) for written in inner}
    named = {path for path in copied if _folded(posixpath.basename(path)) in called}
    return named - _shown_in_public(named, sources) if named else set()


def _shown_in_public(paths: Collection[str], sources: Sources) -> set[str]:
    """Those of the files that a public text shows or leads to; an address that is not of a file here ends as one is."""
    there = {_folded(path) for path in sources.paths}
    meant, endings = set(), set()
    for folder, written in _public_destinations(sources):
        resolved = _folded(posixpath.normpath(posixpath.join(folder, written)))
        if resolved in there:
            meant.add(resolved)
        elif "/" in (ending := _folded(_AHEAD.sub("", written))):
            endings.add(f"/{ending}")
    return {path for path in paths if (name := _folded(path)) in meant or _ends(name, endings)}


def _ends(name: str, addresses: Collection[str]) -> bool:
    """Whether an address ends as the path of a file that lies in a folder."""
    return "/" in name and any(address.endswith(f"/{name}") for address in addresses)


def _public_destinations(sources: Sources) -> Iterator[tuple[str, str]]:
    """Each address in what is public, with the folder from which it is told."""
    for text in texts_of(sources):
        if text.is_public:
            folder = posixpath.dirname(text.path) if text.is_body else ""
            seen = "\n".join(said_lines(text.markdown))
            yield from ((folder, written) for written in _led_to(seen))
    evidence = (getattr(s.item, "evidence", None) for s in sources.items if s.item.is_public)
    yield from (("", written) for words in evidence if words for written in (words, *words.split(), *_led_to(words)))


def _led_to(markdown: str) -> Iterator[str]:
    """Each address in a text, as a browser is told it and as a system with other slashes would."""
    for line in code_free_lines(markdown):
        for found in _DESTINATION.finditer(line):
            written = html.unescape(found[found.lastgroup or 0])
            # In `srcset` there are several.
            for part in dict.fromkeys((written, *re.split(r"[\s,]+", written))):
                address = re.split(r"[?#]", part, maxsplit=1)[0]
                yield from {unquote(_ESCAPED.sub(r"\1", address)), unquote(address).replace("\\", "/")}


def _folded(name: str) -> str:
    """A name as any file system and any keyboard may write it."""
    return unicodedata.normalize("NFC", name).casefold()
