"""A code that somebody names in a field: by number, by label in any language, or by reference."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from caseloom.coding.actions import code_named
from caseloom.coding.readings import Code, code_names, namesakes
from caseloom.design.readings import frameworks
from caseloom.language import CaseloomError
from caseloom.text import plain_name, same_name
from caseloom.web.page import Page
from caseloom.web.pages.marks import Codebook, is_heading, pack_label


class SeveralCodes(CaseloomError):
    """A name that several codes have; the form offers them to choose from."""

    sentence = "{count} codes are called “{code}”. Choose the one you mean."


@dataclass(frozen=True)
class Offered:
    """A code that a field offers: what it takes for it, the number beside it, and its id in hex."""

    value: str
    number: str
    id: str


def offered_codes(page: Page, book: Codebook) -> tuple[Offered, ...]:
    """Every code that passages are coded with, by its label; with its framework where two have that."""
    said = _told_apart(page, book)
    return tuple(
        Offered(said[each.id], each.number, each.id.hex) for each in book.codes if not is_heading(each)
    )


def code_written(page: Page, book: Codebook, written: str) -> UUID:
    """The id of the code that was written; raises `SeveralCodes`, or `CodeUnknown` with the nearest names."""
    found = _meant(page, book, written)
    if len(found) > 1:
        raise SeveralCodes(count=len(found), code=written.strip())
    return found[0] if found else code_named(page.db, page.viewer, written.strip())


def several(page: Page, book: Codebook, written: str) -> tuple[Offered, ...]:
    """The codes that have the name which was written, where more than one has it."""
    found = _meant(page, book, written)
    return tuple(each for each in offered_codes(page, book) if UUID(each.id) in found) if found[1:] else ()


def _meant(page: Page, book: Codebook, written: str) -> Sequence[UUID]:
    """The codes that a field's words name; the first way in which any does counts."""
    said = written.strip()
    return next(filter(None, _ways(page, book, said)), ()) if said else ()


def _ways(page: Page, book: Codebook, said: str) -> Iterator[Sequence[UUID]]:
    coded = [each for each in book.codes if not is_heading(each)]
    apart = _told_apart(page, book)
    yield [each.id for each in coded if same_name(apart[each.id], said)]
    yield [each.id for each in coded if each.number and each.number == said]
    yield [each.id for each in coded if same_name(each.label, said)]
    names = code_names(page.db, page.viewer)
    yield [each.id for each in coded if any(same_name(name, said) for name in names.get(each.id, ()))]


def _told_apart(page: Page, book: Codebook) -> dict[UUID, str]:
    """What each code is called so that no other is: its label, with who made it, its framework and number."""
    whose = {each.id: pack_label(each) for each in frameworks(page.db, page.viewer)}

    def with_framework(each: Code) -> str:
        own = _("the team’s own")
        return f"{each.label} · {whose.get(each.framework, own) if each.framework else own}"

    makers = {made.id: made.who for each in namesakes(page.db, page.viewer) for made in each}

    def with_maker(each: Code) -> str:
        who = makers.get(each.id)
        return f"{each.label} · {_('made by %(who)s') % {'who': who}}" if who else each.label

    ways = (
        lambda each: each.label,
        with_maker,
        with_framework,
        lambda each: f"{with_framework(each)} · {each.number}",
        lambda each: each.reference or each.id.hex,
    )
    said: dict[UUID, str] = {}
    for way in ways:
        called = {each.id: way(each) for each in book.codes}
        often = Counter(map(plain_name, called.values()))
        said = {**{id: name for id, name in called.items() if often[plain_name(name)] == 1}, **said}
    return said
