"""What render hands to a site: pages and files, with no word about who hosts them."""

from __future__ import annotations

from datetime import date

from milepost.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Find:
    """An item that the search finds.

    `anchor` is its place on the page (empty: the page itself), `told` how it stands, `kind` under which heading it is
    listed, and `said` what its author wrote about it.
    """

    anchor: str
    title: str
    told: str
    kind: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class EditMark:
    """A passage of the author's words that changed after publication: `name` is its number in what discloses it.

    `near` are the words before it, `now` those that stand there; `label` says what the mark leads to, `sign` is what
    is seen of it.
    """

    name: str
    near: str
    now: str
    sign: str
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site.

    `uri` ends in `.md`, as MkDocs counts (`updates/2026-03-06.md`). The content is `before` (HTML), `markdown` (the
    author's own, rendered by the host), `after` (HTML). `source` is the content file it came from, for the edit
    link. `nav` is its name in the navigation, None where it has no entry. The search leaves out what is not
    `is_found`. `changed` is the day on which what it tells last changed; a page that `is_state` tells how things
    stand on the status date, and is another one the day after. `under` is the page whose tab is lit, where it has
    none of its own; `waits` is how much of what it tells waits for the reader.
    `finds` are the items on it, which the search leads to; `marks` are the places of its words that were edited.
    """

    uri: str
    title: str
    description: str
    before: str
    markdown: str = ""
    after: str = ""
    source: str | None = None
    nav: str | None = None
    is_found: bool = True
    changed: date | None = None
    is_state: bool = False
    under: str | None = None
    waits: int = 0
    finds: tuple[Find, ...] = ()
    marks: tuple[EditMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the site that is no page: a feed, a calendar, data."""

    uri: str
    content: str
