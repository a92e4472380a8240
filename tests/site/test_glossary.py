"""The glossary in the built site: on every page, on one of its own, in the data, and never in the search."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from milepost.publication.build_versions import BuildTerms, build_with_versions
from milepost.site.build import build_site
from repository_builder import SMALL, RepositoryBuilder

UPDATE = "---\nstatus: green\nheadline: {}\n---\nWords on the UAT.\n"
FILES = {
    **SMALL,
    "content/glossary.yml": "UAT: Tests by users\n",
    "content/about.md": "# About\n\nThe UAT `UAT`.\n",
    "content/updates/2026-03-06.md": UPDATE.format("The UAT has begun"),
}


def _terms(site: Path, page: str) -> list[str]:
    return re.findall(r'class="mp-term"[^>]*>([^<]*)<', (site / page / "index.html").read_text())


def _built(builder: RepositoryBuilder) -> Path:
    return build_site(builder.path / "mkdocs.yml", None, say=lambda *_: None).directory


def _library(builder: RepositoryBuilder, target: Path) -> Path:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    say = progress = lambda *_: None
    return build_with_versions(
        builder.path / "mkdocs.yml", target, BuildTerms(now=now, say=say, progress=progress)
    ).directory


def test_terms_are_explained_on_every_page(builder: RepositoryBuilder) -> None:
    """On ours and on the author's own, once a section; the glossary itself has no marks."""
    site = _built(builder.commit(FILES))
    found = {page: _terms(site, page) for page in ("", "about", "updates/2026-03-06", "plan", "glossary")}
    assert found == {"": ["UAT"], "about": ["UAT"], "updates/2026-03-06": ["UAT"], "plan": [], "glossary": []}
    assert '<a href="../../glossary/#word-uat">' in (site / "updates/2026-03-06/index.html").read_text()
    assert '<div id="word-uat"><dt><dfn>UAT</dfn></dt>' in (site / "glossary/index.html").read_text()


def test_the_glossary_is_linked_and_no_tab(builder: RepositoryBuilder) -> None:
    """About leads to it, and where there is none the end of the overview; the navigation does not name it."""
    overview = (_built(builder.commit(FILES)) / "index.html").read_text()
    follow = re.search(r'class="mp-links".*?</p>', overview, re.DOTALL)
    assert overview.count('href="glossary/"') == 1
    assert follow
    assert 'href="glossary/"' in follow[0]
    builder.commit({"content/about.md": None, "content/project.yml": "name: Harbour line\ngoals: [Sell tickets]\n"})
    site = _built(builder)
    assert 'href="glossary/"' not in (site / "index.html").read_text()
    assert (site / "about/index.html").read_text().count('href="../glossary/"') == 1


def test_without_terms_there_is_no_glossary(builder: RepositoryBuilder) -> None:
    """Neither a page nor a link nor a card."""
    site = _built(builder.commit({**FILES, "content/glossary.yml": "# none yet\n"}))
    assert not (site / "glossary").exists()
    assert not [
        page for page in site.rglob("*.html") if "glossary/" in page.read_text() or "mp-word" in page.read_text()
    ]
    assert json.loads((site / "status.json").read_text())["glossary"] == []


def test_the_search_reads_words_and_no_cards(builder: RepositoryBuilder) -> None:
    """The index has what the author wrote, and the explanations only with the glossary."""
    site = _built(builder.commit(FILES))
    docs = json.loads((site / "search/search_index.json").read_text())["docs"]
    assert {doc["location"].split("#")[0] for doc in docs if "Tests by users" in doc["text"]} == {"glossary/"}
    assert [doc["location"] for doc in docs if "mp-" in doc["text"] or "Words used here" in doc["text"]] == []
    assert json.loads((site / "status.json").read_text())["glossary"] == [
        {"term": "UAT", "explanation": "Tests by users"}
    ]


def test_a_page_of_the_authors_own_takes_the_address(builder: RepositoryBuilder) -> None:
    """Who has written glossary.md keeps it, and the cards lead to it, not to a place that it does not have."""
    site = _built(builder.commit({**FILES, "content/glossary.md": "# Our words\n\nMore words.\n"}))
    assert "More words." in (site / "glossary/index.html").read_text()
    assert "glossary/#word-" not in "".join(page.read_text() for page in site.rglob("*.html"))


def test_each_version_explains_as_its_day_did(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """An old version has the glossary of its revision; one that is gone today leads to where it stood."""
    builder.commit(FILES, on="2026-03-06")
    second = {
        "content/glossary.yml": "beta: A first version\nwords: What we say\n",
        "content/updates/2026-03-13.md": UPDATE.format("The beta and the UAT"),
    }
    builder.commit(second, on="2026-03-13").commit({"content/glossary.yml": None}, on="2026-03-14")
    site = _library(builder, tmp_path / "tree")
    assert {
        page: _terms(site, page)
        for page in (
            "versions/2026-03-06/updates/2026-03-06",
            "versions/2026-03-13/updates/2026-03-13",
            "versions/2026-03-13/glossary",
            "updates/2026-03-06",
        )
    } == {
        "versions/2026-03-06/updates/2026-03-06": ["UAT"],
        "versions/2026-03-13/updates/2026-03-13": ["beta", "Words"],
        "versions/2026-03-13/glossary": [],
        "updates/2026-03-06": [],
    }
    old = (site / "versions/2026-03-06/updates/2026-03-06/index.html").read_text()
    assert 'href="../../glossary/#word-uat"' in old
    assert "versions/2026-03-13/glossary/" in (site / "glossary/index.html").read_text()
