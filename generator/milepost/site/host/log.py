"""What MkDocs says while a step runs, and what it is told of the author's mistakes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from mkdocs.commands import build as mkdocs_build

from milepost.errors import Problem, Severity, SiteError
from milepost.site.extensions.lacking import LackingError

Say = Callable[[str, str], None]
# Who gives the modules of MkDocs: itself, or ProperDocs in its place.
_ENGINE = mkdocs_build.__name__.partition(".")[0]
# What it says of the folder that a site is made in, which is not the one it will stand in.
_OF_THE_WORKSHOP = ("Cleaning site directory", "Building documentation to directory")


@contextmanager
def heard(say: Say) -> Iterator[None]:
    """Hear what MkDocs logs while a step runs."""
    logger, listener = logging.getLogger(_ENGINE), _Listener(say)
    if _ENGINE != "mkdocs":
        # So that --strict counts what is told under the old name; the command line of ProperDocs does the same.
        logging.getLogger("mkdocs").parent = logger
    before = logger.level, logger.propagate
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.level, logger.propagate = before


@contextmanager
def quiet() -> Iterator[None]:
    """Hear only why MkDocs stops: the rest was heard when what is published was built."""
    told: list[str] = []
    try:
        with heard(lambda level, message: told.append(message) if level == "error" else None):
            yield
    except SiteError as error:
        if type(error) in {SiteError, LackingError} and told:
            raise SiteError("; ".join(dict.fromkeys((*told, str(error))))) from error
        raise


def tell(problems: Iterable[Problem], log: logging.Logger) -> None:
    """Log what is wrong; an old revision that cannot be read any more is no warning, for nobody can mend it."""
    for problem in problems:
        mendable = problem.severity is not Severity.ADVICE and not problem.location.revision
        log.log(logging.WARNING if mendable else logging.INFO, "%s", problem)


class _Listener(logging.Handler):
    def __init__(self, say: Say) -> None:
        super().__init__(logging.INFO)
        self.say = say

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno == logging.INFO and record.getMessage().startswith(_OF_THE_WORKSHOP):
            return
        if record.levelno >= logging.ERROR:
            self.say("error", record.getMessage())
        else:
            self.say("warning" if record.levelno >= logging.WARNING else "info", record.getMessage())
