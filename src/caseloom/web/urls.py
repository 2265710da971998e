"""Addresses that read like sentences; one line for each page."""

from django.urls import path

from caseloom.web import assets, entrance, failures, taste
from caseloom.web.pages.analysis.cell import cell_page
from caseloom.web.pages.analysis.matrix import matrix_page
from caseloom.web.pages.coding.candidates import candidates_page
from caseloom.web.pages.coding.code import code_page
from caseloom.web.pages.coding.codebook import codebook
from caseloom.web.pages.sources.listing import source_list
from caseloom.web.pages.sources.source import source_page
from caseloom.web.pages.study.desk import desk
from caseloom.web.pages.study.home import study_home
from caseloom.web.pages.study.search import search

urlpatterns = [
    path("", desk, name="desk"),
    path("enter/<str:token>", entrance.enter, name="enter"),
    path("taste", taste.choose, name="taste"),
    path("static/<path:path>", assets.asset, name="asset"),
    path("studies/<str:study>", study_home, name="study_home"),
    path("studies/<str:study>/search", search, name="search"),
    path("studies/<str:study>/sources", source_list, name="source_list"),
    path("studies/<str:study>/sources/<str:source>", source_page, name="source_page"),
    path("studies/<str:study>/codebook", codebook, name="codebook"),
    path("studies/<str:study>/codebook/<str:code>", code_page, name="code_page"),
    path("studies/<str:study>/candidates", candidates_page, name="candidates_page"),
    path("studies/<str:study>/matrix", matrix_page, name="matrix_page"),
    path("studies/<str:study>/cells/<str:row>", cell_page, name="cell_page"),
]

handler400 = failures.bad_request
handler404 = failures.not_found
handler500 = failures.broken
