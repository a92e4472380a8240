"""Merman: Mermaid as SVG at build time, the same bytes each time."""

from __future__ import annotations

import atexit
import json
import logging
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any

# MkDocs shows what is told under its own name, and `--strict` counts it.
_log = logging.getLogger("mkdocs.plugins.milepost")


class DiagramError(Exception):
    """A diagram could not be drawn."""


def is_drawable() -> bool:
    """Whether merman, the extra `charts`, is installed."""
    return find_spec("merman") is not None


@cache
def tell_once(message: str) -> None:
    """Say it in the build, and not for every diagram that it is true of."""
    _log.info(message)


def mermaid_svg(source: str, options: Mapping[str, object]) -> str:
    """Mermaid drawn by merman, the same bytes each time."""
    try:
        import merman  # an optional extra
    except (ImportError, OSError) as error:  # its library does not fit the platform
        raise DiagramError(f"merman cannot be loaded: {error}") from error
    try:
        return str(_engine().render_svg(source, json.dumps(options)))
    except merman.MermanError as error:
        raise DiagramError(f"merman: {getattr(error, 'message', error)}") from error


@cache
def _engine() -> Any:
    import merman

    # What UniFFI makes of it (merman 0.9.2) is freed with the help of its module, of which nothing may be left later.
    atexit.register(_engine.cache_clear)
    return merman.MermanEngine(None, None)
