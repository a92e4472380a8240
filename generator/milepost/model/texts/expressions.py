"""Expressions that are compiled when they are first used: most commands never need most of them."""

from __future__ import annotations

import re
from typing import Any, cast


def expression(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, made at its first use; large classes of characters take milliseconds each."""
    return cast("re.Pattern[str]", _Later(pattern, flags))


class _Later:
    """Does whatever the compiled expression does."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._written), name)  # Which remembers what it has compiled.
        setattr(self, name, found)
        return found
