"""`/studies/<study>/candidates`: saved queries and their hits, and the forms that decide on them."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.coding.deciding import answer, asked_in
from caseloom.web.pages.coding.hits import show_candidates


@in_study
def candidates_page(page: Page) -> HttpResponse:
    """`/studies/<study>/candidates?query=<shortid>&show=accepted`."""
    query = page.request.GET
    return show_candidates(page, query.get("query", ""), query.get("show", ""))


@require_POST
@at_study
def decide_page(visit: Visit) -> HttpResponse:
    """A form of that page: accept or reject one candidate or all that wait, or take the query out."""
    return answer(visit, asked_in(visit.request.POST))
