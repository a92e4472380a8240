"""Mends: what is not quite right upstream is put right, and what is right is left alone."""

from __future__ import annotations

import pytest

from budget import budget
from milepost.site.finishing.mends import mend

MENDED = {
    "a tick box does not complete what one types": (
        '<input class="md-toggle" type="checkbox" id="__search" autocomplete="off">',
        '<input class="md-toggle" type="checkbox" id="__search">',
    ),
    "the link past the header comes before what opens something": (
        '<input class="md-toggle"><label class="md-overlay"></label><div data-md-component="skip"></div>',
        '<div data-md-component="skip"></div><input class="md-toggle"><label class="md-overlay"></label>',
    ),
    "what opens the drawer is called as what is in it": (
        '<input id="__drawer"><nav class="md-nav md-nav--primary" aria-label="Navigation" data-md-level="0">',
        '<input id="__drawer" aria-label="Navigation">'
        '<nav class="md-nav md-nav--primary" aria-label="Navigation" data-md-level="0">',
    ),
    "a branch is switched by a tick box with its name": (
        '<input class="md-nav__toggle md-toggle" type="checkbox" id="__nav_4">'
        '<label class="md-nav__link" for="__nav_4" id="__nav_4_label" tabindex="0"></label>'
        '<nav class="md-nav" aria-labelledby="__nav_4_label">'
        '<label class="md-nav__title" for="__nav_4">A &amp; B</label>',
        '<input class="md-nav__toggle md-toggle" type="checkbox" id="__nav_4" aria-label="A &amp; B">'
        '<label class="md-nav__link" for="__nav_4" id="__nav_4_label"></label>'
        '<nav class="md-nav" aria-label="A &amp; B"><label class="md-nav__title" for="__nav_4">A &amp; B</label>',
    ),
    "a label with nothing to open leads nowhere": (
        '<label class="md-nav__title" for="__toc">Contents</label>',
        '<label class="md-nav__title">Contents</label>',
    ),
    "a table scrolls for everybody, and its columns keep their side": (
        '<table>\n<tr><td style="text-align: right;">4</td></tr></table>',
        '<div class="mp-sheet" tabindex="0"><table class="mp-written">\n'
        '<tr><td class="mp-right">4</td></tr></table></div>',
    ),
    "a table in a table scrolls with it": (
        "<table><tr><td><table><tr><td>4</td></tr></table></td></tr></table><p>after</p>",
        '<div class="mp-sheet" tabindex="0"><table class="mp-written"><tr><td><table><tr><td>4</td></tr></table>'
        "</td></tr></table></div><p>after</p>",
    ),
    "a table in a comment or a script is none": (
        "<!-- <table> --><script>'<table>'</script><table><tr></tr></table><!-- </table> -->",
        "<!-- <table> --><script>'<table>'</script>"
        '<div class="mp-sheet" tabindex="0"><table class="mp-written"><tr></tr></table></div><!-- </table> -->',
    ),
    "a task is called what it says": (
        '<li class="task-list-item"><input type="checkbox" disabled checked/> With <b>"one"</b><ul></ul></li>',
        '<li class="task-list-item"><input type="checkbox" aria-label="With &quot;one&quot;" disabled checked/>'
        ' With <b>"one"</b><ul></ul></li>',
    ),
    "a line of code is named once": (
        '<a id="__codelineno-0-1" name="__codelineno-0-1"></a>',
        '<a id="__codelineno-0-1"></a>',
    ),
}
RIGHT = (
    '<table class="theirs"><tr><td>4</td></tr></table>',
    "<table><tr><td>4</td></tr>",
    "</table><!-- <table></table>",
    '<div class="md-content"><input id="__drawer"><nav class="md-nav md-nav--primary" aria-label="Mine"></nav></div>',
    '<div class="md-content"><label class="md-nav__title" for="__toc">Mine</label></div>',
    '<label class="md-nav__link" tabindex="0" role="button">Open</label>',
    '<li class="task-list-item"><label><input type="checkbox" disabled> Done</label></li>',
    '<input type="checkbox" id="__toc" aria-label="Contents"><label class="md-nav__title" for="__toc">Contents</label>',
)

HOSTILE = (
    "<table>",
    "<table></table>",
    "</table ",
    "<!-- <table>",
    "<script> <table>",
    'id="__drawer">',
    'id="__toc"><nav class="md-nav md-nav--secondary ',
    '<label class="md-nav__link ',
    '<input class="md-nav__toggle md-toggle" id="__nav_1">',
    '<nav aria-labelledby="__nav_1_label"><label class="md-nav__title" for="__nav_1">',
    '<nav aria-labelledby="__nav_1_label"><label class="md-nav__title" for="__nav_1"><</label>',
    '<input class="md-toggle"> <label class="md-overlay"></label>',
    '<a id="__codelineno-0" ',
    '<li class="task-list-item"><input type="checkbox"><',
)


@pytest.mark.parametrize("rule", sorted(MENDED))
def test_it_is_put_right(rule: str) -> None:
    """Each mend does what its name says, and does it once."""
    wrong, right = MENDED[rule]
    assert mend(wrong) == right
    assert mend(right) == right


@pytest.mark.parametrize("html", RIGHT)
def test_what_is_right_stays(html: str) -> None:
    """What upstream or an author has made right is not touched."""
    assert mend(html) == html


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("frame", ["", '<div class="md-content"><table></table>'])
def test_the_time_grows_with_the_page_and_no_faster(piece: str, frame: str) -> None:
    """A page of 200 kB is mended at once, whatever somebody has put into it."""
    page = frame + piece * (200_000 // len(piece)) + "<"
    with budget():
        mend(page)
