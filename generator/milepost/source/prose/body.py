"""Prose: what can be read off a page's Markdown, its sections and the items it links to."""

from __future__ import annotations

import re
from functools import lru_cache

from milepost.model.texts.prose import Body, ItemLink, Section

_HEADINGS = {
    "done": "done|completed|finished|delivered|what we did|what is done|已完成|完成|本周完成|本期完成|完成情况",
    "in-progress": "in progress|doing|ongoing|under way|underway|working on|进行中|正在进行|在做",
    "next": "next|next up|next steps|next week|up next|planned|coming up|what comes next|下一步|下周计划|计划",
    "problems": "problems|problem|issues|blockers|risks and problems|what went wrong|问题|风险|风险与问题|困难",
    "needed": "needed from you|needed|what we need from you|what we need|asks|需要您|需要您的支持|需要贵方|需协助",
    "decisions": "decisions|decision|decided|what was decided|what we decided|决定|决议|决定事项|会议决定|会议决议",
    "actions": "actions|action|action items|action points|to do|todo|tasks|行动|行动项|行动事项|待办|待办事项|后续行动",
    "achieved": "achieved|what was achieved|what we achieved|achievements|项目成果|成果|达成的目标",
    "not-achieved": "not achieved|what was not achieved|what we did not achieve|未达成|未达成的目标|未能达成",
    "follows": "thanks and what follows|thanks|thank you|what follows|致谢与后续安排|致谢与后续|致谢|感谢|后续安排",
    "questions": "open questions|open question|questions|open points|未决问题|待定问题|待解决问题|遗留问题",
}
_NAMES = {variant: name for name, variants in _HEADINGS.items() for variant in variants.split("|")}
# As deep as a list may have it, or behind the mark of an entry or of a quotation.
_FENCE = re.compile(r"(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])[ \t]+)*[ \t>]*(`{3,}(?=[^`]*$)|~{3,})")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ITEM_LINK = re.compile(r"""(?:\]\([ \t]*<?|<)([A-Za-z][A-Za-z_-]*):([^\s<>()"']*)(?=[)>\s])""")
_ITEM_DEFINITION = re.compile(r"""^ {0,3}\[[^\]]+\]:[ \t]*<?([A-Za-z][A-Za-z_-]*):([^\s<>()"']*)(?=>|\s|$)""")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# An element with an attribute that can hide it, up to its end; where it has none, to that of the text.
_HIDING = re.compile(
    r"<(?P<tag>[a-z][a-z0-9-]*)\s[^<>]*\b(?:hidden|style|class|aria-hidden|width|height)\b[^<>]*>.*?(?:</(?P=tag)\s*>|\Z)"
    r"|<(?P<never>template|script|style|noscript|object|iframe)\b[^<>]*>.*?(?:</(?P=never)\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_WORDLESS = re.compile(r"\[(?:[^\w\[\]]|_)*\]\([^()\n]*\)")
_USE = re.compile(r"\]\[([^\[\]\n]+)\]|\[([^\[\]\n]+)\](?![\[(:])")
_DEFINITION = re.compile(r"^ {0,3}\[(?P<label>[^\[\]\n]+)\]:[^\n]*$", re.MULTILINE)
# A text that is edited keeps most of its lines: of so many what was found in them is remembered.
_LINES = 4096
# Schemes that are addresses, not kinds of item: `<mailto:a@b>` is no misspelt `milestone:`.
_SCHEMES = frozenset(
    {"mailto", "tel", "http", "https", "ftp", "sms", "data", "javascript", "urn", "geo", "xmpp", "irc"}
)


def read_body(markdown: str, line: int = 1) -> Body:
    """A page's Markdown with its lede, its second-level sections and its item links; `line` is where it begins."""
    lines = code_free_lines(markdown)
    return Body(markdown, line, *_divided(markdown.split("\n"), lines), _links(lines, line))


def item_links(markdown: str) -> tuple[ItemLink, ...]:
    """The item links of a piece of Markdown, lines counted from 1."""
    return _links(code_free_lines(markdown), 1)


def code_free_lines(markdown: str) -> list[str]:
    """The lines with fenced and inline code blanked out, so that columns stay what they were."""
    if "`" not in markdown and "~~~" not in markdown:
        return markdown.split("\n")
    lines, fence = [], ""
    for line in markdown.split("\n"):
        opening = _FENCE.match(line)
        if fence:
            closes = opening and opening[1].startswith(fence) and not line[opening.end() :].strip()
            fence = "" if closes else fence
            lines.append("")
        elif opening:
            fence = opening[1]
            lines.append("")
        else:
            lines.append(_without_code(line) if "`" in line else line)
    return lines


@lru_cache(maxsize=_LINES)
def _without_code(line: str) -> str:
    return _CODE.sub(lambda code: " " * len(code[0]), line)


def said_lines(markdown: str) -> list[str]:
    """The lines with comments and fenced code blanked out, so that columns stay what they were."""
    lines = code_free_lines(markdown)
    shown = _COMMENT.sub(_blank, "\n".join(lines)).split("\n")
    # A line of a fence is empty already; one with code and without a comment stays as it was written.
    written = zip(markdown.split("\n"), lines, shown, strict=True)
    return [line if free == seen and (free or not line) else seen for line, free, seen in written]


def _links(lines: list[str], first_line: int) -> tuple[ItemLink, ...]:
    found = [(number, link) for number, line in enumerate(lines) if ":" in line for link in _links_in(line)]
    seen = _shown("\n".join(lines)).split("\n") if found else []
    return tuple(
        ItemLink(link[1], link[2], number + first_line, link.start(1) + 1, seen[number][link.start(1)] == link[1][0])
        for number, link in found
    )


@lru_cache(maxsize=_LINES)
def _links_in(line: str) -> tuple[re.Match[str], ...]:
    found = (link for pattern in (_ITEM_LINK, _ITEM_DEFINITION) for link in pattern.finditer(line))
    return tuple(link for link in found if link[1].lower() not in _SCHEMES)


def _shown(text: str) -> str:
    """The text without comments, HTML that hides, links without a word, and definitions that nothing uses."""
    text = _COMMENT.sub(_blank, text)
    text = _HIDING.sub(_blank, text)
    text = _WORDLESS.sub(_blank, text)
    used = {label.casefold() for found in _USE.finditer(text) for label in found.groups() if label}
    return _DEFINITION.sub(lambda found: found[0] if found["label"].casefold() in used else _blank(found), text)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _divided(written: list[str], code_free: list[str]) -> tuple[str, tuple[Section, ...]]:
    heads = [(n, found) for n, line in enumerate(code_free) if (found := _HEADING.match(line)) and len(found[1]) <= 2]
    lede = "\n".join(written[: heads[0][0] if heads else len(written)]).strip()
    ends = [number for number, _ in heads[1:]] + [len(written)]
    sections = []
    for (number, found), following in zip(heads, ends, strict=False):
        if len(found[1]) == 2:
            text = "\n".join(written[number + 1 : following]).strip("\n")
            sections.append(Section(found[2], section_name(found[2]), text))
    return lede, tuple(sections)


def section_name(heading: str) -> str | None:
    """The known section that a heading begins; None where it is another."""
    words = re.sub(r"\{[^}]*\}|[*_`:：]", " ", heading)
    return _NAMES.get(re.sub(r"[^\w ]", "", " ".join(words.split())).strip().casefold())
