"""The graph of mermaid-py, fetched from its room without going through the package's front door.

That brings an HTTP client along, for a service we never call, and prints a warning where IPython is missing
(mermaid-py 0.9.0; tests/test_upstream.py tells when it no longer does).
"""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec
from typing import Any


def _graph() -> Any:
    is_ours = "mermaid" not in sys.modules
    if is_ours and (found := find_spec("mermaid")):
        sys.modules["mermaid"] = module_from_spec(found)
    try:
        from mermaid import graph
    finally:  # Whoever else asks for the package gets all of it.
        for name in [name for name in sys.modules if is_ours and name.partition(".")[0] == "mermaid"]:
            del sys.modules[name]
    return graph.Graph


Graph: Any = _graph()
"""What a chart in Mermaid derives from."""
