"""Guesses: what was probably meant by a word, a date or a state that is none of ours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from milepost.source.validation.nearby import nearby

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_STATES = {
    **dict.fromkeys(("done", "reached", "complete", "completed", "finished", "kept", "完成", "已完成"), "done"),
    **dict.fromkeys(("cancelled", "canceled", "withdrawn", "dropped", "取消", "已取消"), "cancelled"),
}
_COLOURS = {
    **dict.fromkeys(("on track", "ok", "good", "fine", "well", "正常", "绿", "绿色"), "green"),
    **dict.fromkeys(("at risk", "yellow", "orange", "delayed", "有风险", "黄", "黄色"), "amber"),
    **dict.fromkeys(("off track", "late", "blocked", "bad", "critical", "严重", "红", "红色"), "red"),
}
FOREIGN = {
    **dict.fromkeys(("likelihood", "chance", "概率", "可能性"), "probability"),
    **dict.fromkeys(("consequence", "影响"), "impact"),
    **dict.fromkeys(("mitigation", "mitigate", "mitigating", "减轻", "缓解"), "reduce"),
    **dict.fromkeys(("contingency", "fallback"), "prepare"),
    **dict.fromkeys(("issue", "incident", "blocker"), "problem"),
    **dict.fromkeys(("deadline", "due_date", "duedate", "needed_by", "截止日期"), "due"),
    **dict.fromkeys(("question", "summary", "标题"), "title"),
    **dict.fromkeys(("decided_by", "decider", "approver"), "by"),
    **dict.fromkeys(("rationale", "justification", "理由"), "why"),
    **dict.fromkeys(("accepted", "approve", "yes", "同意", "批准"), "approved"),
    **dict.fromkeys(("declined", "reject", "no", "refused", "拒绝"), "rejected"),
    **dict.fromkeys(("postponed", "on hold", "推迟"), "deferred"),
    **dict.fromkeys(("customer", "客户"), "client"),
    **dict.fromkeys(("contractor", "供应商"), "vendor"),
    **dict.fromkeys(("attendees", "participants", "attended", "出席", "到会"), "present"),
    **dict.fromkeys(("apologies", "excused", "缺席", "请假"), "absent"),
    **dict.fromkeys(("minutes", "会议"), "meeting"),
    **dict.fromkeys(("approved", "signed", "sign_off", "验收"), "accepted"),
    **dict.fromkeys(("date", "closed", "日期"), "on"),
}
"""What others call what we have a word of our own for: keys and values."""
_FOREIGN_FILES = {
    **dict.fromkeys(("issues", "incidents", "issue-log", "blockers"), "problems"),
    **dict.fromkeys(("risk-register", "risk-log", "raid"), "risks"),
    **dict.fromkeys(("change-requests", "change-log", "crs"), "changes"),
    **dict.fromkeys(("decision-log", "adr", "adrs"), "decisions"),
    **dict.fromkeys(("survey", "voices", "surveys"), "feedback"),
    **dict.fromkeys(("promises", "actions", "action-items"), "commitments"),
}
# Of what is longer nobody means a day or a word that we know, and to look for one takes its square in time.
_LONGEST_GUESS = 100


ELSE_UNKNOWN = "name one that is there, or add it first"
"""What to do where nothing near was probably meant."""


def did_you_mean(word: str, known: Iterable[str], at_least: float = 0.7) -> str:
    """The hint that names what was probably meant, or nothing; how alike they must be is from 0 to 1."""
    if len(word) > _LONGEST_GUESS:
        return ""
    names = nearby(known if isinstance(known, frozenset) else frozenset(known))
    near = get_close_matches(word.casefold(), names.like(word.casefold()), n=1, cutoff=at_least)
    return f"did you mean {names.written[near[0]]!r}?" if near else ""


def foreign_hint(word: str, known: Iterable[str]) -> str:
    """The hint that names our own word for what others call otherwise, where it may stand here."""
    ours = FOREIGN.get(" ".join(word.casefold().split()), "")
    return f"write {ours}" if ours and ours in known else ""


def foreign_file(name: str) -> str:
    """The hint that names our own file for what others keep in one of another name."""
    ours = _FOREIGN_FILES.get(name.removesuffix(".yml").casefold().replace("_", "-"))
    return f"write it as {ours}.yml" if ours else ""


def colour_hint(given: Any, allowed: list[str]) -> str:
    """The colour that a manager means who says it in words."""
    colour = _COLOURS.get(" ".join(str(given).casefold().replace("-", " ").split()))
    return f"write {colour}" if colour in allowed else ""


def state_hint(name: str, given: Any, keys: Collection[str]) -> str:
    """What to write in place of a state: of a milestone or commitment it follows from its days."""
    if name not in {"status", "state"} or "due" not in keys:
        return ""
    ends = {"done": ("done", "kept"), "cancelled": ("cancelled", "withdrawn")}
    word = _STATES.get(str(given).strip().casefold(), "")
    key = next((key for key in ends.get(word, ()) if key in keys), None)
    if key == "withdrawn":
        return "write withdrawn: {on: YYYY-MM-DD, agreed_with: …}"
    return f"write {key}: and the day" if key else "its state follows from its days; leave the key out"


def date_hint(given: Any) -> str:
    """How to write a day, with the one that was meant where only one can be."""
    guess = guess_date(str(given))
    return f"write it as YYYY-MM-DD{f', such as {guess}' if guess else ''}"


def guess_date(text: str) -> str | None:
    """The day that a date in another form means, where only one can be meant."""
    if len(text) > _LONGEST_GUESS:
        return None
    words = text.strip().casefold()
    if found := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", words):
        return _iso(found[1], found[2], found[3])
    if found := re.match(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)", words):
        return _iso(found[1], found[2], found[3])
    if found := re.search(r"(\d{1,2})(?:st|nd|rd|th|\.)? +([a-z]{3})[a-z]*\.?,? +(\d{4})", words):
        return _iso(found[3], _month(found[2]), found[1])
    if found := re.search(r"([a-z]{3})[a-z]*\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})", words):
        return _iso(found[3], _month(found[1]), found[2])
    if found := re.match(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})$", words):
        # 06/03/2026 is a different day on either side of the Atlantic: no guess unless only one reading is a date.
        readings = {_iso(found[4], found[3], found[1]), _iso(found[4], found[1], found[3])} - {None}
        return readings.pop() if len(readings) == 1 else None
    return None


def _month(name: str) -> str:
    return str(_MONTHS.index(name) + 1) if name in _MONTHS else "0"


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
