"""What every run of the program finds out anew, though it stays: whoever forks runs finds it out once for all."""

from __future__ import annotations

from functools import cache
from importlib import import_module, metadata

from pydantic import BaseModel

_STAYS = {
    "milepost.memory.program": "program",
    "milepost.versions.receipts.manifests": "generator",
    "milepost.site.stylesheet": "stylesheet",
    "milepost.site.extensions.packages": "_distributions",
}


def look_once_for_packages() -> None:
    """Before anything is loaded that looks for them: what packages say of themselves is read once."""
    metadata.entry_points = cache(metadata.entry_points)  # type: ignore[assignment]


def know_what_stays() -> None:
    """Find out what is installed, what the program consists of, and how its records are read."""
    for group in ("mkdocs.plugins", "mkdocs.themes", "markdown.extensions"):
        metadata.entry_points(group=group)
    for module, name in _STAYS.items():
        getattr(import_module(module), name)()
    _make_readers(BaseModel)


def _make_readers(of: type[BaseModel]) -> None:
    """Pydantic makes what reads a record when it is first asked for one."""
    for record in of.__subclasses__():
        if record.__module__.startswith("milepost."):
            record.model_rebuild()
        _make_readers(record)
