"""What stops MkDocs, in our words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from mkdocs.exceptions import Abort, MkDocsException

from milepost.errors import MilepostError, SiteError
from milepost.site.extensions.blame import blamed

T = TypeVar("T")
_STRICT = re.compile(r"Aborted with (\d+) warnings in strict mode!")


def run(step: Callable[[], T]) -> T:
    """Run a step of MkDocs and translate what stops it."""
    try:
        return step()
    except Abort as error:
        raise SiteError(_told(_in_a_line(str(error.message)))) from error
    except MkDocsException as error:
        raise SiteError(_in_a_line(str(error))) from error
    except MilepostError:
        raise
    except Exception as error:
        if place := blamed(error):
            told = f"{place}: {type(error).__name__}: {error}"
            raise SiteError(
                f"{told} (a plugin, hook or template that mkdocs.yml names: mend it, or leave it out)"
            ) from error
        raise


def _told(words: str) -> str:
    """What MkDocs says of strictness, with what to do; any other reason as it is."""
    if found := _STRICT.fullmatch(words):
        told = f"{found[1]} warning{'' if found[1] == '1' else 's'}"
        return f"stopped at {told} (mend what is told above, or leave --strict out)"
    return words


def _in_a_line(words: str) -> str:
    return " ".join(words.split())
