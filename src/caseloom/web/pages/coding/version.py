"""One version of the codebook: how it stood then, and what was said otherwise since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from caseloom.coding.readings import Difference, Version, Worded, codebook_at, differences, versions
from caseloom.record.model import Edit
from caseloom.web.addresses import named
from caseloom.web.components.links import Link
from caseloom.web.naming import field_words
from caseloom.web.page import Page, in_study, moved
from caseloom.web.pages.coding.found import readable
from caseloom.web.pages.marks import Codebook
from caseloom.web.words import moment_words


@dataclass(frozen=True)
class CodeThen:
    """A code as it stood; `level` is how deep it lay, from 1."""

    label: str
    level: int
    href: str
    definition: str
    inclusion: tuple[str, ...]
    exclusion: tuple[str, ...]
    retired: bool


@dataclass(frozen=True)
class Changed:
    """A code that is otherwise now; `what` says so in a word, `edits` how."""

    label: str
    href: str
    what: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Shown:
    """What the template shows."""

    name: str
    note: str
    who: str
    when: str
    own: tuple[CodeThen, ...]
    constructs: tuple[CodeThen, ...]
    changed: tuple[Changed, ...]


@in_study
def version_page(page: Page, version: str) -> HttpResponse:
    """`/studies/<study>/codebook/versions/<version>`."""
    every = versions(page.db, page.viewer)
    id = page.find("codebook_version", version, lambda: every)
    found = next((each for each in every if each.id == id), None)
    if found is None:
        raise Http404
    if version != named(found.name, found.id):
        return moved(page.request, version, named(found.name, found.id))
    trail = (
        Link(_("Codebook"), page.at("codebook")),
        Link(_("Versions"), page.at("codebook", "versions")),
        Link(found.name),
    )
    return page.show(
        "coding/version.html", here="coding", trail=trail, past=True, version=_shown(page, found)
    )


def _shown(page: Page, found: Version) -> Shown:
    book = Codebook(page)
    then = codebook_at(page.db, page.viewer, found.stamp)
    labels = {each.id: each.label for each in then} | {each.id: each.label for each in book.codes}
    changed = differences(page.db, page.viewer, found.stamp)
    return Shown(
        name=found.name,
        note=found.note,
        who=found.who,
        when=moment_words(found.at) if found.at else "",
        own=tuple(_then(book, then, inductive=True)),
        constructs=tuple(_then(book, then, inductive=False)),
        changed=tuple(_changed(book, each, labels) for each in changed),
    )


def _then(book: Codebook, then: list[Worded], *, inductive: bool) -> Iterator[CodeThen]:
    levels: dict[UUID, int] = {}
    for each in then:
        levels[each.id] = min(4, levels.get(each.parent, 0) + 1) if each.parent else 1
        if each.inductive is inductive:
            yield CodeThen(
                label=each.label,
                level=levels[each.id],
                href=book.address(each.id),
                definition=each.criteria.definition,
                inclusion=each.criteria.inclusion,
                exclusion=tuple(readable(book, line) for line in each.criteria.exclusion),
                retired=each.retired,
            )


def _changed(book: Codebook, each: Difference, labels: Mapping[UUID, str]) -> Changed:
    one = each.after or each.before
    label = one.label if one else ""
    if each.before is None:
        return Changed(label, book.address(each.code), _("added since"), ())
    if each.after is None:
        return Changed(label, "", _("taken out since"), ())
    edits = tuple(_edits(each.before, each.after, labels))
    return Changed(label, book.address(each.code), "", edits)


def _edits(before: Worded, after: Worded, labels: Mapping[UUID, str]) -> Iterator[Edit]:
    old, new = before.criteria, after.criteria
    for field, one, other in (
        ("label", before.label, after.label),
        ("parent", _label(labels, before.parent), _label(labels, after.parent)),
        ("definition", old.definition, new.definition),
        ("inclusion", _lines(old.inclusion), _lines(new.inclusion)),
        ("exclusion", _lines(old.exclusion), _lines(new.exclusion)),
        ("examples", _lines(before.examples), _lines(after.examples)),
        ("near_misses", _lines(before.near_misses), _lines(after.near_misses)),
    ):
        if one != other:
            yield Edit(field_words("code", field), one, other)
    if before.retired != after.retired:
        yield Edit(_("Used for coding"), _used(before), _used(after))


def _used(each: Worded) -> str:
    return _("retired") if each.retired else _("yes")


def _label(labels: Mapping[UUID, str], id: UUID | None) -> str:
    return labels.get(id, "") if id else ""


def _lines(lines: tuple[str, ...]) -> str:
    return "\n".join(lines)
