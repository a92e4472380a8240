"""The usual sections of an update are called in the site's language."""

from __future__ import annotations

import pytest

from milepost.render.prose import Heading, Written
from milepost.render.words.words import Words
from milepost.site.finishing.headings import in_our_words


@pytest.mark.parametrize(
    ("language", "heading", "shown"),
    [
        ("zh", "Done", "已完成"),
        ("zh", "What we need", "需要您的支持"),
        ("zh", "What we found", "What we found"),
        ("zh", "下周计划", "下周计划"),
        ("en", "下一步", "Next"),
        ("en", "Completed", "Completed"),
    ],
)
def test_a_known_section_is_called_in_the_language_of_the_site(language: str, heading: str, shown: str) -> None:
    """Whatever its author's; what is in that language, and what is no known section, stays as it was written."""
    written = Written(f'<h2 id="a">{heading}</h2>\n<p>{heading}</p>', (Heading(2, "a", heading),))
    assert in_our_words(written, Words.of(language)) == Written(
        f'<h2 id="a">{shown}</h2>\n<p>{heading}</p>', (Heading(2, "a", shown),)
    )
