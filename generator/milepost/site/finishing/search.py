"""Search: how Material's search comes to find words in a language that does not part them."""

from __future__ import annotations

import logging
import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from milepost.memory.folder import kept_folder
from milepost.model.kinds.charter import Language

_SEGMENTER = "jieba"  # Material parts Chinese words with it, where it is installed


def wait_for_chinese() -> None:
    """Let the dictionary wait until somebody asks for it: Material's search (9.8) loads it for any language."""
    if _SEGMENTER not in sys.modules and (found := find_spec(_SEGMENTER)):
        sys.modules[_SEGMENTER] = later = _Later(_SEGMENTER)
        later.__spec__ = found  # Whoever asks whether it is installed looks there (`find_spec`).


def part_words(language: Language, log: logging.Logger) -> None:
    """Prepare the parting of Chinese words: quietly, and with its dictionary kept where nobody else can write."""
    if language is not Language.ZH:
        return
    if find_spec(_SEGMENTER) is None:
        log.info("the extra 'zh' is not installed: the search finds a Chinese phrase by its very words alone")
        return
    logging.getLogger(_SEGMENTER).setLevel(logging.WARNING)
    if cache := kept_folder("words"):
        import_module(_SEGMENTER).dt.tmp_dir = str(cache)


class _Later(ModuleType):
    """Stands for a module until something of it is wanted (Python 3.11's `LazyLoader` loads it when it is imported)."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)
