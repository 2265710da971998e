"""Finding the code that an address names, and offering the others to choose from."""

from collections.abc import Callable, Iterator

from django.http import Http404
from django.utils.translation import gettext as _

from caseloom.coding.readings import Code
from caseloom.web.addresses import short
from caseloom.web.components.links import Choice, Link
from caseloom.web.page import Page
from caseloom.web.pages.coding.definition import REDIRECT
from caseloom.web.pages.marks import Codebook


def code_at(page: Page, segment: str, *, with_use: bool = False) -> tuple[Codebook, Code]:
    """The codebook, and the code that a part of the address names; Http404 where nothing has it."""
    book = Codebook(page, with_use=with_use)
    found = book.by_id.get(page.find("code", segment, lambda: book.codes))
    if found is None:  # met before, and taken out since
        raise Http404
    return book, found


def trail_to(page: Page, book: Codebook, found: Code, here: str) -> tuple[Link, ...]:
    """The way to a page about a code."""
    code = Link(found.label, book.address(found.id), found.language)
    return (Link(_("Codebook"), page.at("codebook")), code, Link(here))


def choices_of(book: Codebook, fits: Callable[[Code], bool], chosen: Code | None) -> Iterator[Choice]:
    """Codes as the options of a control, the lower ones indented; an empty one first."""
    yield Choice("", "", chosen is None)
    for each in book.codes:
        if fits(each):
            depth = len(list(above(book, each)))
            yield Choice(short(each.id), "\u2003" * depth + each.label, each == chosen)


def above(book: Codebook, code: Code) -> Iterator[Code]:
    """The codes that a code stands under, the nearest first."""
    at = code.parent
    while at is not None and at in book.by_id:
        yield book.by_id[at]
        at = book.by_id[at].parent


def chosen_in(book: Codebook, written: str) -> Code | None:
    """The code whose short id a form or an address has."""
    return next((each for each in book.codes if short(each.id) == written), None) if written else None


def readable(book: Codebook, line: str) -> str:
    """An exclusion ends in “ → reference”: said with the code that it sends to, told from others of its name.

    One that is not adopted here is left out: nobody can code there.
    """
    words, arrow, reference = line.rpartition(REDIRECT)
    if not arrow:
        return line
    target = next((each for each in book.codes if each.reference == reference.strip()), None)
    if target is None:
        return words
    above = book.by_id.get(target.parent) if target.parent else None
    mark = target.number or (above.label if above else "")
    return f"{words}{REDIRECT}{target.label} ({mark})" if mark else f"{words}{REDIRECT}{target.label}"
