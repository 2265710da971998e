"""The codebook as the command box needs it: every code that can be chosen, with what to know about it."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.http import HttpResponse, JsonResponse

from caseloom.coding.readings import Code, code_names
from caseloom.design.readings import frameworks
from caseloom.web.page import Page, in_study
from caseloom.web.pages.coding.codebook import pack_label
from caseloom.web.pages.coding.definition import REDIRECT, definitions_of, plain_words_of
from caseloom.web.pages.marks import Codebook, is_heading


@in_study
def choices(page: Page) -> HttpResponse:
    """`/studies/<study>/codes`: the codes in the order of the codebook, as JSON."""
    book = Codebook(page, with_use=True)
    names = code_names(page.db, page.viewer)
    whose = {each.id: pack_label(each) for each in frameworks(page.db, page.viewer)}
    codes = [
        _choice(book, each, names.get(each.id, ()), whose.get(each.framework) if each.framework else None)
        for each in book.codes
    ]
    return JsonResponse({"codes": codes})


def _choice(
    book: Codebook, code: Code, names: tuple[str, ...], framework: str | None
) -> Mapping[str, object]:
    hue, line = book.slot(code.id)
    path = [framework, *(each.label for each in reversed(list(_above(book, code))))]
    return {
        "id": code.id.hex,
        "label": code.label,
        "number": code.number,
        "names": [each for each in names if each != code.label],
        "parent": code.parent.hex if code.parent else "",
        "path": " › ".join(filter(None, path)),
        "heading": is_heading(code),
        "hue": hue,
        "line": line,
        "used": code.codings,
        "shortcut": code.shortcut,
        "href": book.address(code.id),
        "definition": next((said.words for said in definitions_of(code)), ""),
        "plain": plain.words if (plain := plain_words_of(code)) else "",
        "inclusion": code.inclusion,
        "exclusion": [_readable(book, line) for line in code.exclusion],
        "examples": code.examples,
    }


def _readable(book: Codebook, line: str) -> str:
    """An exclusion ends in “ → reference”: said with the label of the code that it sends to."""
    words, arrow, reference = line.partition(REDIRECT)
    label = next((each.label for each in book.codes if each.reference == reference.strip()), reference)
    return f"{words}{REDIRECT}{label}" if arrow else words


def _above(book: Codebook, code: Code) -> Iterator[Code]:
    at: UUID | None = code.parent
    while at is not None and at in book.by_id:
        yield book.by_id[at]
        at = book.by_id[at].parent
