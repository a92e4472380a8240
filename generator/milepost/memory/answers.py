"""Answers: what a command said, to be said again as long as nothing that it rests on has changed.

What it rests on is looked at before the command begins and once more when it is done; unless it looks the same, the
answer is not kept. Whoever asks again compares that sight with a new one, and with the day: anything in doubt is for
the command itself.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from milepost.frozen import dataclass
from milepost.memory.folder import drop, fetch, keep
from milepost.memory.program import program
from milepost.memory.sight import Sight, Watched, look

_KIND = "answers"
# The environment as far as any of it could change what is said.
_HEARD = ("GIT_", "LANG", "LC_", "MILEPOST_", "PYTHONTZPATH", "SOURCE_DATE_EPOCH", "TZ", "XDG_", "HOME", "PATH")


@dataclass(frozen=True, slots=True)
class Question:
    """A command with its options, asked in a folder by a program."""

    name: str

    @classmethod
    def of(cls, *words: object) -> Question | None:
        """The question that these words are here and now; None where no answer may be kept."""
        asked = program()
        if asked is None:
            return None
        heard = sorted((name, value) for name, value in os.environ.items() if name.startswith(_HEARD))
        told = repr((asked, words, str(Path.cwd()), heard))
        return cls(sha256(told.encode(errors="surrogateescape")).hexdigest())

    def answer(self, now: datetime) -> Any:
        """What was answered, if that stands; else None."""
        data = fetch(_KIND, self.name)
        if data is None:
            return None
        try:
            told = json.loads(data)
            watched = Watched(*(tuple(paths) for paths in told["watched"]))
            is_of_today = told["since"] <= now.timestamp() < told["until"]
        except (ValueError, KeyError, TypeError):  # Another Milepost's, or nobody's.
            drop(_KIND, self.name)
            return None
        sight = look(watched) if is_of_today else None
        return told["answer"] if sight and sight.digest == told["sight"] else None


@dataclass(frozen=True, slots=True)
class Watch:
    """A question that is being answered, and how everything looked before."""

    question: Question
    watched: Watched
    before: Sight
    since: datetime

    @classmethod
    def begin(cls, question: Question, watched: Watched, now: datetime) -> Watch | None:
        """Look at everything; None where that cannot be told."""
        before = look(watched)
        return cls(question, watched, before, now) if before else None

    def keep(self, answer: Any, now: datetime, until: datetime) -> None:
        """Keep an answer up to a moment that is still to come, if nothing has changed meanwhile, nor could unseen."""
        if now >= until:
            return
        after = look(self.watched)
        if after != self.before or not self.before.is_settled(int(now.timestamp() * 1e9)):
            return
        w = self.watched
        told = {
            "since": self.since.timestamp(),
            "until": until.timestamp(),
            "watched": [w.files, w.folders, w.code, w.gits, w.stores],
            "sight": self.before.digest,
            "answer": answer,
        }
        keep(_KIND, self.question.name, json.dumps(told).encode())
