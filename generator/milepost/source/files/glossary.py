"""The glossary file: `term: plain explanation` lines become terms, or every problem with them."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.errors import Location, Problem, Severity
from milepost.model.fields import Visibility
from milepost.model.kinds.glossary import LONGEST_EXPLANATION, LONGEST_TERM, Term
from milepost.source.files.roles import symbolic_link
from milepost.source.prose.readable import cut_off
from milepost.source.validation.wrong import named
from milepost.source.validation.wrong_values import not_text
from milepost.source.yaml.decoding import decode
from milepost.source.yaml.located_yaml import parse_yaml
from milepost.source.yaml.mistakes import spacing_hint
from milepost.source.yaml.nodes import Document

GLOSSARY = "glossary.yml"
# What stands for nothing where it has no quotes.
_NOTHING = frozenset({"~", "null", "Null", "NULL"})
Terms = tuple[Term, ...]


def read_glossary(data: bytes | None, prefix: str = "") -> tuple[Terms, tuple[Problem, ...]]:
    """The terms by name, and what is wrong with the file; no data is a symbolic link."""
    location = Location(prefix + GLOSSARY)
    text = symbolic_link(location) if data is None else decode(data, location.path, yaml=True)
    if isinstance(text, Problem):
        return (), (text,)
    document = parse_yaml(text, location.path)
    if document.root is None:
        return (), document.problems
    if not isinstance(document.value, dict):
        found = f"expected a mapping of terms to explanations, not {named(document.value)}"
        hint = spacing_hint(text[document.root.start.index :]) or "write 'term: explanation' lines"
        return (), (*document.problems, Problem(document.locate(), found, hint))
    terms = [Term(" ".join(name.split()), _plain(value)) for name, value in document.value.items()]
    wrong = (*_wrong_terms(document), *_unquoted_terms(document), *_wrong_explanations(document), *_alike(document))
    problems = (*document.problems, *wrong, *_cut_explanations(document))
    return tuple(sorted(terms, key=lambda term: (term.key, term.term))), problems


def _plain(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _wrong_terms(document: Document) -> Iterator[Problem]:
    for name in _mapping(document):
        where, length = document.locate((name,), key=True), len(name.strip())
        if not length:
            yield Problem(where, "a term is empty", "write the word that is explained before the colon")
        elif length > LONGEST_TERM:
            hint = f"at most {LONGEST_TERM}; the explanation comes after the colon"
            yield Problem(where, f"a term is too long ({length} characters)", hint)


def _unquoted_terms(document: Document) -> Iterator[Problem]:
    """Keys that are more likely meant for YAML, or for us, than for the reader."""
    for name, value in _mapping(document).items():
        where, quoted = document.locate((name,), key=True), f'put it in quotes if it is a term: "{name}"'
        if _is_quoted(document, name):
            continue
        if name in _NOTHING:
            yield Problem(where, f"a term is empty ({name!r} means nothing in YAML)", quoted)
        elif name == "visibility" and value in list(Visibility):
            message = "a glossary is always public, so it has no 'visibility'"
            yield Problem(where, message, f"take the line out, and what is internal with it; {quoted}")


def _is_quoted(document: Document, name: str) -> bool:
    mark = (document.root.keys or {})[name] if document.root else None
    return mark is not None and document.text[mark.index : mark.index + 1] in {'"', "'"}


def _cut_explanations(document: Document) -> Iterator[Problem]:
    """Explanations with a word such as `#1` behind them, which YAML takes for a comment."""
    for name, value in _mapping(document).items():
        node = document.node((name,)) if isinstance(value, str) else None
        if node and (cut := cut_off(document, node)):
            message = f"the explanation of {name!r} ends before {cut[1]!r}: what follows a ' #' is a comment"
            hint = "put quotes around the explanation, or a space after the #"
            yield Problem(cut[0], message, hint, Severity.WARNING)


def _wrong_explanations(document: Document) -> Iterator[Problem]:
    for name, value in _mapping(document).items():
        where = document.locate((name,))
        if value is None:
            where = document.locate((name,), key=True)
            yield Problem(where, f"the term {name!r} has no explanation", f"write {name}: …")
        elif not isinstance(value, str):
            yield not_text(repr(name), value, document, (name,))
        elif not value.strip():
            yield Problem(where, f"the explanation of {name!r} is empty", "write a few words, or leave the term out")
        elif len(value.strip()) > LONGEST_EXPLANATION:
            hint = f"at most {LONGEST_EXPLANATION}; a page of its own has room for more"
            yield Problem(where, f"the explanation of {name!r} is too long ({len(value.strip())} characters)", hint)


def _alike(document: Document) -> Iterator[Problem]:
    """Terms that a reader could not tell apart."""
    first: dict[str, str] = {}
    for name in _mapping(document):
        taken = first.setdefault(Term(name, "").key, name)
        if taken != name and name.strip():
            line = document.locate((taken,), key=True).line
            where = document.locate((name,), key=True)
            message = f"the term {name!r} differs from {taken!r} only in case, width or white space"
            yield Problem(where, message, f"it stands in line {line} already; keep one of them")


def _mapping(document: Document) -> dict[str, object]:
    return dict(document.value) if isinstance(document.value, dict) else {}
