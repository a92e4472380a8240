"""Words are said in one place, in every language, and a title never becomes markup."""

import html
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown
from markupsafe import Markup

import milepost.render
from milepost.facts.events import EventName
from milepost.facts.promises.promises import State
from milepost.model.fields import Kind, Status
from milepost.model.kinds.charter import Language
from milepost.model.marks import every_field, fields_of
from milepost.model.registers import REGISTERS
from milepost.render.words.catalogue import theme_folder
from milepost.render.words.words import Words, escape_markdown

SOURCES = Path(milepost.render.__file__).parent
KEYWORDS = {
    "_": None,
    "words": None,
    "_words": None,
    "say": None,
    "message": None,
    "ngettext": (1, 2),
    "plural": (1, 2),
}


WORKSHOP = re.compile(
    r"\b(git|hash|hashes|sha256|commit|commits|manifest|feed|feeds|data|vanished|notice|status date"
    r"|(the )?rules say|baseline|re-baselined)\b",
    re.IGNORECASE,
)
WERKSTATT = re.compile("git|哈希|提交|清单|订阅源|数据|消失|状态日期|基线", re.IGNORECASE)
# Where the proof is given, where one follows, and what is no page: what a mail or a terminal says.
ELSEWHERE = {
    "items.py",
    "proof.html",
    "proof.py",
    "answers.py",
    "changelog.py",
    "week.py",
    "update_draft.py",
    "meeting_draft.py",
    "lesson_draft.py",
    "closing_draft.py",
    "problems.py",
}
FOLLOW = {"Data", "Feed"}


def messages() -> Iterator[tuple[str, str]]:
    """Every message that render, the host, the templates and the declarations of kinds use, and where."""
    yield from declared()
    ours = [
        *sorted(SOURCES.rglob("*.py")),
        *(
            SOURCES.parent / name
            for name in (
                "site/pages/fences.py",
                "site/pages/context.py",
                "site/host/settings.py",
                "authoring/update_draft.py",
                "authoring/meeting_draft.py",
                "authoring/lesson_draft.py",
                "authoring/closing_draft.py",
            )
        ),
    ]
    for path in [*ours, *sorted(Path(str(theme_folder())).rglob("*.html"))]:
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        with path.open("rb") as source:
            for line, found, _, _ in extract(method, source, keywords=KEYWORDS):
                yield (found if isinstance(found, str) else found[0]), f"{path.name}:{line}"


def declared() -> Iterator[tuple[str, str]]:
    """What readers are told that each kind of item is called, its fields, and our own words in them."""
    for register in REGISTERS:
        titles = register.titles
        yield from ((text, register.name) for text in (titles.one, titles.many, titles.lede) if text)
        for field in every_field(fields_of(register.written)):
            texts = [field.called, *field.means.values()]
            yield from ((text, f"{register.name}:{field.name}") for text in texts if text)


def spoken() -> dict[str, str]:
    """The messages that pages are made of, and where each stands."""
    return {text: where for text, where in messages() if where.split(":")[0] not in ELSEWHERE and text not in FOLLOW}


def test_no_page_speaks_of_the_workshop() -> None:
    """Of git, hashes, feeds and data nothing is said, and a state has one plain name."""
    assert {text: where for text, where in spoken().items() if WORKSHOP.search(text)} == {}


def test_nor_does_it_in_chinese() -> None:
    """The translation keeps to the same."""
    known = Words.of(Language.ZH).catalogue
    said = {text: known.get(text, ("",))[0] for text in spoken()}
    assert {text: chinese for text, chinese in said.items() if WERKSTATT.search(chinese)} == {}


def test_every_message_is_translated() -> None:
    """A message without its Chinese words would show up in English."""
    known = Words.of(Language.ZH).catalogue
    assert {text: where for text, where in messages() if not known.get(text, ("",))[0]} == {}


def test_no_translation_is_left_over() -> None:
    """The catalogue holds what is used and nothing else."""
    assert set(Words.of(Language.ZH).catalogue) - {text for text, _ in messages()} == set()


def test_a_translation_fills_the_same_places() -> None:
    """Nothing said in one language is lost in the other; Chinese may count where English says one."""
    catalogue = Words.of(Language.ZH).catalogue

    def places(text: str) -> set[str]:
        return {part.split("}")[0] for part in text.split("{")[1:]}

    lost = {one: many for one, many in catalogue.items() if places(one) - {"n"} != places(many[0]) - {"n"}}
    assert lost == {}


def test_chinese_parts_numerals_from_words_and_no_dates() -> None:
    """Between a numeral and a character stands a blank, as in 最近 30 天内; a date is a word like another."""
    numeral = re.compile(r"[\u4e00-\u9fff]\{(?:n|days|times)\}|\{(?:n|times)\}[\u4e00-\u9fff]")
    date_ = re.compile(r"[\u4e00-\u9fff] \{(?:day|due|agreed)\}|\{(?:day|due|agreed)\} [\u4e00-\u9fff]")
    said = [many[0] for many in Words.of(Language.ZH).catalogue.values()]
    assert [text for text in said if numeral.search(text) or date_.search(text)] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["6 March 2026", "6 Mar", "6 Mar 2026", "Fri 6 Mar", "Fri 6 Mar 2026", "March 2026"]),
        ("zh", ["2026年3月6日", "3月6日", "2026年3月6日", "3月6日周五", "2026年3月6日周五", "2026年3月"]),
    ],
)
def test_a_day_is_said_as_people_say_it(language: str, said: list[str]) -> None:
    """Long, short, with its year where that is another, with its weekday, and its month."""
    words, day = Words.of(language), date(2026, 3, 6)
    next_year = date(2027, 1, 1)
    near, far = words.weekday_day(day, day), words.weekday_day(day, next_year)
    told = [words.day(day), words.short_day(day), words.near_day(day, next_year), near, far, words.month(day)]
    assert told == said


@pytest.mark.parametrize(("language", "said"), [("en", ["1 day overdue", "3 days overdue"]), ("zh", None)])
def test_a_count_is_said_by_the_language_s_rules(language: str, said: list[str] | None) -> None:
    """English knows one and many, Chinese does not."""
    told = [Words.of(language).overdue(n) for n in (1, 3)]
    assert told == (said or [told[1].replace("3", "1"), told[1]])


def test_a_difference_is_said_against_the_agreed_date() -> None:
    """Later, earlier, or on it."""
    said = [Words.of("en").variance(n) for n in (7, 1, 0, -1, -2)]
    assert said == ["7 days later", "1 day later", "on the agreed date", "1 day earlier", "2 days earlier"]


@pytest.mark.parametrize("language", list(Language))
def test_every_name_has_words(language: Language) -> None:
    """Status, state and event are never shown as they are written in code."""
    words = Words.of(language)
    named = [words.status(status) for status in Status]
    named += [words.state(state, kind) for state in State for kind in (Kind.MILESTONE, Kind.COMMITMENT)]
    named += [words.event(event, kind) for event in EventName for kind in Kind]
    assert not set(named) & {*Status, *State, *EventName}


def test_markup_in_a_message_escapes_the_rest() -> None:
    """A link may stand in a sentence; a title in the same sentence stays text."""
    said = Words.of("en")("{title}: agreed {agreed}", title="<b>", agreed=Markup("<time>6 Mar</time>"))
    assert (said, type(said)) == ("&lt;b&gt;: agreed <time>6 Mar</time>", Markup)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60))
def test_an_escaped_title_is_text_wherever_markdown_reads_it(title: str) -> None:
    """Whatever it holds, Markdown shows it and adds nothing to it."""
    shown = " ".join(title.split())
    assert html.unescape(markdown(f"x {escape_markdown(title)} x")) == f"<p>x {shown} x</p>"


def test_the_theme_is_found() -> None:
    """Beside the package or in the checkout."""
    assert theme_folder().joinpath("pages", "overview.html").is_file()
