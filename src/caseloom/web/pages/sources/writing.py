"""The coding canvas: what a page asks to be coded is written, and answered with the turns it touched."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseloom.coding.actions import (
    code_selection,
    code_selection_anew,
    remove_coding,
    resize_coding,
    set_coding,
)
from caseloom.coding.model import NewCode, NewCoding, NotYours
from caseloom.coding.readings import CodedPassage, passages
from caseloom.language import CaseloomError
from caseloom.record.readings import latest
from caseloom.sources.readings import SourceText, source_text, sources
from caseloom.studyfile.errors import NotThere, StudyFileError
from caseloom.web.addresses import Place, named
from caseloom.web.page import Page, Visit, at_study
from caseloom.web.pages.marks import Codebook
from caseloom.web.pages.sources.asked import Asked, AskedAmiss, read_asked
from caseloom.web.pages.sources.column import coded_in, column_of
from caseloom.web.pages.sources.here import here_html
from caseloom.web.reader import reader_language
from caseloom.web.tags import grouped
from caseloom.web.words import error_words

FINAL, LATER = 409, 503


@require_POST
@at_study
def write_codings(visit: Visit, source: str) -> HttpResponse:
    """`/studies/<study>/sources/<source>/codings`: do what the canvas asks; answered as JSON."""
    try:
        asked = read_asked(visit.request)
        with visit.shelved.writing:
            return _written(visit, source, asked)
    except CaseloomError as trouble:
        # What the file refuses now it may take later; what the record refuses it refuses for good.
        later = isinstance(trouble, StudyFileError) and not isinstance(trouble, NotThere)
        return _refused(LATER if later else FINAL, error_words(trouble))


def _refused(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)


def _written(visit: Visit, source: str, asked: Asked) -> HttpResponse:
    with visit.page() as page:
        id = page.find("source", source, lambda: sources(page.db, page.viewer))
        before = latest(page.db)
        spans = list(_spans(page, asked))
        keeps_role = _takes_a_role(page, asked)
    made = _do(visit, id, asked, keeps_role=keeps_role)
    with visit.page() as page:
        found = source_text(page.db, page.viewer, id)
        after = [
            each
            for coding in made
            for each in passages(page.db, page.viewer, coding=coding, language=reader_language())
        ]
        spans += [(each.start, each.end) for each in after]
        return JsonResponse(
            {
                "before": before.hex if before else "",
                "latest": (latest(page.db) or asked.change).hex,
                "revision": found.revision.hex,
                "codings": [each.hex for each in made],
                "say": _sentence(page, found, asked, after),
                **_touched(page, found, spans),
            }
        )


def _spans(page: Page, asked: Asked) -> Iterable[tuple[int, int]]:
    """Where the coding that is to be changed stands now; only its coder changes it."""
    if asked.coding is None:
        return
    for each in passages(page.db, page.viewer, coding=asked.coding):
        if page.viewer.person is None or each.coder != page.viewer.person.id:
            raise NotYours(name=each.coder_name)
        yield each.start, each.end


def _takes_a_role(page: Page, asked: Asked) -> bool:
    """Whether the code that a coding is given is coded together with a role."""
    if asked.do != "set" or not asked.codes:
        return True
    code = Codebook(page).by_id.get(asked.codes[0])
    return code is not None and code.construct is not None and code.construct.construct_kind == "char"


def _do(visit: Visit, source: UUID, asked: Asked, *, keeps_role: bool) -> list[UUID]:
    study, viewer = visit.shelved.study.file, visit.viewer
    if asked.do == "code":
        said: dict[str, Any] = {name: value for name, value in asked.said.items() if name != "code"}
        new = [NewCoding(code=code, role=asked.role, **said) for code in asked.codes]
        return code_selection(study, viewer, source, asked.place, new, id=asked.change)
    if asked.do == "new":
        code = NewCode(label=asked.label, parent=asked.codes[0] if asked.codes else None)
        return code_selection_anew(study, viewer, source, asked.place, code, id=asked.change)
    if asked.do == "set":
        values: dict[str, Any] = {**asked.said, **({"code": asked.codes[0]} if asked.codes else {})}
        if asked.role or not keeps_role:
            values["role"] = asked.role
        set_coding(study, viewer, asked.which, **values)
    elif asked.do == "resize":
        resize_coding(study, viewer, asked.which, source, asked.place)
    elif asked.do == "remove":
        remove_coding(study, viewer, asked.which)
    else:
        raise AskedAmiss(what=asked.do)
    return [asked.which]


def _touched(page: Page, found: SourceText, spans: list[tuple[int, int]]) -> dict[str, object]:
    """The turns at these places as the page shows them now, and what stands beside them."""
    book = Codebook(page)
    turns = tuple(
        turn
        for turn in found.turns
        if any(start < turn.end and turn.words_start < end for start, end in spans)
    )
    first, last = (turns[0].start, turns[-1].end) if turns else (0, 0)
    coded = [each for each in coded_in(page, found) if each.start < last and first < each.end]
    shown = column_of(replace(found, turns=turns), coded, book, None)
    place = Place(min(start for start, _ in spans), max(end for _, end in spans)) if spans else None
    return {
        "turns": [
            {
                "number": turn.number,
                "marks": turn.painted,
                "codes": render_to_string("components/turn_codes.html", {"turn": turn}) if turn.codes else "",
            }
            for turn in shown
        ],
        "here": here_html(page, found, place, book) if place else "",
        "offers": render_to_string(
            "components/offers.html",
            {
                "study": page.study_frame(),
                "back": page.at("sources", named(found.source.title, found.source.id)),
            },
            page.request,
        ),
    }


def _label(each: CodedPassage) -> str:
    """A code by its label, with the role that it was coded together with."""
    return f"{each.code_label} × {each.role_label}" if each.role_label else each.code_label


def _sentence(page: Page, found: SourceText, asked: Asked, after: list[CodedPassage]) -> str:
    """What was done, as the page says it aloud."""
    if asked.do == "remove":
        return _("The coding was taken out.")
    labels = ", ".join(dict.fromkeys(_label(each) for each in after))
    if asked.do not in ("code", "new"):
        return _("Changed: %(code)s.") % {"code": labels}
    mine = {each.id for each in after}
    others = sum(
        any(each.start < one.end and one.start < each.end for one in after)
        for each in coded_in(page, found)
        if each.coding not in mine
    )
    said = _("Coded: %(code)s.") % {"code": labels}
    if not others:
        return said
    overlaps = ngettext("Overlaps %(n)s coding.", "Overlaps %(n)s codings.", others)
    return f"{said} {overlaps % {'n': grouped(others)}}"
