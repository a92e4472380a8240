"""Mistakes in `mkdocs.yml`: what MkDocs says of them, each with its line and what to do."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from milepost.errors import ContentError, Location, Problem, SiteError
from milepost.model.texts.typed import seen_from
from milepost.source.yaml.located_yaml import parse_yaml

_TOLD = re.compile(r"Config value '([^']+)': (.+)", re.DOTALL)
# ProperDocs gives the modules of MkDocs, and may log under its own name.
_LOGGERS = ("mkdocs.config", "properdocs.config")
_REMEDIES = {
    "docs_dir": "make that folder, or name the one that your content is in",
    "theme": "name: material is ours; install another one first",
    "plugins": "install it first, or take it out",
    "markdown_extensions": "install it first, or take it out",
    "dev_addr": "as in 127.0.0.1:8001",
    "hooks": "name a file that is there, or take it out",
}
_ELSE = "mkdocs.org/user-guide/configuration says what may stand there"


@contextmanager
def told_with_lines(source: Path) -> Iterator[None]:
    """Turn what stops MkDocs at the author's settings into problems, one for each mistake."""
    told: list[str] = []

    def hear(record: logging.LogRecord) -> bool:
        """Whether MkDocs is to say it itself."""
        if record.levelno < logging.ERROR:
            return True
        told.append(record.getMessage())
        return False

    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addFilter(hear)
    try:
        yield
    except SiteError as error:
        if problems := [*_problems(source, told)]:
            raise ContentError(problems) from error
        raise
    finally:
        for logger in loggers:
            logger.removeFilter(hear)


def _problems(source: Path, told: list[str]) -> Iterator[Problem]:
    name = seen_from(source.absolute(), Path.cwd())
    try:
        text = source.read_text("utf-8", "replace")
    except FileNotFoundError:
        yield Problem(Location(name), "there is no such file", "name another one with -f, or leave that out")
        return
    except OSError as error:
        yield Problem(Location(name), f"cannot be read: {error.strerror}", "make it readable")
        return
    if not told:  # It stopped before it had read any value; a tag is MkDocs' own to judge.
        yield from parse_yaml(text, name).problems
        return
    for words in told:
        found = _TOLD.fullmatch(words)
        key, message = (found[1], found[2]) if found else ("", words)
        line = re.search(rf"^{re.escape(key)}[ \t]*:", text, re.MULTILINE) if key else None
        where = Location(name, text.count("\n", 0, line.start()) + 1, 1) if line else Location(name)
        said = " ".join(f"{key}: {message}".strip(" :").split()).rstrip(".")
        yield Problem(where, said, _REMEDIES.get(key, _ELSE))
