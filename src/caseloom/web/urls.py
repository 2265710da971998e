"""Addresses that read like sentences; one line for each page."""

from collections.abc import Callable
from importlib import import_module

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from caseloom.web import assets, entrance, failures, taste


def page(address: str, room: str, view: str) -> URLPattern:
    """A page whose module is imported when it is first asked for, so that the first page comes sooner."""

    def asked(request: HttpRequest, **steps: str) -> HttpResponse:
        found: Callable[..., HttpResponse] = getattr(import_module(f"caseloom.web.pages.{room}"), view)
        return found(request, **steps)

    return path(address, asked, name=view)


urlpatterns = [
    page("", "study.desk", "desk"),
    path("enter/<str:token>", entrance.enter, name="enter"),
    path("taste", taste.choose, name="taste"),
    path("static/<path:path>", assets.asset, name="asset"),
    page("studies/<str:study>", "study.home", "study_home"),
    page("studies/<str:study>/search", "study.search", "search"),
    page("studies/<str:study>/sources", "sources.listing", "source_list"),
    page("studies/<str:study>/sources/<str:source>", "sources.source", "source_page"),
    page("studies/<str:study>/codebook", "coding.codebook", "codebook"),
    page("studies/<str:study>/codebook/<str:code>", "coding.code", "code_page"),
    page("studies/<str:study>/candidates", "coding.candidates", "candidates_page"),
    page("studies/<str:study>/codings/adrift", "coding.adrift", "adrift_page"),
    page("studies/<str:study>/matrix", "analysis.matrix", "matrix_page"),
    page("studies/<str:study>/cells/<str:row>", "analysis.cell", "cell_page"),
]

handler400 = failures.bad_request
handler404 = failures.not_found
handler500 = failures.broken
