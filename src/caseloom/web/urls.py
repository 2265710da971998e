"""Addresses that read like sentences; one line for each page."""

from collections.abc import Callable
from importlib import import_module

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from caseloom.web import assets, entrance, failures, taste


def page(address: str, room: str, view: str, form: str = "") -> URLPattern:
    """A page whose module is imported when it is first asked for, so that the first page comes sooner.

    `form` is the view that takes what the page's form sends to the same address.
    """

    def asked(request: HttpRequest, **steps: str) -> HttpResponse:
        name = form if form and request.method == "POST" else view
        found: Callable[..., HttpResponse] = getattr(import_module(f"caseloom.web.pages.{room}"), name)
        return found(request, **steps)

    return path(address, asked, name=view)


urlpatterns = [
    page("", "study.desk", "desk"),
    path("enter/<str:token>", entrance.enter, name="enter"),
    path("taste", taste.choose, name="taste"),
    page("who", "study.who", "who", "say_who"),
    path("static/<path:path>", assets.asset, name="asset"),
    page("studies", "study.studies", "studies_page", "open_another"),
    page("studies/<str:study>", "study.home", "study_home"),
    page("studies/<str:study>/search", "study.search", "search", "save_query_page"),
    page("studies/<str:study>/sources", "sources.listing", "source_list"),
    page("studies/<str:study>/sources/<str:source>", "sources.source", "source_page"),
    page("studies/<str:study>/sources/<str:source>/here", "sources.here", "here"),
    page("studies/<str:study>/sources/<str:source>/codes", "sources.codes", "codes_here"),
    page("studies/<str:study>/sources/<str:source>/codings", "sources.writing", "write_codings"),
    page(
        "studies/<str:study>/sources/<str:source>/turns/<str:number>",
        "sources.turn",
        "turn_page",
        "correct_one",
    ),
    page("studies/<str:study>/sources/<str:source>/correct", "sources.correct", "correct_page", "bring"),
    page("studies/<str:study>/sources/<str:source>/moved", "sources.moved", "moved_page", "decide_places"),
    page(
        "studies/<str:study>/sources/<str:source>/translation",
        "sources.translation",
        "translation_page",
        "link",
    ),
    page(
        "studies/<str:study>/sources/<str:source>/speakers/<str:speaker>",
        "sources.speaker",
        "speaker_page",
        "say_who",
    ),
    page("studies/<str:study>/sources/<str:source>/revisions", "sources.revisions", "revisions_page"),
    page("studies/<str:study>/sources/<str:source>/pages", "sources.pages_beside", "pages_page"),
    page(
        "studies/<str:study>/sources/<str:source>/pages/<int:number>/picture",
        "sources.page_picture",
        "picture",
    ),
    page(
        "studies/<str:study>/sources/<str:source>/pictures",
        "sources.pictures",
        "pictures_page",
        "bring_pictures",
    ),
    page("studies/<str:study>/sources/<str:source>/flags", "sources.flagging", "flag"),
    page("studies/<str:study>/codes", "coding.choices", "choices"),
    page("studies/<str:study>/latest", "record.now", "now"),
    page("studies/<str:study>/codebook", "coding.codebook", "codebook"),
    page("studies/<str:study>/codebook/new", "coding.editing", "new_page", "add"),
    page("studies/<str:study>/codebook/order", "coding.ordering", "order"),
    page("studies/<str:study>/codebook/versions", "coding.versions", "versions_page", "name"),
    page("studies/<str:study>/codebook/versions/<str:version>", "coding.version", "version_page"),
    page("studies/<str:study>/codebook/<str:code>", "coding.code", "code_page"),
    page("studies/<str:study>/codebook/<str:code>/edit", "coding.editing", "edit_page", "edit"),
    page("studies/<str:study>/codebook/<str:code>/merge", "coding.merging", "merging_page", "merge_into"),
    page("studies/<str:study>/codebook/<str:code>/split", "coding.splitting", "splitting_page", "split"),
    page("studies/<str:study>/codebook/<str:code>/retire", "coding.retiring", "retiring_page", "retire"),
    page("studies/<str:study>/candidates", "coding.candidates", "candidates_page", "decide_page"),
    page("studies/<str:study>/codings/query", "coding.related", "related_page", "save_related"),
    page("studies/<str:study>/codings/adrift", "coding.adrift", "adrift_page"),
    page("studies/<str:study>/codings/recode", "coding.recoding", "recoding_page", "recode"),
    page("studies/<str:study>/undo", "record.undoing", "undo"),
    page("studies/<str:study>/redo", "record.undoing", "redo"),
    page("studies/<str:study>/read", "record.undoing", "read"),
    page("studies/<str:study>/history", "record.history", "history_page"),
    page("studies/<str:study>/history/<str:day>", "record.past", "past_page"),
    page("studies/<str:study>/conflicts", "record.conflicts", "conflicts_page", "settle"),
    page("studies/<str:study>/merge", "record.merging", "merge_page", "merge"),
    page("studies/<str:study>/backups", "record.backups", "backups_page", "keep"),
    page("studies/<str:study>/participants", "record.participants", "participant_list"),
    page(
        "studies/<str:study>/participants/<str:participant>/withdraw",
        "record.withdrawing",
        "withdraw_page",
        "withdraw",
    ),
    page(
        "studies/<str:study>/participants/<str:participant>/quoted-as",
        "record.quoting",
        "quoting_page",
        "quote_as",
    ),
    page("studies/<str:study>/memos", "team.memos", "memos_page"),
    page("studies/<str:study>/memos/new", "team.writing", "new_memo_page", "write"),
    page("studies/<str:study>/memos/<str:memo>", "team.memo", "memo_page", "change_memo"),
    page("studies/<str:study>/matrix", "analysis.matrix", "matrix_page"),
    page("studies/<str:study>/cells/<str:row>", "analysis.cell", "cell_page"),
]

handler400 = failures.bad_request
handler404 = failures.not_found
handler500 = failures.broken
