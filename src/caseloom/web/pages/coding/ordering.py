"""Moving the team's own codes up and down among those beside them."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.coding.actions import move_code
from caseloom.language import CaseloomError
from caseloom.web.addresses import short
from caseloom.web.page import Visit, at_study
from caseloom.web.pages.coding.found import chosen_in
from caseloom.web.pages.marks import Codebook
from caseloom.web.words import error_words


@require_POST
@at_study
def order(visit: Visit) -> HttpResponse:
    """`/studies/<study>/codebook/order`: one code stands one place `up` or `down`."""
    sent = visit.request.POST
    up = "up" in sent
    with visit.shelved.writing:
        with visit.page() as page:
            found = chosen_in(Codebook(page), sent.get("up" if up else "down", ""))
            here = page.at("codebook")
        if found is None:
            raise Http404
        try:
            moved = move_code(visit.shelved.study.file, visit.viewer, found.id, -1 if up else 1)
        except CaseloomError as trouble:
            visit.shelved.board.pin(here, error_words(trouble), trouble=True)
        else:
            said = _("“%(code)s” was moved up.") if up else _("“%(code)s” was moved down.")
            stays = _("“%(code)s” stays where it is: nothing stands there to change places with.")
            visit.shelved.board.pin(here, (said if moved else stays) % {"code": found.label})
    return HttpResponseRedirect(f"{here}#c-{short(found.id)}")
