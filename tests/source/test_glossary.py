"""The glossary file: what is read of it, and what it does to history."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from milepost.errors import ContentError
from milepost.git.repository import Repository
from milepost.model.kinds.glossary import Term
from milepost.source.files.glossary import read_glossary
from milepost.source.files.working_tree import read_working_tree
from milepost.source.history import Uncommitted, read_history
from repository_builder import SMALL, RepositoryBuilder

FILE = "content/glossary.yml"


def test_terms_are_read_by_name() -> None:
    """In the order of the alphabet, with white space as in running text; what YAML takes for a word is one."""
    text = "UAT: |\n  Tests by the people\n  who will use it\n'click  dummy': Screens\nNO: Nitric oxide\n术语: 词语\n"
    assert read_glossary(text.encode()) == (
        (
            Term("click dummy", "Screens"),
            Term("NO", "Nitric oxide"),
            Term("UAT", "Tests by the people who will use it"),
            Term("术语", "词语"),
        ),
        (),
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}\n"])
def test_a_glossary_may_be_empty(text: str) -> None:
    """No term is no mistake."""
    assert read_glossary(text.encode()) == ((), ())


def test_the_latest_glossary_counts(builder: RepositoryBuilder) -> None:
    """Of the committed ones the last, of uncommitted work what lies on disk; an old broken one breaks nothing."""
    builder.commit({**SMALL, FILE: "- broken\n"}).commit({FILE: "UAT: Tests\n"}, on="2026-03-07")
    repository = Repository.open(builder.path)
    history = read_history(repository)
    assert (history.latest.glossary, len(list(history.steps)), history.problems) == ((Term("UAT", "Tests"),), 1, [])
    builder.write({FILE: "SLA: What we agreed\n"})
    files = read_working_tree(builder.path / "content")
    draft = read_history(repository, uncommitted=Uncommitted(files, datetime(2026, 3, 8, tzinfo=UTC)))
    assert (draft.latest.glossary, len(list(draft.steps))) == ((Term("SLA", "What we agreed"),), 1)


def test_a_broken_glossary_stops(builder: RepositoryBuilder) -> None:
    """What is told to a client is read strictly, words as well as dates."""
    builder.commit({**SMALL, FILE: "UAT:\n"})
    with pytest.raises(ContentError, match=r"content/glossary.yml:1:1: the term 'UAT' has no explanation"):
        read_history(Repository.open(builder.path))
