"""Plain words: the abbreviations that nobody explains to the client, as advice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from milepost.errors import Location, Problem, Severity
from milepost.model.glossary import UNSPACED
from milepost.source.prose import code_free_lines
from milepost.source.sources import Sources
from milepost.source.texts import Text, texts_of, titles_of

# Who reads a status site meets these every day; the last two lines are shouted, not short for anything.
_COMMON_WORDS = """
AM BC CD CEO CO2 CSV CV DIY DVD EU EUR FAQ GB GBP GMT GPS HTML ID IT KB MB NGO OK PC PDF PIN PM PR PS QR SMS TB TV UK UN
URL US USA USB USD UTC VAT VIP WC WWW XML ZIP
ALL AND ANY DO DONE IN IS MUST NEW NEVER NO NOT NOW OF ON ONE ONLY OR OUR SO THE TO TODO TWO WE YES YOU
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_IN_WORD = rf"[^\W{UNSPACED}]"
# Neither part of a longer word, an address or an id such as CR-2; Chinese may touch it.
_ABBREVIATION = re.compile(
    rf"(?<!{_IN_WORD})(?<![&@.#])[A-Z](?:[A-Z0-9]|&(?=[A-Z])){{1,5}}(?=s?(?!{_IN_WORD}))(?!-\d|@|\.\w|&\w|/[a-z])"
)
_CAPITALS = re.compile(r"[A-Z]")
_ROMAN = re.compile(r"[IVX]+")
# What a reader does not see: comments, tags with their attributes, addresses, where links lead.
_UNSEEN = re.compile(
    r"<!--.*?-->|</?[A-Za-z][^<>]*>|\]\([^()\n]*\)|^ {0,3}\[[^\]\n]+\]:[^\n]*|\]\[[^\]\n]*\]"
    r"|\b(?:https?|mailto):[^\s<>()]+",
    re.DOTALL | re.MULTILINE,
)
_MARK = r"[\"'“”’«»*_\[\]]*"
_LETTER = r"[^\W\d_]"
_EXPLAINED = (
    rf"{_LETTER}{_MARK}\s*[(（]{_MARK}{{0}}s?{_MARK}[)）,，;；]"  # user acceptance testing (UAT)
    rf"|(?<![A-Za-z0-9]){{0}}s?{_MARK}\s*(?:[(（]{_MARK}{_LETTER}{{{{2}}}}"  # UAT (user acceptance testing)
    rf"|[:：]\s*{_MARK}{_LETTER}"  # UAT: user acceptance testing
    r"|[,，]?\s*(?:(?:that is|i\.e|means|stands for|is short for)\b|即|是指|指的是|意为))"
)


def unexplained(sources: Sources) -> Iterator[Problem]:
    """Each abbreviation of the public texts that neither the glossary nor the text explains, at its first place."""
    known = _COMMON | _known_here(sources)
    places: dict[str, list[Location]] = {}
    for text in (*texts_of(sources), *titles_of(sources)):
        if text.is_public:
            for word, place in _abbreviations(text, known):
                places.setdefault(word, []).append(place)
    for word in sorted(places):
        first, others = min(places[word]), len(places[word]) - 1
        more = f", here and in {others} more place{'s' if others > 1 else ''}" if others else " here"
        hint = f"add it to {sources.prefix}glossary.yml ({word}: …), or say it in full where it stands"
        yield Problem(first, f"the abbreviation {word!r} is not explained{more}", hint, Severity.ADVICE)


def _known_here(sources: Sources) -> frozenset[str]:
    """The glossary's words, the ids of items, and the names of the project and its two sides."""
    charter = sources.charter
    names = [charter.name, charter.client or "", charter.vendor or ""] if charter else []
    names += [term.term for term in sources.glossary]
    words = [word for name in names for word in re.split(r"[^\w&]+", name)]
    ids = [name for names in sources.ids.values() for name in names]
    return frozenset((*words, *(word.removesuffix("s") for word in words), *ids))


def _abbreviations(text: Text, known: frozenset[str]) -> Iterator[tuple[str, Location]]:
    """Each abbreviation of a text with its place, but for those that are known, or explained in it."""
    if not _ABBREVIATION.search(text.markdown):
        return
    seen = _UNSEEN.sub(_blank, "\n".join(code_free_lines(text.markdown)))
    explained: dict[str, bool] = {}
    start = 0
    for number, line in enumerate(seen.split("\n"), 1):
        for found in _ABBREVIATION.finditer(line) if not _is_shouted(line) else ():
            word = found[0]
            if word in known or len(_CAPITALS.findall(word)) < 2 or _ROMAN.fullmatch(word):
                continue
            if word not in explained:
                explained[word] = bool(re.search(_EXPLAINED.format(re.escape(word)), seen))
            if not explained[word]:
                before = text.markdown.count(word, 0, start + found.start())
                yield word, text.place(word, before, number, found.start() + 1)
        start += len(line) + 1


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _is_shouted(line: str) -> bool:
    """Whether a line of several words is all capitals: then none of them says that it is short for something."""
    return line.isupper() and len(re.findall(r"[A-Z]+", line)) > 1 and not re.search(rf"[{UNSPACED}]", line)
