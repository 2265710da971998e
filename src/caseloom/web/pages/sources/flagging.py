"""The form that flags a passage as distressing, or takes a flag back."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.coding.actions import flag_passage, unflag_passage
from caseloom.coding.model import Selected
from caseloom.coding.readings import flags_in
from caseloom.language import CaseloomError
from caseloom.sources.readings import source_text, sources
from caseloom.studyfile.errors import NotThere
from caseloom.web.addresses import Place, named, read_place
from caseloom.web.offers import asked_change
from caseloom.web.page import Page, Visit, at_study
from caseloom.web.words import error_words


@require_POST
@at_study
def flag(visit: Visit, source: str) -> HttpResponse:
    """`/studies/<study>/sources/<source>/flags`: flag the passage `at`, or take a `flag` back."""
    sent = visit.request.POST
    place = read_place(sent.get("at", ""))
    if place is None or place.revision is None:
        raise Http404
    with visit.shelved.writing:
        with visit.page() as page:
            id = page.find("source", source, lambda: sources(page.db, page.viewer))
            here = page.at("sources", named(source_text(page.db, page.viewer, id).source.title, id))
            selected = _selected(page, id, place)
        try:
            said = _done(visit, id, selected, sent.get("do", ""), sent.get("flag", ""), sent.get("note", ""))
        except CaseloomError as trouble:
            visit.shelved.board.pin(here, error_words(trouble), trouble=True)
        else:
            visit.shelved.board.pin(here, said)
    return HttpResponseRedirect(f"{here}?at={place}")


def _selected(page: Page, source: UUID, place: Place) -> Selected:
    """The words that the page showed at the place: a revision's text is never other than it was."""
    try:
        text = source_text(page.db, page.viewer, source, at=place.revision)
    except NotThere:
        raise Http404 from None
    words = text.text[place.start : place.end]
    if not words.strip() or place.end > len(text.text):
        raise Http404
    return Selected(text.revision, place.start, place.end, (words,))


def _done(visit: Visit, source: UUID, selected: Selected, do: str, flag_id: str, note: str) -> str:
    study = visit.shelved.study.file
    if do == "add":
        flag_passage(study, visit.viewer, source, selected, note=" ".join(note.split()))
        return _("The passage is flagged as distressing. Readers are warned of it.")
    wanted = asked_change(flag_id)
    with visit.page() as page:
        now = source_text(page.db, page.viewer, source)
        there = [each.id for each in flags_in(page.db, page.viewer, now)]
    if do != "remove" or wanted is None:
        raise Http404
    if wanted not in there:
        return _("That flag was taken back before. Nothing was changed now.")
    unflag_passage(study, visit.viewer, wanted)
    return _("The flag was taken back. If that was a mistake, undo it.")
