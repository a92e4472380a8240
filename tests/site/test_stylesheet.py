"""The stylesheet: one request, made of a file for each page and part."""

from __future__ import annotations

import re
from pathlib import Path

from milepost.render.words.catalogue import theme_folder
from milepost.site.build import build_site
from milepost.site.stylesheet import FOLDER, PARTS, STYLESHEET, short_script, stylesheet
from milepost.site.theme_styles import LIGHT
from repository_builder import SMALL, RepositoryBuilder


def test_every_part_is_in_it_and_loses_nothing() -> None:
    """Each file of the folder has its place, and only comments and blanks are left out."""
    files = {path.stem: path.read_text(encoding="utf-8") for path in Path(str(theme_folder()), FOLDER).glob("*.css")}
    assert sorted(files) == sorted(PARTS)

    def bare(css: str) -> str:
        whole = re.sub(r"(?<![\w.])0(?=\.\d)", "", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
        return re.sub(r"\s|;(?=\s*})", "", whole)

    assert bare(stylesheet()) == bare("".join(files[name] for name in PARTS))
    assert "--mp-bg:" not in "".join(text for name, text in files.items() if name not in {"palette", "paper"})


def test_a_site_asks_for_it_once_and_for_none_of_its_parts(tmp_path: Path) -> None:
    """Beside the theme's own, made light; the parts stay at home, and an author's stylesheet in its place wins."""
    builder = RepositoryBuilder(tmp_path / "project")
    builder.commit(SMALL, on="2026-03-06")
    site = builder.path / "site"
    build_site(builder.path / "mkdocs.yml", None, say=lambda level, message: None)
    page = (site / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'rel="stylesheet" href="([^"]+)"', page) == [LIGHT, STYLESHEET]
    assert (site / STYLESHEET).read_text(encoding="utf-8") == stylesheet()
    assert not (site / FOLDER).exists()
    own = {
        "mkdocs.yml": SMALL["mkdocs.yml"].replace("theme: {name: material}", "")
        + "theme: {name: material, custom_dir: look}\n",
        "look/assets/milepost.css": "h1 { color: red }",
    }
    builder.commit(own, on="2026-03-07")
    build_site(builder.path / "mkdocs.yml", None, say=lambda level, message: None)
    assert (site / STYLESHEET).read_text(encoding="utf-8") == "h1 { color: red }"


def test_a_script_is_published_without_what_is_for_whoever_mends_it() -> None:
    """Comments and indentation go, and nothing else: no text of ours has either in it."""
    for file in sorted(Path(str(theme_folder()), "assets").glob("*.js")):
        script = file.read_text(encoding="utf-8")
        short = short_script(script)
        assert not re.search(r"/\*|^\s|^//|// ", short, re.MULTILINE)
        kept = re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)
        assert short.split() == kept.split()
        # A text of several lines would lose its own indentation.
        assert all(line.count("`") % 2 == 0 for line in script.splitlines()), file.name
