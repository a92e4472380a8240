"""What is told of deliveries, from the manual: handed over, accepted, rejected, and accepted by silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from oracle.naive.states import Item
from oracle.naive.values import ended


def on(item: Item, word: str) -> date | None:
    """The day of a word of the client's."""
    return (item.get(word) or {}).get("on")


def rejected_last(item: Item) -> bool:
    """Whether the client's last word is that it rejects it, and it was not handed over again since."""
    rejected, accepted, delivered = on(item, "rejected"), on(item, "accepted"), item.get("delivered")
    return bool(rejected and not (accepted and accepted >= rejected) and not (delivered and delivered > rejected))


def waits(item: Item) -> bool:
    """Whether it is handed over, and a word is still to come."""
    accepted, rejected = on(item, "accepted"), on(item, "rejected")
    is_accepted = bool(accepted and not (rejected and rejected > accepted))
    return bool(item.get("delivered") and not is_accepted and not rejected_last(item) and not ended(item))


def countdown(item: Item, today: date, charter: Item) -> Item:
    """The days for a word, by what the charter says on the day from which they count."""
    terms = charter.get("acceptance") or {}
    begins = max(item["delivered"], today)
    return {
        "delivered": item["delivered"],
        "until": begins + timedelta(days=terms.get("days", 10)),
        "accepts": terms.get("deemed", False),
    }


def handed_over(old: Item, new: Item) -> Iterator[Item]:
    """Every difference in what was delivered and what the client said to it."""
    before, after = old.get("delivered"), new.get("delivered")
    if before and not after:
        yield {"event": "reopened", "from": before, "field": "delivered"}
    elif after and before != after:
        again = rejected_last(old) and after > old["rejected"]["on"]
        yield {"event": "delivered", "on": after, "from": None if again else before, "to": after}
    was, now = on(old, "rejected"), on(new, "rejected")
    if now and was != now:
        said = new["rejected"].get("why")
        row = {"event": "rejected", "on": now, "from": was if rejected_last(old) else None, "to": now}
        yield row | ({"reason": said} if said else {})
    elif was and not now:
        word = on(new, "accepted") or new.get("delivered")
        if not (word and word >= was):
            yield {"event": "reopened", "from": was, "field": "rejected"}
    elif was and old["rejected"].get("why") != new["rejected"].get("why"):
        yield {
            "event": "changed",
            "from": old["rejected"].get("why"),
            "to": new["rejected"].get("why"),
            "field": "rejected.why",
        }
    yield from _accepted(old, new)


def _accepted(old: Item, new: Item) -> Iterator[Item]:
    was, now = on(old, "accepted"), on(new, "accepted")
    if now and was != now:
        yield {"event": "accepted", "on": now, "from": was, "to": now, "cause": new["accepted"].get("how")}
    elif was and not now:
        yield {"event": "reopened", "from": was, "field": "accepted"}
    elif was:
        for key in ("by", "how"):
            before, after = old["accepted"].get(key), new["accepted"].get(key)
            if before != after:
                yield {"event": "changed", "from": before, "to": after, "field": f"accepted.{key}"}
