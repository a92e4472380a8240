"""Expressions are those of `re`, compiled when they are first used."""

import re

import pytest

from milepost.model.texts.expressions import expression


def test_an_expression_does_what_the_compiled_one_does() -> None:
    """It finds, parts and replaces alike, with the same flags."""
    later, now = expression(r"(c)rew", re.IGNORECASE), re.compile(r"(c)rew", re.IGNORECASE)
    text = "Crew, crew"
    assert later.findall(text) == now.findall(text) == ["C", "c"]
    assert later.sub(r"\1", text) == now.sub(r"\1", text)
    assert later.pattern == now.pattern


def test_an_expression_is_not_compiled_before_it_is_used() -> None:
    """What is wrong with one would be heard at its first use."""
    wrong = expression("(")
    with pytest.raises(re.error):
        wrong.match("")
