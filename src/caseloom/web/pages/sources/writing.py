"""The coding canvas: what a page asks to be coded is written, and answered with the turns it touched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
    flag_passage,
    remove_coding,
    resize_coding,
    set_coding,
)
from caseloom.coding.model import NewCode, NewCoding, NotYours
from caseloom.coding.readings import highlights, highlights_of, passages
from caseloom.dates import NotATime
from caseloom.language import CaseloomError
from caseloom.sources.readings import SourceText, source_text, sources
from caseloom.studyfile.errors import NotThere, StudyFileError
from caseloom.team.readings import people
from caseloom.web.addresses import named
from caseloom.web.components.column import codes_html
from caseloom.web.languages import between_sentences, grouped
from caseloom.web.offers import next_in
from caseloom.web.page import Page, Visit, at_study
from caseloom.web.pages.marks import Codebook
from caseloom.web.pages.sources.asked import Asked, AskedAmiss, read_asked
from caseloom.web.pages.sources.changed import changed_words, passage_of
from caseloom.web.pages.sources.column import Coded, coded_in, column_of
from caseloom.web.pages.sources.sifting import read_sift
from caseloom.web.reader import reader_language
from caseloom.web.words import error_words

FINAL, LATER = 409, 503
CHANGES = ("set", "resize")


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
        field = "about" if isinstance(trouble, NotATime) else ""
        said = {"sentence": error_words(trouble), "field": field}
        return JsonResponse(said, status=LATER if later else FINAL)


def _written(visit: Visit, source: str, asked: Asked) -> HttpResponse:
    with visit.page() as page:
        id = page.find("source", source, lambda: sources(page.db, page.viewer))
        before = page.latest
        spans = list(_spans(page, asked))
        keeps_role, was = _takes_a_role(page, asked), passage_of(page, asked)
    made = _do(visit, id, asked, keeps_role=keeps_role)
    with visit.page() as page:
        spans += [(each.start, each.end) for each in highlights_of(page.db, page.viewer, made)]
        book = Codebook(page)
        touched = _touched(page, id, spans, book)
        code = _labels(page, asked, made, book)
        if asked.do in CHANGES:
            said = changed_words(asked, code, was, passage_of(page, asked))
        else:
            said = _("Coded: %(code)s.") % {"code": code}
        # What undo would take is known here, so that the bar need not look for it.
        next_in(page.db, visit.shelved, page.latest, done=asked.change)
        return JsonResponse(
            {
                "before": before.hex if before else "",
                "latest": (page.latest or asked.change).hex,
                "revision": touched.found.revision.hex,
                "codings": [each.hex for each in made],
                "say": _sentence(page, asked, made, touched.coded, said),
                "place": [min(start for start, _ in spans), max(end for _, end in spans)] if spans else None,
                "turns": touched.turns,
                "offers": _offers(page, touched.found),
            }
        )


def _spans(page: Page, asked: Asked) -> Iterable[tuple[int, int]]:
    """Where the coding that is to be changed stands now, which only its coder does; what is to be flagged."""
    if asked.do == "flag":
        yield asked.place.start, asked.place.end
    if asked.coding is None:
        return
    for each in highlights_of(page.db, page.viewer, [asked.coding]):
        if page.viewer.person is None or each.coder != page.viewer.person.id:
            [name] = (one.name for one in people(page.db, page.viewer) if one.id == each.coder)
            raise NotYours(name=name)
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
        new = [NewCoding(code=code, role=asked.role, **asked.said) for code in asked.codes]
        return code_selection(study, viewer, source, asked.place, new, id=asked.change)
    if asked.do == "new":
        code = NewCode(label=asked.label, parent=asked.codes[0] if asked.codes else None)
        return code_selection_anew(study, viewer, source, asked.place, code, id=asked.change)
    if asked.do == "flag":
        flag_passage(study, viewer, source, asked.place, id=asked.change)
        return []
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


@dataclass(frozen=True)
class _Touched:
    """The turns at some places as the page shows them now, and everything coded in them."""

    found: SourceText
    coded: Sequence[Coded]
    turns: list[dict[str, object]]


def _touched(page: Page, source: UUID, spans: Sequence[tuple[int, int]], book: Codebook) -> _Touched:
    between = (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 0)
    found = source_text(page.db, page.viewer, source, between=between)
    first, last = (found.turns[0].start, found.turns[-1].end) if found.turns else (0, 0)
    coded = coded_in(page, found, highlights(page.db, page.viewer, found.source.n, between=(first, last)))
    return _Touched(
        found,
        coded,
        [
            {
                "number": turn.number,
                "marks": turn.painted,
                "codes": codes_html(turn.codes),
            }
            for turn in column_of(found, coded, book, None)
        ],
    )


def _offers(page: Page, found: SourceText) -> str:
    """What undo and redo would take now, as the bar shows it."""
    sift = read_sift(page.request.GET).query
    back = page.at("sources", named(found.source.title, found.source.id), **sift)
    words = {"study": page.study_frame(), "back": back}
    return render_to_string("components/offers.html", words, page.request)


def _labels(page: Page, asked: Asked, made: Sequence[UUID], book: Codebook) -> str:
    """What was coded, each code once; a role is said with its characteristic."""
    if asked.do == "code" and asked.role is None:
        return ", ".join(dict.fromkeys(book.mark(each).label for each in asked.codes))
    language = reader_language()
    after = [each for id in made for each in passages(page.db, page.viewer, coding=id, language=language)]
    said = (" × ".join(filter(None, (each.code_label, each.role_label))) for each in after)
    return ", ".join(dict.fromkeys(said))


def _sentence(page: Page, asked: Asked, made: Sequence[UUID], coded: Sequence[Coded], said: str) -> str:
    """What was done, as the page says it aloud: of a coding what was `said`, and what it overlaps with."""
    if asked.do == "remove":
        return _("The coding was taken out.")
    if asked.do == "flag":
        return _("The passage is flagged as distressing. Readers are warned of it.")
    mine = [each for each in coded if each.coding in made]
    if not mine and read_sift(page.request.GET):
        return between_sentences().join((said, _("Only some codings are shown, and this is none of them.")))
    if asked.do in CHANGES:
        return said
    others = sum(
        any(each.start < one.end and one.start < each.end for one in mine)
        for each in coded
        if each.coding not in made
    )
    if not others:
        return said
    overlaps = ngettext("Overlaps %(n)s coding.", "Overlaps %(n)s codings.", others)
    return between_sentences().join((said, overlaps % {"n": grouped(others)}))
