"""The verdict: our own word beside what our rules say, in one sentence, with the checks folded under it."""

from __future__ import annotations

from collections import Counter

from milepost.facts.health.assessment import is_worse
from milepost.frozen import dataclass
from milepost.model.fields import Status
from milepost.render.context import Context
from milepost.render.words.words import Words


@dataclass(frozen=True, slots=True)
class Verdict:
    """A heading, the sentence under it, and how many checks say what."""

    title: str
    sentence: str
    checks: str


def verdict_of(context: Context) -> Verdict:
    """Whether our word and the rules agree."""
    words, health = context.words, context.report.health
    counted = Counter(area.status for area in health.areas)
    told = words(", ").join(
        words("{n} {status}", n=counted[status], status=_said(words, status))
        for status in reversed(Status)
        if counted[status]
    )
    checks = words.plural("{n} check: {told}", "{n} checks: {told}", len(health.areas), told=told)
    is_new = not context.report.milestones and not context.report.commitments
    if health.claimed is None and is_new and health.computed is Status.GREEN:
        said = words("Nobody has said yet how it stands, and there is nothing yet that our rules could look at.")
        return Verdict(words("How it stands by our rules"), said, words("What they will look at"))
    if health.claimed is None:
        said = words("Nobody has said yet how it stands. By our rules: {status}.", status=_said(words, health.computed))
        return Verdict(words("How it stands by our rules"), said, checks)
    title = words("Is it really “{status}”?", status=_said(words, health.claimed))
    return Verdict(title, _sentence(words, health.claimed, health.computed), checks)


def _sentence(words: Words, claimed: Status, computed: Status) -> str:
    ours, rules = _said(words, claimed), _said(words, computed)
    if claimed is computed:
        return words("We say {ours}, and our rules agree.", ours=ours)
    if is_worse(computed, claimed):
        return words("We say {ours}; by our rules: {rules}.", ours=ours, rules=rules)
    return words("We say {ours}; our rules, which know only what is written down, say {rules}.", ours=ours, rules=rules)


def _said(words: Words, status: Status) -> str:
    """A status in the middle of a sentence."""
    said = words.status(status)
    return said[:1].lower() + said[1:]
