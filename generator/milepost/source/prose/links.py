"""Links: what the prose names is there and may be shown to who reads it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from milepost.errors import Problem, Severity
from milepost.model.fields import ID_PATTERN, Kind
from milepost.model.items import Item
from milepost.model.snapshot import Key
from milepost.model.texts.prose import ItemLink, names_in
from milepost.source.files.readings import Sources
from milepost.source.prose.paths import Places, wrong_paths
from milepost.source.prose.texts import FOR_THE_CLIENT, Text, texts_of, weighed
from milepost.source.validation.guesses import ELSE_UNKNOWN, did_you_mean, foreign_hint

_ID = re.compile(ID_PATTERN)


def check_links(sources: Sources, *, is_github: bool = True) -> Iterator[Problem]:
    """Links to items that are not there or not public, and paths that lead out of the content."""
    internal = {(s.item.kind, s.item.id) for s in sources.items if not s.item.is_public}
    hidden = {page.page.path for page in sources.pages if not page.page.is_public}
    hidden |= {s.item.path for s in sources.items if not isinstance(s.item, Item) and not s.item.is_public}
    places = Places(sources, is_github=is_github)
    for text in texts_of(sources):
        seen: Counter[str] = Counter()
        for link in text.links:
            words = f"{link.kind}:{link.id}"
            problem = _wrong_link(link, text.is_public, internal, sources)
            if problem:
                where = text.place(words, seen[words], link.line, link.column)
                yield weighed(Problem(where, *problem), text)
            seen[words] += 1
        if text.is_public:
            yield from _named(text, internal)
        yield from wrong_paths(text, hidden, places)


def _wrong_link(
    link: ItemLink, from_public: bool, internal: set[Key], sources: Sources
) -> tuple[str, str] | tuple[str, str, Severity] | None:
    target = link.target
    if target is None:
        if not _ID.match(link.id):
            return None
        kinds = tuple(Kind)
        hint = foreign_hint(link.kind, kinds) or did_you_mean(link.kind, kinds)
        hint = hint or f"an item link begins with one of: {', '.join(kinds)}"
        return f"unknown kind of item {link.kind!r}", hint
    target = sources.heirs.get(target, target)
    known = sources.ids.get(target[0])
    if not link.id:
        return f"a link to a {link.kind} without its id", f"write {link.kind}: and the id"
    if known is not None and target[1] not in known and target in sources.gone:
        hint = "withdraw or cancel an item in the open instead of deleting it"
        return f"the {link.kind} {link.id!r} is gone: this leads to its tombstone", hint, Severity.WARNING
    if known is not None and target[1] not in known:
        other = next((kind for kind, ids in sources.ids.items() if target[1] in ids), None)
        meant = f"{target[1]!r} is a {other}: write {other}:{target[1]}" if other else did_you_mean(link.id, known)
        meant = meant or ELSE_UNKNOWN
        return f"unknown {link.kind} {link.id!r}", meant
    if from_public and target in internal:
        return _for_the_client(link.kind, link.id)
    return None


def _named(text: Text, internal: set[Key]) -> Iterator[Problem]:
    """What is internal and named all the same, as in code or in HTML: there the name itself would be shown."""
    seen: Counter[str] = Counter()
    for (kind, name), offset in names_in(text.markdown):
        words = f"{kind}:{name}"
        if (kind, name) in internal:
            line, start = text.markdown.count("\n", 0, offset) + 1, text.markdown.rfind("\n", 0, offset) + 1
            where = text.place(words, seen[words], line, offset - start + 1)
            yield Problem(where, *_for_the_client(kind, name))
        seen[words] += 1


def _for_the_client(kind: str, item_id: str) -> tuple[str, str]:
    hint = "take the link out, or make the item public"
    return f"{FOR_THE_CLIENT} links to the internal {kind} {item_id!r}", hint
