"""Opening one more study from the list of those that are open."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from caseloom.language import CaseloomError
from caseloom.web.desk import desk_of
from caseloom.web.file_names import path_of, trouble_words
from caseloom.web.pages.study.desk import beside, on_shelf, show_desk


class FileMissing(CaseloomError):
    """No file was named."""

    sentence = "Write the path of a study file first. Nothing was opened."


@require_safe
def studies_page(request: HttpRequest) -> HttpResponse:
    """`/studies`, where `?file=` fills in which one is to be opened."""
    return show_desk(request, request.GET.get("file", ""))


@require_POST
def open_another(request: HttpRequest) -> HttpResponse:
    """The form of that page: open one more study, as whoever works in the first."""
    shelf, written = desk_of(request).shelf, request.POST.get("file", "")
    who = next((each.study.viewer.name for each in shelf.studies), "")
    try:
        if not written.strip("\"' "):
            raise FileMissing
        opened = shelf.put(path_of(written, beside(request)), who or None)
    except (CaseloomError, OSError, ValueError) as trouble:
        return show_desk(request, written, trouble_words(trouble))
    return HttpResponseRedirect(on_shelf(opened).href)
