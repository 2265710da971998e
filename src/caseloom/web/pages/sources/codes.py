"""The codes of a source, each once: a part of its page that is asked for again after something was coded."""

from django.http import HttpResponse
from django.template.loader import render_to_string

from caseloom.coding.readings import highlights
from caseloom.sources.readings import source_text, sources
from caseloom.web.page import Page, in_study
from caseloom.web.pages.marks import Codebook
from caseloom.web.pages.sources.column import code_marks, coded_in


@in_study
def codes_here(page: Page, source: str) -> HttpResponse:
    """`/studies/<study>/sources/<source>/codes`, sifted as the source's page is."""
    id = page.find("source", source, lambda: sources(page.db, page.viewer))
    found = source_text(page.db, page.viewer, id, between=(0, 0))
    coded = coded_in(page, found, highlights(page.db, page.viewer, found.source.n))
    words = {"codes": code_marks(coded, Codebook(page))}
    return HttpResponse(render_to_string("sources/codes.html", words))
