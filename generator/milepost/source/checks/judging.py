"""Judging: how strictly content is read, and by which day."""

from __future__ import annotations

from datetime import date

from milepost.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Judging:
    """How content is judged.

    `today` is given for what can still be mended: then names and marks are judged, and which days lie in the future.
    With `advise` the words of all texts are looked at, too, which takes its time. `is_github` says that pages of one's
    own are in Markdown as on GitHub, like all the rest. With `is_lenient`, a latest content with errors is what history
    makes of it: the ledger needs no more. With `takes_over`, a file that an earlier run has read is not read again.
    """

    today: date | None = None
    advise: bool = False
    is_github: bool = True
    is_lenient: bool = False
    takes_over: bool = False


AS_IT_WAS = Judging()
"""What cannot be mended any more, as an old revision: nothing is judged that would not stop its ledger."""
