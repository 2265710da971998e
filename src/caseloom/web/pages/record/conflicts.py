"""Where people wrote without knowing of each other: both sides of each conflict, to choose from."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.language import CaseloomError
from caseloom.record.actions import combine, settle_conflict
from caseloom.record.model import ConflictTold
from caseloom.record.readings import conflicts_told, labels
from caseloom.web.components.links import Link
from caseloom.web.naming import field_words
from caseloom.web.offers import asked_change
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.record.left_over import alike, behind
from caseloom.web.pages.record.parting import chosen_of_other, together_words
from caseloom.web.pages.record.sides import key_of, names_of, shown, side_words, state_of, title_of
from caseloom.web.words import error_words


@in_study
def conflicts_page(page: Page) -> HttpResponse:
    """`/studies/<study>/conflicts`."""
    return _show(page)


@require_POST
@at_study
def settle(visit: Visit) -> HttpResponse:
    """A form of that page: let the chosen side stand."""
    sent = visit.request.POST
    with visit.shelved.writing:
        with visit.page() as page:
            found = _found(page, sent.get("key", ""))
        chosen = asked_change(sent.get("chosen", "")) if "together" not in sent else None
        if found is not None and "together" in sent and state_of(found) == sent.get("state"):
            return _put_together(visit, found)
        if found is None or chosen is None or state_of(found) != sent.get("state"):
            with visit.page() as page:
                return _show(page, _stale(found))
        return _settled(visit, found, chosen)


def _settled(visit: Visit, found: ConflictTold, chosen: UUID) -> HttpResponse:
    study = visit.shelved.study
    try:
        erasure = settle_conflict(study.file, visit.viewer, found, chosen)
    except CaseloomError as trouble:
        with visit.page() as page:
            return _show(page, error_words(trouble))
    with visit.page() as page:
        here = page.at("conflicts")
        now = labels(page.db, page.viewer, study.file.kinds, found.kind, [found.entity]).get(found.entity)
    if found.sort == "withdrawn":
        # Nothing of what went is said, nor pinned to a page.
        visit.shelved.board.pin(
            here,
            _("Settled: what came in of a participant who withdrew."),
            *([_("These backups could not be written anew:")] if erasure and erasure.left else []),
            items=map(str, erasure.left) if erasure else (),
        )
        return HttpResponseRedirect(here)
    return _told(visit, replace(found, about=now or found.about), _chosen_words(found, chosen))


def _chosen_words(found: ConflictTold, chosen: UUID) -> str:
    if found.third is not None and found.third.change == chosen:
        return _("given to “%(into)s”") % {"into": found.third.says}
    place, side = next((n, side) for n, side in enumerate(found.sides) if side.change == chosen)
    if found.sort == "text":
        return _("the text by %(who)s") % {"who": names_of(found)[place]}
    return side_words(found, side, place)


def _told(visit: Visit, found: ConflictTold, side: str) -> HttpResponse:
    """Says on the page what was settled how, with its undo."""
    with visit.page() as page:
        here, done = page.at("conflicts"), page.latest
    title = title_of(found)
    if found.sort == "field" and found.field != "gone":
        title = _("%(thing)s (%(field)s)") % {"thing": title, "field": field_words(found.kind, found.field)}
    told = {"conflict": title, "side": side}
    said = _("Settled: %(conflict)s. You chose: %(side)s") % told
    visit.shelved.board.pin(here, said, undo=done.hex if done else "")
    return HttpResponseRedirect(here)


def _put_together(visit: Visit, found: ConflictTold) -> HttpResponse:
    """Settle two corrected texts with one that has both."""
    study, sent = visit.shelved.study, visit.request.POST
    try:
        with visit.page() as page:
            others = chosen_of_other(page, found, sent.dict())
            said = together_words(page, found, others, names_of(found))
        combine(study.file, visit.viewer, found, others)
    except CaseloomError as trouble:
        with visit.page() as page:
            return _show(page, error_words(trouble))
    return _told(visit, found, said)


def _show(page: Page, trouble: str = "") -> HttpResponse:
    every = conflicts_told(page.db, page.viewer, page.shelved.study.file.kinds)
    conflicts = shown(every, page)
    return page.show(
        "record/conflicts.html",
        here="study",
        trail=(Link(_("Conflicts")),),
        conflicts=conflicts,
        built=any(each.built for each in conflicts),
        alike=tuple(alike(page)),
        behind=tuple(behind(page, every)),
        trouble=trouble,
        nameless=page.viewer.person is None,
    )


def _found(page: Page, key: str) -> ConflictTold | None:
    every = conflicts_told(page.db, page.viewer, page.shelved.study.file.kinds)
    return next((each for each in every if key_of(each) == key), None)


def _stale(found: ConflictTold | None) -> str:
    if found is None:
        return _(
            "The page was older than the study: this conflict has been settled or has gone meanwhile. "
            "Nothing was changed now; what is left stands below."
        )
    return _(
        "The page was older than the study: another side has come to this conflict, or another stands now. "
        "Nothing was changed; look at it again."
    )
