"""What the author's Markdown costs: 500 updates, made safe, against Python-Markdown as MkDocs uses it."""

from __future__ import annotations

from collections.abc import Callable

from markdown import Markdown

from building import prose
from milepost.render.prose import Author
from milepost.render.prose.prose import harmless
from milepost.render.words.words import Words
from timing import Row, alternate, row

TEXTS, TURNS = 500, 5
_STOCK = ["toc", "tables", "fenced_code"]


def measure() -> list[Row]:
    """All that is done to a page's Markdown, the sanitizer included, against the conversion alone."""
    texts = [prose(number) for number in range(TEXTS)]
    best, floor = alternate(_ours(texts), _theirs(texts), TURNS)
    return [row(f"the Markdown of {TEXTS} updates", best, floor, 0.1, "Python-Markdown as MkDocs calls it")]


def _ours(texts: list[str]) -> Callable[[], None]:
    author = Author({}, Words.of("en"))

    def run() -> None:
        harmless.cache_clear()
        for text in texts:
            author.page(text, "updates/2026-03-06.md", str)

    return run


def _theirs(texts: list[str]) -> Callable[[], None]:
    def run() -> None:
        for text in texts:
            Markdown(extensions=_STOCK).convert(text)

    return run
