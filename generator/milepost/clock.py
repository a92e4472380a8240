"""The clock: the one place that asks what time it is, for the command line and the plugin, which pass it on."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import NamedTuple

from milepost.errors import MilepostError

_FIXED = "SOURCE_DATE_EPOCH"


class Clock(NamedTuple):
    """What the clock of the machine says, and the moment for which a site is told.

    They differ where `SOURCE_DATE_EPOCH` fixes the second one (https://reproducible-builds.org/specs/source-date-epoch).
    """

    now: datetime
    moment: datetime


def read_clock() -> Clock:
    """What time it is."""
    now, fixed = datetime.now(UTC), os.environ.get(_FIXED)
    if not fixed:
        return Clock(now, now)
    try:
        return Clock(now, datetime.fromtimestamp(int(fixed), UTC))
    except (ValueError, OverflowError, OSError) as error:
        raise MilepostError(
            f"{_FIXED}: {fixed!r} is no number of seconds since 1970 (set it right, or unset it)"
        ) from error


def forget_nothing_said() -> None:
    """Take a day that is fixed to nothing for one that is not fixed, as whoever asks us does.

    MkDocs 1.6.1 stops at it: `get_build_datetime` takes what is no number for a mistake (mkdocs/mkdocs#3795).
    """
    if os.environ.get(_FIXED) == "":
        del os.environ[_FIXED]
