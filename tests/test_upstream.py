"""What is worked around because of others: each of these fails once they have mended it, and then ours can go."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml

from milepost.source.yaml import located_yaml


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
