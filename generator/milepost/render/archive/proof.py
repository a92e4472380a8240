"""Proof: how a reader knows that nothing here was altered; the one place that speaks of git, hashes and receipts."""

from __future__ import annotations

from milepost.facts.versions import Archive
from milepost.model.fields import Kind
from milepost.model.places import ABOUT_PAGE, PROOF_PAGE
from milepost.render.context import Context
from milepost.render.page import Page


def proof_page(context: Context, archive: Archive) -> Page:
    """The receipt of every version, and what one does with it."""
    words = context.words
    before = context.render("proof.html", PROOF_PAGE, newest=archive.versions[0] if archive.versions else None)
    title, description = words("Proof"), words("How anybody can tell that nothing here was changed afterwards.")
    changed = context.last_change(*Kind)
    return Page(PROOF_PAGE, title, description, before, is_found=False, changed=changed, under=ABOUT_PAGE)
