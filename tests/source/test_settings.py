"""Settings: read without MkDocs they say what MkDocs says, or are left to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from milepost.errors import MilepostError
from milepost.project.opening import plain_project
from milepost.site.configuration import configured_project
from repository_builder import RepositoryBuilder

PLAIN = "site_name: x\ndocs_dir: content\ntheme: {name: material}\nplugins: [search, milepost]\n"
LEFT_OUT = "exclude_docs: |\n  *.yml\n  !glossary.yml\n  drafts/\n"
FILES = ["milestones.yml", "glossary.yml", "drafts/a.md", "updates/2026-03-06.md", "a.md"]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN + LEFT_OUT,
        PLAIN.replace("{name: material}", "material") + "site_url: https://example.org/\n",
        PLAIN.replace("milepost]", "{milepost: {status_date: 2026-03-06, indexed: true}}]"),
        PLAIN.replace("name: material", "name: material, language: zh"),
        "\ufeff" + PLAIN,
    ],
)
def test_plain_settings_are_as_mkdocs_reads_them(
    text: str, builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same project, from a folder below it, too."""
    builder.commit({"mkdocs.yml": text, "content/project.yml": "name: x\n", "content/a.md": "x\n"})
    monkeypatch.chdir(builder.path / "content")
    plain, full = plain_project(None), configured_project(None)
    assert plain is not None
    assert plain.is_left_out
    assert full.is_left_out
    for name in ("prefix", "content", "configuration", "status_date", "is_github"):
        assert getattr(plain, name) == getattr(full, name), name
    assert [plain.is_left_out(path) for path in FILES] == [full.is_left_out(path) for path in FILES]
    assert plain.status_date in {None, date(2026, 3, 6)}


def test_without_settings(builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A content folder alone is enough."""
    builder.commit({"content/project.yml": "name: x\n"})
    monkeypatch.chdir(builder.path)
    plain, full = plain_project(None), configured_project(None)
    assert plain is not None
    assert (plain.prefix, plain.configuration, plain.is_left_out) == (full.prefix, full.configuration, full.is_left_out)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN + "hooks: [hooks.py]\n",
        PLAIN + "INHERIT: other.yml\n",
        PLAIN + "markdown_extensions: [attr_list]\n",
        PLAIN + "nav: []\n",
        PLAIN + "site_url: !ENV URL\n",
        PLAIN + "unknown: 1\n",
        PLAIN.replace("material", "mkdocs"),
        PLAIN.replace("search, ", "search, nobody-has-this, "),
        PLAIN.replace(", milepost", ""),
        PLAIN.replace("milepost]", "{milepost: {markdown: mkdocs}}]"),
        PLAIN.replace("milepost]", "{milepost: {status_date: soon}}]"),
        PLAIN.replace("docs_dir: content", "docs_dir: nowhere"),
        PLAIN.replace("site_name: x", "site_name:"),
        "plugins: [",
        "",
    ],
)
def test_whatever_else_is_for_mkdocs(text: str, builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what it refuses is told by `check`, too."""
    builder.commit({"mkdocs.yml": text, "content/project.yml": "name: x\n"})
    monkeypatch.chdir(builder.path)
    assert plain_project(None) is None


def test_a_file_that_is_named(builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """From anywhere; one that is not there is for MkDocs to miss."""
    builder.commit({"status.yml": PLAIN, "content/project.yml": "name: x\n"})
    monkeypatch.chdir(tmp_path)
    plain = plain_project(builder.path / "status.yml")
    assert plain is not None
    assert plain.configuration == "status.yml"
    assert plain_project(builder.path / "gone.yml") is None
    with pytest.raises(MilepostError):
        configured_project(builder.path / "gone.yml")
