"""Undo and redo, asked for by a button that said beforehand what it takes back."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.language import CaseloomError
from caseloom.record import actions
from caseloom.record.model import REST_LOST, Act
from caseloom.record.readings import act_of
from caseloom.web.addresses import short_in
from caseloom.web.offers import asked_change, next_in
from caseloom.web.page import Visit, at_study
from caseloom.web.words import act_words, error_words, sentence_words


@require_POST
@at_study
def undo(visit: Visit) -> HttpResponse:
    """`/studies/<study>/undo`: take back the act that the form names, from the bar or from the history."""
    wanted = asked_change(visit.request.POST.get("change", ""))
    with visit.shelved.writing:
        trouble = _single_stale(visit, wanted) if "single" in visit.request.POST else _stale(visit, wanted, 0)
        return _answer(visit, trouble) if trouble else _done(visit, wanted)


@require_POST
@at_study
def redo(visit: Visit) -> HttpResponse:
    """`/studies/<study>/redo`: do again what was undone last, if it still is what the form names."""
    wanted = asked_change(visit.request.POST.get("change", ""))
    with visit.shelved.writing:
        trouble = _stale(visit, wanted, 1)
        return _answer(visit, trouble) if trouble else _done(visit, None)


@require_POST
@at_study
def read(visit: Visit) -> HttpResponse:
    """`/studies/<study>/read`: what was said has been read."""
    visit.shelved.board.clear()
    return HttpResponseRedirect(back_in(visit))


def back_in(visit: Visit) -> str:
    """The page of this study that the form came from; the study home where it names none of it."""
    back = visit.request.POST.get("back", "")
    steps = back.partition("?")[0].split("/")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and steps[:2] == ["", "studies"]
    if ours and len(steps) > 2 and short_in(steps[2]) == visit.shelved.short:
        return back
    with visit.page() as page:
        return page.home


def _done(visit: Visit, wanted: UUID | None) -> HttpResponse:
    """Undo the wanted act, or redo; what came of it is said on the page one comes from."""
    study = visit.shelved.study
    try:
        if wanted is None:
            taken = actions.redo(study.file, visit.viewer)
            said = _("Done again: %(act)s") % {"act": act_words(taken)}
        else:
            taken = actions.undo(study.file, visit.viewer, wanted)
            said = _("Undone: %(act)s") % {"act": act_words(taken)}
    except CaseloomError as trouble:
        return _answer(visit, error_words(trouble))
    return _answer(visit, said, *([sentence_words(REST_LOST, {})] if taken.lost else []), done=True)


def _answer(visit: Visit, *sentences: str, done: bool = False) -> HttpResponse:
    back = back_in(visit)
    visit.shelved.board.pin(back, *sentences, trouble=not done)
    return HttpResponseRedirect(back)


def _stale(visit: Visit, wanted: UUID | None, which: int) -> str:
    """Why the bar's button does not do what it said any more; "" where it does."""
    with visit.page() as page:
        now = next_in(page.db, visit.shelved, page.latest)[which]
    if visit.viewer.person is None or (now is not None and wanted in now.changes):
        return ""
    if now is None:
        return _(
            "The page was older than the study: what its button named has been taken back or done again "
            "meanwhile. Nothing was changed now."
        )
    return _("The page was older than the study, so nothing was changed now. What comes next is: %(act)s") % {
        "act": act_words(now)
    }


def _single_stale(visit: Visit, wanted: UUID | None) -> str:
    """Why an act of the history cannot be undone any more; "" where the record itself will say."""
    act: Act | None = None
    if wanted is not None:
        with visit.page() as page:
            act = act_of(page.db, visit.viewer, visit.shelved.study.file.kinds, wanted)
    if act is None:
        return _("The study has no such act any more. Nothing was changed.")
    if act.undone:
        return _("This was undone already: %(act)s Nothing was changed now.") % {"act": act_words(act)}
    return ""
