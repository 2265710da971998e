"""The codebook as the command box needs it: every code that can be chosen, with what to know about it."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse, JsonResponse

from caseloom.coding.readings import Code, code_names
from caseloom.design.readings import frameworks
from caseloom.web.page import Page, in_study
from caseloom.web.pages.coding.definition import definitions_of, plain_words_of
from caseloom.web.pages.coding.found import above, readable
from caseloom.web.pages.marks import Codebook, is_heading, pack_label


@in_study
def choices(page: Page) -> HttpResponse:
    """`/studies/<study>/codes`: the codes in the order of the codebook, as JSON."""
    book = Codebook(page, with_use=True)
    names = code_names(page.db, page.viewer)
    whose = {each.id: pack_label(each) for each in frameworks(page.db, page.viewer)}
    roles = _roles(book, names)
    codes = [
        {
            **_choice(book, each, names.get(each.id, ())),
            "path": _path(book, each, whose),
            "roles": roles.get(each.framework, []) if _is_characteristic(each) else [],
        }
        for each in book.codes
        if not each.retired
    ]
    return JsonResponse({"codes": codes})


def _path(book: Codebook, code: Code, whose: Mapping[UUID, str]) -> str:
    framework = whose.get(code.framework, "") if code.framework else ""
    return " › ".join(filter(None, [framework, *(each.label for each in reversed(list(above(book, code))))]))


def _is_characteristic(code: Code) -> bool:
    return code.construct is not None and code.construct.construct_kind == "char"


def _roles(
    book: Codebook, names: Mapping[UUID, tuple[str, ...]]
) -> Mapping[UUID | None, list[Mapping[str, object]]]:
    """By framework the roles that a characteristic is coded together with, in one step."""
    found: dict[UUID | None, list[Mapping[str, object]]] = {}
    for each in book.codes:
        if each.construct is not None and each.construct.construct_kind == "role" and not each.retired:
            said = {
                "id": each.construct.id.hex,
                "label": each.label,
                "number": each.number,
                "names": [name for name in names.get(each.id, ()) if name != each.label],
            }
            found.setdefault(each.framework, []).append(said)
    return found


def _choice(book: Codebook, code: Code, names: tuple[str, ...]) -> Mapping[str, object]:
    hue, line = book.slot(code.id)
    return {
        "id": code.id.hex,
        "label": code.label,
        "number": code.number,
        "names": [each for each in names if each != code.label],
        "parent": code.parent.hex if code.parent else "",
        "heading": is_heading(code),
        "hue": hue,
        "line": line,
        "used": code.codings,
        "shortcut": code.shortcut,
        "href": book.address(code.id),
        "definition": next((said.words for said in definitions_of(code)), ""),
        "plain": plain.words if (plain := plain_words_of(code)) else "",
        "inclusion": code.inclusion,
        "exclusion": [readable(book, line) for line in code.exclusion],
        "examples": code.examples,
        "near": code.near_misses,
    }
