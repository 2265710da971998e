"""The picture of one page of a source: drawn, or made anew, when it is asked for, and kept nowhere."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from caseloom.sources.model import PagesUnreadable, SourceProblem
from caseloom.sources.readers import Unreadable
from caseloom.sources.readers.pdfpictures import page_picture
from caseloom.sources.readers.photographs import shown
from caseloom.sources.readings import picture_brought
from caseloom.web.failures import nothing_to_show
from caseloom.web.page import Visit, at_study
from caseloom.web.pages.sources.paged import paged_in


@require_safe
@at_study
def picture(visit: Visit, source: str, number: int) -> HttpResponse:
    """`/studies/<study>/sources/<source>/pages/<number>/picture`; with `at` or `text` of that revision.

    Drawn when the study has been read, so that a slow page keeps nobody from writing.
    """
    try:
        with visit.page() as page:
            paged, data = paged_in(page, source)
            if paged.pictures:
                data = picture_brought(page.db, page.viewer, paged, number)
        if paged.pictures:
            return HttpResponse(shown(paged.name, data), content_type="image/jpeg")
        return HttpResponse(page_picture(paged.name, data, number), content_type="image/png")
    except SourceProblem as trouble:
        return nothing_to_show(visit.request, trouble)
    except Unreadable:
        return nothing_to_show(visit.request, PagesUnreadable(source=paged.found.source.title))
