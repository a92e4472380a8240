"""Search: how Material's search comes to find words in a language that does not part them."""

from __future__ import annotations

import logging
from importlib import import_module
from importlib.util import find_spec

from milepost.memory.folder import kept_folder
from milepost.model.kinds.charter import Language

_SEGMENTER = "jieba"  # Material parts Chinese words with it, where it is installed


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
