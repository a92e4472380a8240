"""The dialect: what MkDocs' Markdown makes something of, and GitHub's shows as it is written, as advice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from milepost.errors import Problem, Severity
from milepost.model.texts.expressions import expression
from milepost.source.files.readings import Sources
from milepost.source.prose.abbreviations import uncommented
from milepost.source.prose.body import code_free_lines
from milepost.source.prose.texts import Text, texts_of

_ALERT = "write > [!NOTE], and > before each line of it"
_FOLDED = "write a heading, or <details> with a <summary>"
_SEPARATE = "take it out, and leave an empty line before and after the Markdown inside"
_SIGNS = (
    (expression(r"^(?:!!!|\?\?\?\+?)[ \t]+\w+"), "is no note", _ALERT),
    (
        expression(r"^===[!+]?[ \t]+(?:\"[^\"]*\"|'[^']*')"),
        "is no tab",
        "write a heading, or <details> with a <summary>",
    ),
    (expression(r"^#{1,6}(?![#\s]|\d+\b)[^\s#]\S*"), "is no heading", "write a blank after the #"),
    (expression(r"\]\((?!<)[^\s()<>]+(?:[ \t]+[^\s()<>\"']+)+\)"), "is no link", "write [words](<path with blanks>)"),
    (
        expression(r"(?<!\{)\{:?[ \t]*(?:[.#][A-Za-z][\w-]*|[\w-]+=\"[^\"]*\")[^{}\n]*\}"),
        "is words like others",
        "write HTML for it, such as <img src=… width=…>",
    ),
    (expression(r"^\[TOC\]\s*$"), "is no table of contents", "take it out"),
    (expression(r"^:[ \t]{1,3}\S"), "is no definition", "write a list, with the term in **bold**"),
    (expression(r"^\*\[[^\]\n]+\]:"), "is no abbreviation", "write it into glossary.yml"),
    (
        expression(r":(?:material|fontawesome|octicons|simple)-[\w-]+:"),
        "is no icon",
        "write a word, or an emoji as one",
    ),
    (expression(r"\+\+[A-Za-z0-9]+(?:\+[A-Za-z0-9]+)*\+\+"), "is no key", "write <kbd>Ctrl</kbd>"),
    (expression(r"(?<![=\w])==(?=[^\s=])[^=\n]+(?<=\S)==(?![=\w])"), "is not marked", "write <mark>words</mark>"),
    (expression(r"^-{1,}8<-{1,}"), "includes nothing", "copy the words, or link to them"),
    (
        expression(r"<\w[^<>]*?[ \t]markdown(?:=[\"']?\w+[\"']?)?(?=[\s>])[^<>]*>"),
        "is an attribute without effect",
        _SEPARATE,
    ),
)


def foreign_marks(sources: Sources, *, is_github: bool) -> Iterator[Problem]:
    """Each sort of mark that is none as on GitHub, once a text; pages of one's own may be of the other Markdown."""
    own = {page.page.path for page in sources.pages}
    for text in texts_of(sources):
        if is_github or text.path not in own:
            yield from _told(text)


def _told(text: Text) -> Iterator[Problem]:
    for words, message, hint, number, column in _signs_in(text.markdown):
        yield Problem(text.place(words, 0, number, column), message, hint, Severity.ADVICE)


# A preview reads all texts at each save, and one of them is another.
@lru_cache(maxsize=4096)
def _signs_in(markdown: str) -> tuple[tuple[str, str, str, int, int], ...]:
    """The words of each sign in a text, what is to be said of them, and their line and column."""
    lines, told = uncommented("\n".join(code_free_lines(markdown))).split("\n"), []
    for pattern, what, hint in _SIGNS:
        found = [(number, hit) for number, line in enumerate(lines, 1) for hit in pattern.finditer(line)]
        if found:
            number, hit = found[0]
            words = hit[0].strip()
            more = f", here and in {len(found) - 1} more places" if len(found) > 2 else ""
            more = ", here and in 1 more place" if len(found) == 2 else more
            message = f"'{words}' {what} in Markdown as on GitHub{more}"
            told.append((words, message, hint, number, hit.start() + 1))
    return tuple(told)
