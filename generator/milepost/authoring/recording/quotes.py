"""Quotes: what somebody wrote in a mail now, without what it quotes, its greeting and its signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST_LINE = 300  # No mark of a mail program is longer.
_MOST_AFTER = 9
_WROTE = re.compile(
    r"(?=.*[\d@]).{0,250}(\bwrote|\bschrieb|a écrit|\bescribió|ha scritto|\bschreef|写道|寫道).{0,120}[:：]",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[-_ ]{2,}(original (message|appointment)|ursprüngliche nachricht|forwarded message|weitergeleitete nachricht"
    r"|message d.origine|原始邮件|原邮件|转发的邮件|转发邮件)[-_ ]{2,}",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"[*>\s]*(from|von|de|sent|gesendet|envoyé|date|datum|to|an|à|cc|subject|betreff|objet|发件人|发送时间|收件人|抄送"
    r"|主题|日期)\s*\*?\s*[:：].*",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"(--|—|–)\s*")
_PROGRAM = re.compile(
    r"(sent from my |sent via |get outlook for |gesendet von |von meinem .{2,30} gesendet|envoyé de mon |发自我的"
    r"|来自我的).{0,80}|.{0,60}(e-?mail|message|nachricht|邮件).{0,80}(confidential|vertraulich|保密|机密).{0,150}",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"((many |best |kind |warm |kindest )?(thanks|regards|wishes)( and (best |kind )?regards)?|best|cheers"
    r"|thank you( very much| and (best |kind )?regards)?|(yours )?(sincerely|faithfully|truly)|yours"
    r"|(mit )?(freundlichen|freundliche|besten|beste|viele|vielen|herzliche|schöne) (grüßen|grüße|gruß|gruss|dank)"
    r"|mfg|lg|cordialement|此致|敬礼|祝好|顺祝商祺|谢谢|多谢|致礼|此致敬礼)[\s,.!，。！]*",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(dear|hi|hello|hey|good (morning|afternoon|evening)|guten (tag|morgen)|hallo|liebe[rs]?|sehr geehrte[rs]?|moin"
    r"|bonjour)(( [^\s,!?]{1,30}){0,5}[,!:，]|( [^\s,!?]{1,30}){0,2})"
    r"|(尊敬的.{0,20}|.{0,12}(您好|你好|大家好))[，,！!：:]?",
    re.IGNORECASE,
)


def own_lines(text: str) -> list[str]:
    """The lines that are not quoted, in any of the ways of mail programs."""
    lines = [line.rstrip() for line in text.split("\n")]
    at = next((n for n in range(len(lines)) if _begins_quote(lines, n)), len(lines))
    after = lines[at:]
    is_marked = any(line.startswith(">") for line in after)
    answers_below = [line for line in after if not line.startswith(">")][_length_of_mark(after) :] if is_marked else []
    return [line for line in lines[:at] if not line.startswith(">")] + answers_below


def unsigned(lines: Sequence[str]) -> str:
    """The same without greeting, closing words and signature, as a text."""
    end = next((n for n, line in enumerate(lines) if _SIGNATURE.fullmatch(line)), len(lines))
    lines = lines[:end]
    begun = False
    rest = sum(bool(line.strip()) for line in lines)
    for number, line in enumerate(lines):
        rest -= bool(line.strip())
        if _PROGRAM.fullmatch(_short(line)) or (begun and rest < _MOST_AFTER and _CLOSING.fullmatch(_short(line))):
            lines = lines[:number]
            break
        begun = begun or (bool(line.strip()) and not _GREETING.fullmatch(_short(line)))
    first = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    if _GREETING.fullmatch(_short("".join(lines[first : first + 1]))) and any(
        line.strip() for line in lines[first + 1 :]
    ):
        lines = lines[first + 1 :]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _begins_quote(lines: Sequence[str], at: int) -> bool:
    line = _short(lines[at])
    if not line or line.startswith(">"):
        return False
    if _ORIGINAL.fullmatch(line):
        return True
    both = _short(" ".join(lines[at : at + 2]))
    if (line[-1] in ":：" and _WROTE.fullmatch(line)) or (both[-1:] in {":", "："} and _WROTE.fullmatch(both)):
        return True
    return bool(_HEADER.fullmatch(line)) and sum(bool(_HEADER.fullmatch(_short(n))) for n in lines[at : at + 5]) > 2


def _length_of_mark(after: Sequence[str]) -> int:
    """How many lines say that a quote begins."""
    return next((n for n, line in enumerate(after) if line.startswith(">")), 0)


def _short(line: str) -> str:
    line = line.strip()
    return line if len(line) <= _LONGEST_LINE else ""
