"""What may come in with the front matter of an author's page."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from milepost.site.pages.admission import admitted

HOSTILE = '"><script>1</script>'
SAFE = "&#34;&gt;&lt;script&gt;1&lt;/script&gt;"


@pytest.mark.parametrize(
    ("matter", "kept"),
    [
        (
            {"title": HOSTILE, "subtitle": HOSTILE, "status": HOSTILE},
            dict.fromkeys(("title", "subtitle", "status"), SAFE),
        ),
        ({"author": [HOSTILE]}, {"author": f"[&#39;{SAFE}&#39;]"}),
        ({"title": 2026}, {"title": "2026"}),
        ({"tags": [HOSTILE, 1], "hide": ["toc"]}, {"tags": [SAFE, 1], "hide": ["toc"]}),
        ({"hide": 5, "search": "yes please", "tags": "a"}, {}),
        ({"search": {"exclude": True}}, {"search": {"exclude": True}}),
        ({"template": "redirect.html", "location": "https://elsewhere.example/", "milepost": True}, {}),
        (
            {"git_revision_date_localized": HOSTILE, "comments": True},
            {"git_revision_date_localized": SAFE, "comments": True},
        ),
        ({"icon": "material/ferry"}, {"icon": "material/ferry"}),
    ],
)
def test_front_matter_becomes_words(matter: dict[str, Any], kept: dict[str, Any]) -> None:
    """Whatever a template may print is harmless, and whatever it works with has the shape it wants."""
    assert admitted(matter, "about.md", {"material/ferry"}.__contains__) == kept


def test_an_unknown_icon_is_told(caplog: pytest.LogCaptureFixture) -> None:
    """It would stop the build in words that nobody understands."""
    with caplog.at_level(logging.WARNING):
        assert admitted({"icon": "home"}, "about.md", lambda icon: False) == {}
    assert caplog.messages == ["about.md: there is no icon 'home' (name one of the theme's, such as material/ferry)"]
