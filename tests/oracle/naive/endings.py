"""How an item that is no promise goes on to its end: what was said, what was done, what was decided, how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from oracle.naive.differences import entry
from oracle.naive.states import Item
from oracle.naive.values import page_words, text, words

# What ends an item, by its kind: a day, or a mapping with `on`.
ENDS = {"risk": ("closed",), "decision": ("withdrawn",), "change": ("implemented", "withdrawn")}

# By which keys both sides agree to a page.
CONSENTS = ("approved", "accepted")


def verdict(kind: str, item: Item) -> Any:
    """What decides an item: a day, or a mapping with `on`."""
    return item.get("answered" if kind == "feedback" else "decided") if kind != "risk" else None


def closing(kind: str, item: Item) -> date | None:
    """The day on which an item was at its end: closed, resolved, answered, decided; a change only if refused."""
    for key in ENDS.get(kind, ()):
        if day := day_of(item.get(key)):
            return day
    if kind == "problem":
        return resolved(item)
    found = verdict(kind, item)
    goes_on = isinstance(found, dict) and found["outcome"] != "rejected"
    return None if goes_on else day_of(found)


def resolved(item: Item) -> date | None:
    """The day on which a problem was resolved, as far as its last entry says so."""
    last = (item.get("thread") or [None])[-1]
    return last["on"] if last and last["state"] == "resolved" else None


def day_of(value: Any) -> date | None:
    """The day of a mapping with `on`, or the day itself."""
    return value.get("on") if isinstance(value, dict) else value


def ended(kind: str, old: Item, new: Item, why: Item) -> Iterator[Item]:
    """It ended, on another day than told, or otherwise, or it is open again."""
    for key in ENDS.get(kind, ()):
        was, now = day_of(old.get(key)), day_of(new.get(key))
        if now and now != was:
            cause = {"cause": new[key]["because"] if isinstance(new[key], dict) else None}
            yield why | entry("closed", was, now, on=now, field=key, **cause)
        elif was and not now:
            yield why | entry("reopened", was, field=key)
        if isinstance(old.get(key), dict):
            for part in ("because", "problem") if was == now else ("problem",):
                before, after = old[key].get(part) or None, (new.get(key) or {}).get(part) or None
                if before != after:
                    yield why | entry("changed", before, after, field=f"{key}.{part}")


def decided(kind: str, old: Item, new: Item, raised: date, why: Item) -> Iterator[Item]:
    """It was decided or answered, on another day than told or otherwise, or it is open again."""
    if kind not in ("decision", "change", "feedback"):
        return
    key = "answered" if kind == "feedback" else "decided"
    was, now = verdict(kind, old), verdict(kind, new)
    if now and (not was or (day_of(was), outcome(was)) != (day_of(now), outcome(now))):
        day = day_of(now)
        assert day is not None
        days = None
        if kind == "feedback":
            days = max(0, (day - (new.get("on") or raised)).days)
        elif new.get("due"):
            days = (day - new["due"]).days
        source = now if isinstance(now, dict) else new
        reason = None if kind == "feedback" else text(source.get("why"))
        told = why | {"reason": reason or why["reason"], "cause": outcome(now)}
        before, after = said_by(kind, old) if was else None, said_by(kind, new)
        yield told | entry("decided", before, after, on=day, days=days, field=key)
    elif was and not now:
        yield why | entry("reopened", day_of(was), field=key)
    if isinstance(was, dict) and isinstance(now, dict) and was["on"] == now["on"]:
        for part in ("by", "why"):
            if words(was.get(part)) != words(now.get(part)):
                event = "rewritten" if words(was.get(part)) else "changed"
                yield why | entry(event, was.get(part), now.get(part), field=f"{key}.{part}")


def outcome(found: Any) -> str | None:
    """What became of a change request."""
    return found["outcome"] if isinstance(found, dict) else None


def said_by(kind: str, item: Item) -> str | None:
    """What was decided or answered, in words."""
    if kind == "change":
        return outcome(item["decided"])
    return item.get("answer" if kind == "feedback" else "decision")


def steps(kind: str, old: Item, new: Item, raised: date, why: Item) -> Iterator[Item]:
    """What was done about a problem, what was told of that and reads otherwise, and whether it is open again."""
    if kind != "problem":
        return
    before, after = list(old.get("thread") or ()), list(new.get("thread") or ())
    gone = [step for step in before if not any(same_step(step, other) for other in after)]
    come = [step for step in after if not any(same_step(step, other) for other in before)]
    for step in gone:
        if heir := next((other for other in come if other["on"] == step["on"]), None):
            come = [other for other in come if other is not heir]
    if gone:
        yield why | entry("edited", field="thread")
    was, now = resolved(old), resolved(new)
    if was and not now:
        yield why | entry("reopened", was, field="thread")
    last = after[-1] if now else None
    if now and now != was and not any(step is last for step in come):
        come.append(last)
    for step in come:
        is_end = step is last
        yield entry(
            "closed" if is_end else "stepped",
            None,
            step["on"] if is_end else None,
            on=step["on"],
            field="thread",
            cause=step["state"],
            reason=text(step["text"]),
            days=max(0, (step["on"] - raised).days) if is_end else None,
        )


def same_step(step: Item, other: Item) -> bool:
    """Whether two entries of a thread read the same."""
    return (step["on"], step["state"], words(step["text"])) == (other["on"], other["state"], words(other["text"]))


def heard(kind: str, old: Item, new: Item, day: date) -> Iterator[Item]:
    """What we asked for was said, in its own words."""
    if is_heard_now(kind, old, new):
        yield entry("stepped", on=new.get("on") or day, field="said", reason=text(new.get("said")))


def is_heard_now(kind: str, old: Item, new: Item) -> bool:
    """Whether nobody had answered what we asked, and somebody has now."""
    return kind == "feedback" and is_silent(old) and not is_silent(new)


def is_silent(item: Item) -> bool:
    """Whether we asked, and nobody has said anything yet."""
    return "asked" in item and not any(key in item for key in ("on", "said", "rating"))


def approved(old: Item, new: Item) -> Iterator[Item]:
    """Minutes or the closing report were agreed to, on another day than told, or are not agreed to any more."""
    for key in CONSENTS:
        was, now = day_of(old.get(key)), day_of(new.get(key))
        if now and now != was:
            yield entry("closed", was, now, on=now, field=key)
        elif was and not now:
            yield entry("reopened", was, field=key)


def agreed_before(item: Item, day: date) -> bool:
    """Whether a page says that somebody agreed to it on an earlier day."""
    agreed = [day_of(item.get(key)) for key in CONSENTS]
    return any(on is not None and on < day for on in agreed)


def consent(item: Item) -> str | None:
    """By which key a page was agreed to, if it was."""
    return next((key for key in CONSENTS if item.get(key)), None)


def reads_otherwise(old: Item, new: Item) -> bool:
    """Whether a page says something else; that minutes were agreed to is told by itself, but not by whom they were."""
    had, has = (next((item[key] for key in CONSENTS if item.get(key)), None) for item in (old, new))
    by_another = bool(had and has and had["on"] == has["on"] and had["by"] != has["by"])
    return by_another or page_words(old) != page_words(new)
