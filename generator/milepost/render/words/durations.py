"""Durations: how long something took, or how long before something it was seen; of several, what is true of them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_high, median_low

from milepost.render.words.words import Words


def after(days: int, words: Words) -> str:
    """How long it took: after 3 days, or the same day."""
    return words("after {days}", days=words.days(days)) if days else words("the same day")


def how_soon(days: Sequence[int], words: Words) -> str:
    """How long each of some took, where that was the same, or how many of them took no longer than the middle one."""
    if not days:
        return ""
    middle = median_low(days)
    if len(days) == 1:
        return after(middle, words)
    if min(days) == max(days):
        return words("each after {days}", days=words.days(middle)) if middle else words("each the same day")
    number = sum(one <= middle for one in days)
    if not middle:
        return words("{n} of them the same day", n=number)
    if number == len(days):
        return words("all within {days}", days=words.days(middle))
    return words("{n} of them within {days}", n=number, days=words.days(middle))


def how_early(days: Sequence[int], words: Words) -> str:
    """How long before something each of some was, or how many of them were no shorter before it than the middle one."""
    if not days:
        return ""
    middle = words.days(median_high(days))
    if len(days) == 1:
        return words("{days} ahead", days=middle)
    if min(days) == max(days):
        return words("each {days} ahead", days=middle)
    number = sum(one >= median_high(days) for one in days)
    if number == len(days):
        return words("all at least {days} ahead", days=middle)
    return words("{n} of them at least {days} ahead", n=number, days=middle)
