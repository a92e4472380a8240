"""What is worked around because of others: each of these fails once they have mended it, and then ours can go."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import material
import mkdocs.structure.files
import mkdocs.structure.pages
import mkdocs.utils
import pytest
import yaml

from milepost.source.yaml import located_yaml

TEMPLATES = Path(material.__file__).parent / "templates"


def _printed_by(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_tell_when_mermaid_py_is_imported_in_silence() -> None:
    """mermaid-py 0.9.0 prints a warning without IPython and brings requests along: see mermaid_graph.py."""
    told = _printed_by("import sys; sys.modules['IPython'] = None; import mermaid; print('requests' in sys.modules)")
    assert told.startswith("Warning: IPython is not installed")
    assert told.endswith("True\n")


def test_mermaid_is_what_it_is_for_everybody_else() -> None:
    """Who imports mermaid-py after us has all of it, and nothing is printed by us."""
    code = "import sys; import milepost.render.charts.gantt; print('mermaid' in sys.modules)"
    assert _printed_by(code) == "False\n"
    assert _printed_by(f"{code}; import mermaid; print(mermaid.Mermaid.__name__)").endswith("Mermaid\n")


def test_tell_when_pyyaml_names_a_number_that_is_no_characters() -> None:
    """PyYAML 6.0.4 hands on Python's own error for an escape beyond Unicode: see source/yaml/located_yaml.py."""
    parser = located_yaml._PureParser('- "\\U99999999"')
    with pytest.raises((ValueError, OverflowError)) as caught:
        list(located_yaml._events(parser))
    assert not isinstance(caught.value, yaml.YAMLError)


@pytest.mark.parametrize(
    ("template", "written"),
    [
        ("base.html", 'type="checkbox" id="__drawer" autocomplete="off"'),
        ("base.html", 'type="checkbox" id="__search" autocomplete="off"'),
        ("partials/toc.html", '<label class="md-nav__title" for="__toc">'),
        ("partials/nav-item.html", 'id="{{ path }}_label" tabindex="{{ tabindex }}">'),
        ("partials/nav-item.html", 'aria-labelledby="{{ path }}_label"'),
    ],
)
def test_tell_when_material_names_what_opens(template: str, written: str) -> None:
    """Material 9.8.1 has tick boxes without a name that complete what one types: see site/finishing/mends.py."""
    assert written in (TEMPLATES / template).read_text("utf-8")


def test_tell_when_material_puts_the_way_past_first() -> None:
    """Material 9.8.1 has it behind the tick boxes of drawer and search: see site/finishing/mends.py."""
    page = (TEMPLATES / "base.html").read_text("utf-8")
    assert page.index('id="__drawer"') < page.index('data-md-component="skip"')


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("base.html", "<title>{{ config.site_name }}</title>"),
        ("base.html", "<title>{{ page.meta.title }} - {{ config.site_name }}</title>"),
        ("partials/header.html", "{{ config.site_name }}"),
        ("partials/content.html", "<h1>{{ page.title | d(config.site_name, true)}}</h1>"),
    ],
)
def test_tell_when_material_makes_names_harmless(template: str, printed: str) -> None:
    """Material 9.8.1 prints titles as they are, and MkDocs does not escape: see site/host/settings.py."""
    assert printed in (TEMPLATES / template).read_text("utf-8")


def test_tell_when_mkdocs_lets_others_find_its_files() -> None:
    """MkDocs 1.6.1 keeps to itself how a link in Markdown is found: see site/pages/author_page.py."""
    finders = [name for name in dir(mkdocs.structure.pages) if name.endswith("RelativePathTreeprocessor")]
    assert finders == ["_RelativePathTreeprocessor"]


def test_tell_when_mkdocs_looks_where_theme_files_are() -> None:
    """MkDocs 1.6.1 lists every icon of Material first, and drops it then: see site/theme_files.py."""
    assert "env.list_templates(filter_func=filter)" in inspect.getsource(
        mkdocs.structure.files.Files.add_files_from_theme
    )


def test_tell_when_mkdocs_takes_no_day_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs 1.6.1 stops at an empty `SOURCE_DATE_EPOCH` (mkdocs/mkdocs#3795): see clock.py."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    with pytest.raises(ValueError, match="invalid literal"):
        mkdocs.utils.get_build_datetime()
