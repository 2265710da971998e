"""The text that an address of a source asks for, and that text on the pages of its file."""

from uuid import UUID

from caseloom.sources.readings import (
    PagedText,
    SourceText,
    file_with_pages,
    source_text,
    sources,
)
from caseloom.studyfile.errors import NotThere
from caseloom.web.addresses import Place, read_place, read_revision
from caseloom.web.page import Page


def place_asked_for(page: Page) -> Place | None:
    """The passage that `at` names; None where it names none."""
    return read_place(page.request.GET.get("at", ""))


def text_asked_for(page: Page, id: UUID) -> SourceText:
    """The text at the revision that `at` or `text` names; at the current one where that is not known."""
    place = place_asked_for(page)
    try:
        wanted = place.revision if place else read_revision(page.request.GET.get("text", ""))
        return source_text(page.db, page.viewer, id, at=wanted)
    except NotThere:
        return source_text(page.db, page.viewer, id)


def paged_in(page: Page, source: str) -> tuple[PagedText, bytes]:
    """That text of the source on its pages, and the file. Raises `NoPages`."""
    id = page.find("source", source, lambda: sources(page.db, page.viewer))
    return file_with_pages(page.db, page.viewer, text_asked_for(page, id))
