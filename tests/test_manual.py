"""The manual: its tables are those of the declarations, its commands run, its links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from milepost.facts.events import EventName
from test_readme import bash

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
READ = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])


def tables() -> ModuleType:
    """The script that writes the tables."""
    spec = importlib.util.spec_from_file_location("manual_tables", DOCS / "manual/tables.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_are_current() -> None:
    """What the program declares is what the manual says; the command named brings it up to date."""
    stale = [path.name for path, text in tables().files().items() if path.read_text("utf-8") != text]
    assert stale == [], "out of date: run python docs/manual/tables.py"


def test_every_table_stands_in_a_chapter() -> None:
    """A command, a content file or a part of `status.json` that nobody can look up does not exist for readers."""
    placed = re.findall("<!-- table: (.*) -->", "".join(path.read_text("utf-8") for path in DOCS.glob("*.md")))
    assert sorted(placed) == sorted(tables().TABLES)


def test_every_event_is_explained() -> None:
    """What the ledger can say stands in its table, and nothing else does."""
    (table,) = re.findall(
        r"^\| event \| when \|\n(.*?)\n\n", (DOCS / "ledger.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    named = [name for row in table.splitlines()[1:] for name in row.split("|")[1].strip().split(", ")]
    assert sorted(named) == sorted(EventName)


def test_nobody_is_sent_to_an_index() -> None:
    """Until it is on one, `pip install` by name would fetch a stranger's package."""
    sources = (path for folder in ("generator", "theme", ".github") for path in (ROOT / folder).rglob("*"))
    texts = [*READ, ROOT / ".gitlab-ci.yml", *(path for path in sources if path.suffix in {".py", ".html", ".yml"})]
    # Not ../milepost, milepost-0.1.0.whl, milepost.git or milepost[charts] @ git+https://…
    by_name = re.compile(r"install\b[^\n`]*(?<![/\w.-])milepost(?![-.\w/])(?!\[[\w,]+\] @| @)")
    found = {str(path.relative_to(ROOT)): by_name.findall(path.read_text("utf-8")) for path in texts}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the manual speaks to a Unix shell")
def test_a_first_friday(tmp_path: Path) -> None:
    """Every block of the chapter, word for word and in order, does what the chapter says."""
    chapter = (DOCS / "first-friday.md").read_text("utf-8")
    ran = bash(tmp_path, "\n".join(re.findall(r"^```sh\n(.*?)^```", chapter, re.DOTALL | re.MULTILINE)))
    assert ran.returncode == 0, ran.stderr
    assert "warning" not in ran.stderr
    assert "/.site-" not in ran.stderr, "the folder in which a site is made is nobody's business"
    printed = re.search(r"<!-- printed -->\n```text\n(.*?)```", chapter, re.DOTALL)
    assert printed
    assert _undated(printed[1]) in _undated(ran.stdout)
    assert ran.stdout.count("No problems found.") == 2
    assert "As git says: 1 version" in ran.stdout


def _undated(text: str) -> str:
    """A text whose days may be any, as may the notice that is counted from them."""
    text = re.sub(r"\d{4}-\d\d-\d\d", "DAY", text)
    return re.sub(r"told \d+ \w+( \d+)?, [\d,]+ days ahead", "told", text)


@pytest.mark.slow
def test_the_manual_is_a_site(tmp_path: Path) -> None:
    """MkDocs builds it without a warning: each chapter is in the navigation and each link leads somewhere."""
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "-q",
        "-f",
        DOCS / "manual/mkdocs.yml",
        "-d",
        tmp_path / "site",
    ]
    built = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    pages = {path.parent.name for path in (tmp_path / "site").glob("*/index.html")}
    assert pages >= {path.stem for path in DOCS.glob("*.md")} - {"README"}
    foreign = {path.name: _fetched(path.read_text("utf-8")) for path in (tmp_path / "site").rglob("*.html")}
    assert {name: addresses for name, addresses in foreign.items() if addresses} == {}


def _fetched(html: str) -> list[str]:
    """The addresses elsewhere that a page loads something from."""
    return re.findall(r'<(?:script|img|link|iframe)\b[^>]*(?:src|href)="(?:https?:)?//[^"]*"', html)


@pytest.mark.parametrize("page", READ, ids=lambda page: page.name)
def test_links_lead_somewhere_on_a_forge(page: Path) -> None:
    """Each relative link of a Markdown file is a file here, and each anchor a heading of it as GitHub names them."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"`[^`\n]*`", lambda code: re.sub(r"[\[\]()]", "", code[0]), text)
    astray = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if re.match(r"[a-z]+:", link):
            continue
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            astray.append(link)
    assert astray == []


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_pictures_are_light() -> None:
    """README is read on phones, too."""
    weights = {path.name: path.stat().st_size for path in DOCS.glob("*.png")}
    assert sorted(weights) == ["history.png", "overview.png"]
    assert sum(weights.values()) < 150_000


def test_the_look_names_what_there_is() -> None:
    """Every variable that the chapter on one's own look names is one that our styles use."""
    named = set(re.findall(r"--m[pd]-[\w-]+", (DOCS / "look.md").read_text("utf-8")))
    styles = "".join(path.read_text("utf-8") for path in (ROOT / "theme").rglob("*.css"))
    assert named - set(re.findall(r"--m[pd]-[\w-]+", styles)) == set()
    assert len(named) > 10
