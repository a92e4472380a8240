"""Code in colours, as Material's stylesheet knows them."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

DIAGRAM = "mermaid"
# Beyond, a lexer's expressions may take longer than anybody waits.
_LONGEST = 20_000
_LONGEST_LINE = 1_000


def highlighted(language: str, code: str) -> str | None:
    """A block of code as HTML with its words in colours; None where nothing is known of its language."""
    if language.lower() == DIAGRAM:
        return f'<pre class="mp-diagram" data-search-exclude><code>{escape(code, quote=False)}</code></pre>'
    lexer = _lexer(language.lower()) if language else None
    if lexer is None or len(code) > _LONGEST or max(map(len, code.splitlines()), default=0) > _LONGEST_LINE:
        return None
    from pygments import highlight  # here, and below: most builds meet no code, and wait for no lexers
    from pygments.formatters import HtmlFormatter

    formatter: HtmlFormatter[str] = HtmlFormatter(nowrap=True)
    tokens = highlight(code, lexer, formatter)
    return f'<div class="highlight"><pre><code class="language-{escape(language)}">{tokens}</code></pre></div>'


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
