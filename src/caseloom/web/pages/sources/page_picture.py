"""The picture of one page of a source: drawn when it is asked for, and kept nowhere."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from caseloom.sources.model import PagesUnreadable, SourceProblem
from caseloom.sources.readers import Unreadable
from caseloom.sources.readers.pdfpictures import page_picture
from caseloom.web.failures import nothing_to_show
from caseloom.web.page import Visit, at_study
from caseloom.web.pages.sources.paged import paged_in


@require_safe
@at_study
def picture(visit: Visit, source: str, number: int) -> HttpResponse:
    """`/studies/<study>/sources/<source>/pages/<number>.png`; with `at` or `text` of that revision.

    Drawn when the study has been read, so that a slow page keeps nobody from writing.
    """
    try:
        with visit.page() as page:
            paged, data = paged_in(page, source)
        drawn = page_picture(paged.name, data, number)
    except SourceProblem as trouble:
        return nothing_to_show(visit.request, trouble)
    except Unreadable:
        return nothing_to_show(visit.request, PagesUnreadable(source=paged.found.source.title))
    return HttpResponse(drawn, content_type="image/png")
