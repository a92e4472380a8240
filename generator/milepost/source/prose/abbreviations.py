"""Plain words: the abbreviations that nobody explains to the client, as advice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from milepost.errors import Location, Problem, Severity
from milepost.model.kinds.glossary import UNSPACED
from milepost.model.texts.expressions import expression
from milepost.source.files.readings import Sources
from milepost.source.prose.body import code_free_lines
from milepost.source.prose.texts import Text, texts_of, titles_of

# Who reads a status site meets these every day; the last two lines are shouted, not short for anything.
_COMMON_WORDS = """
AM BC CD CEO CO2 CSV CV DIY DVD EU EUR FAQ GB GBP GMT GPS HEAD HTML ID IT KB MB NGO OK PC PDF PIN PM PR PS QR SMS TB
TV UK UN URL US USA USB USD UTC VAT VIP WC WWW XML ZIP
ALL AND ANY DO DONE IN IS MUST NEW NEVER NO NOT NOW OF ON ONE ONLY OR OUR SO THE TO TODO TWO WE YES YOU
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_IN_WORD = rf"[^\W{UNSPACED}]"
# Neither part of a longer word, an address or an id such as CR-2; Chinese may touch it.
_ABBREVIATION = expression(
    rf"(?<!{_IN_WORD})(?<![&@.#])[A-Z](?:[A-Z0-9]|&(?=[A-Z])){{1,5}}(?=s?(?!{_IN_WORD}))(?!-\d|@|\.\w|&\w|/[a-z])"
)
_CAPITALS = expression(r"[A-Z]")
_ROMAN = expression(r"[IVX]+")
# As above, but wherever it may be explained, also in `_UAT_`.
_WRITTEN = expression(r"(?<![A-Za-z0-9])[A-Z](?:[A-Z0-9]|&(?=[A-Z])){1,5}(?=s?(?![A-Za-z0-9]))")
# EU-WEST, X-RAY; ON HOLD. A number of the Romans shouts at nobody.
_PART = rf"[A-Z][A-Z0-9&]*+(?!{_IN_WORD})"
_LOUD = rf"(?![IVX]++(?!{_IN_WORD}))[A-Z][A-Z0-9&]++(?!{_IN_WORD})"
_SHOUTED = expression(rf"(?<!{_IN_WORD})(?:{_PART}(?:-{_PART})++|{_LOUD}(?:(?:-|[ \t]++){_LOUD})++)")
# What a reader does not see: comments, tags with their attributes, addresses, where links lead.
_COMMENT = expression(r"<!--.*?-->", re.DOTALL)
_UNSEEN = expression(
    r"</?[A-Za-z][^<>]*>|\]\([^()\n]*\)|^ {0,3}\[[^\]\n]+\]:[^\n]*|\]\[[^\]\n]*\]"
    r"|\b(?:https?|mailto):[^\s<>()]+|^[> \t]*\[!\w+\]",
    re.MULTILINE,
)
_TITLED = expression(r"""<abbr(?=\s[^<>]*\btitle\s*=\s*["']?[^"'\s>])[^<>]*+>([^<>]*+)</abbr""", re.IGNORECASE)
_MARK = r"[\"'“”’«»*_\[\]]*+"
_LETTER = r"[^\W\d_]"
# What no abbreviation holds: small letters, or Chinese.
_WORD = rf"(?:[^\W\d_A-Z{UNSPACED}]{{2}}|[{UNSPACED}])"
_ELSEWHERE = r"(?:(?i:see|cf|e\.g)\b|[参详请]?见|参[看照]|例如|比如)"
_NEAR = 200
# An explanation stands before the abbreviation, and then this; or after it.
_BEFORE = expression(rf"{_WORD}{_MARK}\s*[(（]{_MARK}\Z")  # user acceptance testing (UAT)
_CLOSED = expression(rf"s?{_MARK}[)）,，;；]")
_AFTER = expression(
    rf"s?{_MARK}\s*+(?:[(（]{_MARK}(?!{_ELSEWHERE})(?={_LETTER}{{2}})[^()（）]*?{_WORD}"  # UAT (user …)
    rf"|[:：]\s*+{_MARK}(?!{_ELSEWHERE}){_LETTER}"  # UAT: user acceptance testing
    r"|(?:[,，]\s*+)?(?:(?:that is|i\.e|means|stands for|is short for)\b|即|是指|指的是|意为))"
)


def unexplained(sources: Sources) -> Iterator[Problem]:
    """Each abbreviation of the public texts that neither the glossary nor the text explains, at its first place."""
    known = _COMMON | _known_here(sources)
    places: dict[str, list[Location]] = {}
    others: Counter[str] = Counter()
    for text in (*texts_of(sources), *titles_of(sources)):
        for word, (place, times) in _abbreviations(text, known).items() if text.is_public else ():
            places.setdefault(word, []).append(place)
            others[word] += times
    for word in sorted(places):
        more = others[word] - 1
        where = f", here and in {more} more place{'s' if more > 1 else ''}" if more else " here"
        hint = f"add it to {sources.prefix}glossary.yml ({word}: …), or say it in full where it stands"
        yield Problem(min(places[word]), f"the abbreviation {word!r} is not explained{where}", hint, Severity.ADVICE)


def _known_here(sources: Sources) -> frozenset[str]:
    """The glossary's words, the ids of items, and the names of the project and its two sides."""
    charter = sources.charter
    names = [charter.name, charter.client or "", charter.vendor or ""] if charter else []
    names += [term.term for term in sources.glossary]
    words = [word for name in names for word in re.split(r"[^\w&]+", name)]
    ids = [name for names in sources.ids.values() for name in names]
    return frozenset((*words, *(word.removesuffix("s") for word in words), *ids))


def _abbreviations(text: Text, known: frozenset[str]) -> dict[str, tuple[Location, int]]:
    """Each abbreviation of a text, where it stands first and how often, unless it is known, or explained in it."""
    if not _ABBREVIATION.search(text.markdown):
        return {}
    written = uncommented("\n".join(code_free_lines(text.markdown)))
    seen = _UNSEEN.sub(_blank, written)
    known = known | _titled(written) | _explained(seen, known)
    told: dict[str, tuple[Location, int]] = {}
    start = 0
    for number, line in enumerate(seen.split("\n"), 1):
        for found in _abbreviations_of(line):
            word = found[0]
            if word in told:
                told[word] = told[word][0], told[word][1] + 1
            elif word not in known:
                before = 0 if text.is_body else text.markdown.count(word, 0, start + found.start())
                told[word] = text.place(word, before, number, found.start() + 1), 1
        start += len(line) + 1
    return told


def _abbreviations_of(line: str) -> Iterator[re.Match[str]]:
    """What looks like an abbreviation in a line; neither a number of the Romans nor what is shouted does."""
    for found in _ABBREVIATION.finditer(_SHOUTED.sub(_blank, line)) if not _is_shouted(line) else ():
        if len(_CAPITALS.findall(found[0])) > 1 and not _ROMAN.fullmatch(found[0]):
            yield found


def uncommented(markdown: str) -> str:
    """A text without its comments; behind the last end of one none is looked for."""
    last = markdown.rfind("-->") + len("-->")
    return markdown if last < len("-->") else _COMMENT.sub(_blank, markdown[:last]) + markdown[last:]


def _titled(markdown: str) -> set[str]:
    """The abbreviations that HTML explains: `<abbr title="…">UAT</abbr>`."""
    words = {found[1].strip() for found in _TITLED.finditer(markdown)} if "<abbr" in markdown else set()
    return words | {word.removesuffix("s") for word in words}


def _explained(seen: str, known: frozenset[str]) -> set[str]:
    """The abbreviations that a text explains beside one of the places where they stand."""
    explained: set[str] = set()
    for found in _WRITTEN.finditer(seen):
        if found[0] not in known and found[0] not in explained and _is_explained(seen, *found.span()):
            explained.add(found[0])
    return explained


def _is_explained(seen: str, start: int, end: int) -> bool:
    """Whether the words just before or just behind an abbreviation say what it stands for."""
    if _CLOSED.match(seen, end, end + _NEAR) and _BEFORE.search(seen[max(0, start - _NEAR // 4) : start]):
        return True
    return bool(_AFTER.match(seen, end, end + _NEAR))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _is_shouted(line: str) -> bool:
    """Whether a line of several words is all capitals: then none of them says that it is short for something."""
    return line.isupper() and len(re.findall(r"[A-Z]+", line)) > 1 and not re.search(rf"[{UNSPACED}]", line)
