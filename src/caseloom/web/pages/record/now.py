"""Which change is the study's latest, for pages that stay open while others write."""

from django.http import HttpResponse, JsonResponse

from caseloom.web.page import Page, in_study


@in_study
def now(page: Page) -> HttpResponse:
    """`/studies/<study>/latest`: the id of the latest change."""
    return JsonResponse({"latest": page.latest.hex if page.latest else ""})
