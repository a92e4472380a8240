"""What a canary writes down of itself as an entry of a list: its word in every field that holds words, at some time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Named = Callable[..., list[str]]
"""The things of some kinds that may be named, as `kind:id`."""


def entry_of(kind: str, name: str, words: str, step: int, named: Named) -> dict[str, Any]:
    """The entry of a thing called `name` in the state of a step, with `words` where Markdown may stand.

    Only the last two states have a verdict or an end, so that both sides of it are told.
    """
    note = {"id": name, "note": words, "reason": words}
    return {**note, **_BY_KIND[kind](name, words, step, named)}


def _promised(name: str, words: str, step: int, named: Named) -> dict[str, Any]:
    return {"owner": name, "because": named("change", "problem", "decision", "risk"), "cause": "scope"}


def _milestone(name: str, words: str, step: int, named: Named) -> dict[str, Any]:
    word: list[dict[str, Any]] = [
        {},
        {"delivered": "2026-04-03"},
        {"delivered": "2026-04-03", "rejected": {"on": "2026-04-16", "why": words}},
        {"delivered": "2026-04-20", "done": "2026-04-22", "accepted": {"on": "2026-04-22", "by": name, "how": "mail"}},
    ]
    anew = {"on": "2026-04-10", "due": f"2026-05-{10 + step}", "approved_by": name, "change": _first(named("change"))}
    return {
        "title": name,
        "due": f"2026-05-{10 + step}",
        "acceptance": words,
        "after": [one.partition(":")[2] for one in named("milestone")],
        "rebaselined": anew if step else None,
        **_promised(name, words, step, named),
        **word[step % len(word)],
    }


def _commitment(name: str, words: str, step: int, named: Named) -> dict[str, Any]:
    return {
        "promise": name,
        "from": "client",
        "to": name,
        "due": f"2026-04-{10 + step}",
        "milestone": _id(named("milestone")),
        "evidence": name,
        "withdrawn": {"on": "2026-04-20", "agreed_with": name} if step > 2 else None,
        **_promised(name, words, step, named),
    }


def _record(name: str, named: Named) -> dict[str, Any]:
    return {"title": name, "owner": name, "raised_by": name, "affects": named("milestone", "commitment")}


def _risk(name: str, words: str, step: int, named: Named) -> dict[str, Any]:
    problem = _id(named("problem"))
    closed = {"on": "2026-04-10", "because": "occurred" if problem else "passed", "problem": problem}
    return {
        **_record(name, named),
        "effect": name,
        "plan": name,
        "probability": 1 + step,
        "impact": 4,
        "lesson": _id(named("lesson")),
        "closed": closed if step > 1 else None,
    }


def _problem(name: str, words: str, step: int, named: Named) -> dict[str, Any]:
    states = ("investigating", "fixing", "monitoring", "resolved")
    told = [{"on": f"2026-04-0{n + 1}", "state": state, "text": words} for n, state in enumerate(states[: step + 1])]
    return {
        **_record(name, named),
        "effect": name,
        "workaround": name,
        "severity": "high",
        "risk": _id(named("risk")),
        "lesson": _id(named("lesson")),
        "due": f"2026-04-{10 + step}",
        "thread": told,
    }


def _decision(name: str, words: str, step: int, named: Named) -> dict[str, Any]:
    verdict = {"decided": "2026-04-10", "decision": name, "why": words, "by": name} if step > 1 else {}
    return {
        **_record(name, named),
        "from": "client",
        "due": f"2026-04-{10 + step}",
        "options": [name, f"Not {name}"],
        "if_late": name,
        "consulted": [name],
        "supersedes": _id(named("decision")),
        **verdict,
    }


def _change(name: str, words: str, step: int, named: Named) -> dict[str, Any]:
    return {
        **_record(name, named),
        "side": "client",
        "why": words,
        "impact": {"days": step, "cost": name, "effort": name, "scope": name, "quality": name},
        "decided": {"on": "2026-04-10", "outcome": "approved", "by": name, "why": words} if step > 1 else None,
    }


def _feedback(name: str, words: str, step: int, named: Named) -> dict[str, Any]:
    answer = {"answer": words, "answered": "2026-04-10", "outcome": "planned"} if step > 1 else {}
    return {
        **_record(name, named),
        "on": "2026-04-01",
        "rating": 1 + step,
        "said": words,
        "milestone": _id(named("milestone")),
        "actions": named("commitment", "milestone", "change", "decision", "problem", "risk") if step > 1 else [],
        **answer,
    }


def _budget(name: str, words: str, step: int, named: Named) -> dict[str, Any]:
    return {
        **_record(name, named),
        "unit": "hours",
        "agreed": 100 + step,
        "used": 40 * step,
        "as_of": "2026-04-02",
        "change": _first(named("change")),
    }


def _first(names: list[str]) -> str | None:
    return next(iter(names), None)


def _id(names: list[str]) -> str | None:
    found = _first(names)
    return found.partition(":")[2] if found else None


_BY_KIND: Mapping[str, Callable[[str, str, int, Named], dict[str, Any]]] = {
    "milestone": _milestone,
    "commitment": _commitment,
    "risk": _risk,
    "problem": _problem,
    "decision": _decision,
    "change": _change,
    "feedback": _feedback,
    "budget": _budget,
}
