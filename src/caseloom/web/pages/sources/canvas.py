"""What a source's page tells its script: where to ask and write, and the sentences it says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.sources.readings import SourceText
from caseloom.web.addresses import with_query
from caseloom.web.languages import number_forms
from caseloom.web.page import Page

Sentence = str | Mapping[str, str]


@dataclass(frozen=True)
class Canvas:
    """Addresses for the script, and its sentences (JSON); `origin` is what a copied quotation tells."""

    latest: str
    codings: str
    here: str
    choices: str
    now: str
    codes: str
    origin: str
    sentences: str


def canvas_of(page: Page, found: SourceText, address: str, sift: Mapping[str, str]) -> Canvas:
    """The canvas of a source at that address, of which a reader wants to see what the sift lets through."""
    source = found.source
    return Canvas(
        latest=page.latest.hex if page.latest else "",
        codings=with_query(f"{address}/codings", sift),
        here=with_query(f"{address}/here", sift),
        choices=page.at("codes"),
        now=page.at("latest"),
        codes=with_query(f"{address}/codes", sift),
        origin=", ".join(filter(None, (source.title, source.case_name, source.wave_name))),
        sentences=json.dumps(_sentences(), ensure_ascii=False),
    )


def _sentences() -> dict[str, Sentence]:
    """By name; gaps are `{name}`. Those with a number have a form for one and one for others."""
    return {
        "selected": number_forms(
            ngettext("{n} word selected.", "{n} words selected.", 1),
            ngettext("{n} word selected.", "{n} words selected.", 5),
        ),
        "overlapping": number_forms(
            ngettext("It touches {n} coding.", "It touches {n} codings.", 1),
            ngettext("It touches {n} coding.", "It touches {n} codings.", 5),
        ),
        "kept": number_forms(
            ngettext(
                "Not saved: Caseloom does not answer. {n} change is kept here and sent when it is back.",
                "Not saved: Caseloom does not answer. {n} changes are kept here and sent when it is back.",
                1,
            ),
            ngettext(
                "Not saved: Caseloom does not answer. {n} change is kept here and sent when it is back.",
                "Not saved: Caseloom does not answer. {n} changes are kept here and sent when it is back.",
                5,
            ),
        ),
        "again": number_forms(
            ngettext(
                "{n} change is kept here and tried again.", "{n} changes are kept here and tried again.", 1
            ),
            ngettext(
                "{n} change is kept here and tried again.", "{n} changes are kept here and tried again.", 5
            ),
        ),
        "sent": _("Everything is saved now."),
        "cleared": _("Nothing is selected now."),
        "nothing": _("Nothing is selected. Select words with the mouse, or with w, s or t."),
        "none here": _("Nothing is coded here yet."),
        "no last": _("You have not used a code here yet. Press c to choose one."),
        "no answer": _("Caseloom does not answer; nothing was changed. Is it still running?"),
        "copied": _("Copied, with who said it and where."),
        "turn": _("turn {number}"),
        "make": _("Make a new code “{label}”"),
        "making": _(
            "A code of the team’s own, below no other. Its definition can be written in the codebook."
        ),
        "none": _("No code has these letters."),
        "plain": _("In plain words"),
        "inclusion": _("Code here"),
        "exclusion": _("Do not code here"),
        "examples": _("Examples"),
        "near": _("Near misses"),
    }
