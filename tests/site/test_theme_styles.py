"""Material's styles: light for the pages that wear little of them, whole for the others."""

from __future__ import annotations

import re
from pathlib import Path

import material
import pytest

from milepost.site.build import build_site
from milepost.site.theme_styles import LIGHT, light, lightened
from repository_builder import SMALL, RepositoryBuilder

SHEETS = sorted(Path(material.__file__).parent.glob("templates/assets/stylesheets/*.css"))
_LINKS = "".join(f'<link rel="stylesheet" href="../assets/stylesheets/{sheet.name}">\n' for sheet in SHEETS)
_WHOLE = "main.57a0d79d.min.css"


def test_what_is_rare_is_gone_and_the_rest_is_as_it_was() -> None:
    """Every declaration that is left is Material's own, in its order; what only *excludes* a rare class stays."""
    sheet = "a:not(.md-post){b:c}.md-post,.d{e:f}.md-post{g:h}@media print{[dir=rtl] .i{j:k}}.l:is(.admonition,.m){n:o}"
    assert _made_light(sheet) == "a:not(.md-post){b:c}.d{e:f}.l:is(.admonition,.m){n:o}"
    whole = "".join(sheet.read_text("utf-8") for sheet in SHEETS)
    short = light(*SHEETS)
    rules = re.compile(r"[^{}]+\{([^{}]*)\}")
    assert short.count("{") == short.count("}")
    left = iter([found[1] for found in rules.finditer(re.sub(r'url\("[^"]*"\)', "url()", whole))])
    icons = r"--md-[\w-]*icon[\w-]*:url\(\);?"
    for found in rules.finditer(re.sub(r'url\("[^"]*"\)', "url()", short)):
        assert any(re.sub(icons, "", body) == re.sub(icons, "", found[1]) for body in left), found[0][:200]


def test_an_icon_stays_as_long_as_a_rule_shows_it() -> None:
    """No variable that a rule asks for has lost its value, if Material gives it one."""
    short, whole = light(*SHEETS), "".join(sheet.read_text("utf-8") for sheet in SHEETS)
    asked = set(re.findall(r"var\((--md-[\w-]+)\)", short))
    given = re.compile(r"(--md-[\w-]+):")
    assert asked & set(given.findall(whole)) <= set(given.findall(short))
    assert len(short) * 3 < len(whole) * 2


@pytest.mark.parametrize(
    "worn",
    [
        '<div class="admonition note">',
        '<div class="tabbed-set tabbed-alternate">',
        '<article class="md-post">',
        '<a class="x md-source">',
        '<div class="grid cards">',
        '<html dir="rtl">',
        '<body data-md-color-primary="teal">',
    ],
)
def test_a_page_that_wears_what_is_rare_has_all_of_it(worn: str) -> None:
    """It asks for Material's own two sheets, as Material would have it."""
    assert lightened(f"{_LINKS}{worn}") == f"{_LINKS}{worn}"
    assert lightened(f'{_LINKS}<p class="mp-note notes">').startswith(f'<link rel="stylesheet" href="../{LIGHT}">')


def test_styles_of_an_authors_own_get_the_whole(tmp_path: Path) -> None:
    """They may build on anything of Material's; so does a page with tabs in its own HTML, and no other page."""
    builder = RepositoryBuilder(tmp_path / "project")
    tabs = {"content/tabs.md": '# Tabs\n\n<div class="tabbed-set">One</div>\n', "content/own.css": "h1 { color: red }"}
    builder.commit({**SMALL, **tabs}, on="2026-03-06")
    site = builder.path / "site"
    build_site(builder.path / "mkdocs.yml", None, say=lambda level, message: None)
    pages = {name: (site / name).read_text("utf-8") for name in ("index.html", "tabs/index.html")}
    assert {name: _WHOLE in page for name, page in pages.items()} == {"index.html": False, "tabs/index.html": True}
    builder.commit({"mkdocs.yml": SMALL["mkdocs.yml"] + "extra_css: [own.css]\n"}, on="2026-03-07")
    build_site(builder.path / "mkdocs.yml", None, say=lambda level, message: None)
    assert _WHOLE in (site / "index.html").read_text("utf-8")


def _made_light(css: str) -> str:
    import tempfile

    with tempfile.TemporaryDirectory() as room:
        sheet = Path(room, "main.css")
        sheet.write_text(css, "utf-8")
        return light(sheet)
