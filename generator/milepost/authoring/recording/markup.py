"""Markup: a mail that is written in HTML alone, as the lines that its reader sees."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_LINES = {"p", "div", "br", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "hr", "pre"}
_UNSEEN = {"style", "script", "head", "title", "template"}
# What mail programs put around the mail that is answered.
_QUOTED = re.compile(
    r"gmail_quote|yahoo_quoted|protonmail_quote|divRplyFwdMsg|appendonsend|moz-cite-prefix|OLK_SRC_BODY"
)
_DECLARED = re.compile(r"<[!?]")
_NO_TAG = re.compile(r"<(?!/?[A-Za-z][^<>]*>)")


def text_of_html(html: str) -> str:
    """The lines of a page of HTML; what it quotes begins with `> `."""
    reader = _Reader()
    reader.feed(_NO_TAG.sub("&lt;", _undeclared(html)))
    reader.close()
    return reader.text


def _undeclared(html: str) -> str:
    """HTML without comments and declarations, for which Python's parser needs the square of a hostile length."""
    kept, at = [], 0
    while (begun := _next(html, at)) >= 0:
        mark = "-->" if html.startswith("<!--", begun) else ">"
        ended = html.find(mark, begun + 2)
        if ended < 0:
            break
        kept.append(html[at:begun])
        at = ended + len(mark)
    return "".join([*kept, html[at:]])


def _next(html: str, at: int) -> int:
    found = _DECLARED.search(html, at)
    return found.start() if found else -1


class _Reader(HTMLParser):
    """Gathers lines: blanks as a browser does, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self.depth = 0
        self.is_quoted = False
        self.unseen = ""

    @property
    def text(self) -> str:
        """What was gathered, at most one blank line at a time."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in self.lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or what nobody sees."""
        if tag in _UNSEEN:
            self.unseen = self.unseen or tag
        named = " ".join(value or "" for name, value in attrs if name in {"class", "id"})
        self.is_quoted = self.is_quoted or bool(_QUOTED.search(named[:200]))
        if tag in _LINES:
            self._break(is_wanted=tag in {"br", "p"})
        self.depth += tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        """End a line, or what nobody sees."""
        if tag == self.unseen:
            self.unseen = ""
        if tag == "blockquote" and self.depth:
            self.depth -= 1
        if tag in _LINES - {"br"}:
            self._break(is_wanted=tag == "p")

    def handle_data(self, data: str) -> None:
        """Take the words."""
        if self.unseen:
            return
        words = " ".join(re.split(r"[ \t\r\n]+", data))
        begun = self.lines[-1]
        self.lines[-1] = begun + (words.lstrip(" ") if not begun or begun.endswith(" ") else words)
        if (self.depth or self.is_quoted) and words.strip() and not self.lines[-1].startswith(">"):
            self.lines[-1] = f"> {self.lines[-1]}"

    def _break(self, *, is_wanted: bool) -> None:
        if self.lines[-1] or is_wanted:
            self.lines.append("")
