"""Who am I: asked where somebody without a name wants to write, and kept for the next time."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caseloom.design.readings import card
from caseloom.language import CaseloomError
from caseloom.team.readings import people
from caseloom.web.addresses import short_in
from caseloom.web.components.links import Link
from caseloom.web.desk import desk_of
from caseloom.web.frame import show
from caseloom.web.shelf import Shelved
from caseloom.web.words import error_words

LONGEST = 200


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """`/who?back=<page>`: the question, with the people whom the study knows."""
    return _asked(request, request.GET.get("back", "/"))


def say_who(request: HttpRequest) -> HttpResponse:
    """The answer: every study on the shelf is opened as that person, who joins where they are new."""
    name, back = request.POST.get("name", "").strip(), request.POST.get("back", "/")
    if not name or len(name) > LONGEST:
        trouble = _("Write your name as the others of your team know it. Nothing was changed.")
        return _asked(request, back, trouble=trouble, status=400)
    desk = desk_of(request)
    try:
        for shelved in _meant(request, back):
            desk.shelf.reopen(shelved, name)
    except CaseloomError as refused:
        return _asked(request, back, trouble=error_words(refused), name=name, status=409)
    desk.remember(name)
    return HttpResponseRedirect(_safe(request, back))


def _asked(
    request: HttpRequest, back: str, *, trouble: str = "", name: str = "", status: int = 200
) -> HttpResponse:
    known = list(dict.fromkeys(person for each in _meant(request, back) for person in _people(each)))
    response = show(
        request,
        "study/who.html",
        None,
        trail=(Link(_("Who are you?")),),
        back=_safe(request, back),
        people=known,
        studies=[_title(each) for each in _meant(request, back)],
        trouble=trouble,
        name=name,
    )
    response.status_code = status
    return response


def _meant(request: HttpRequest, back: str) -> tuple[Shelved, ...]:
    """The study that the question came from; every one where it came from none."""
    steps = back.partition("?")[0].split("/")
    shelf = desk_of(request).shelf
    one = shelf.find(short_in(steps[2])) if steps[1:2] == ["studies"] and len(steps) > 2 else None
    return (one,) if one else shelf.studies


def _people(shelved: Shelved) -> list[str]:
    with shelved.study.file.read() as db:
        return [each.name for each in people(db, shelved.study.viewer) if each.name]


def _title(shelved: Shelved) -> str:
    with shelved.study.file.read() as db:
        said = card(db, shelved.study.viewer)
    return said.title if said else shelved.file.stem


def _safe(request: HttpRequest, back: str) -> str:
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "/"
