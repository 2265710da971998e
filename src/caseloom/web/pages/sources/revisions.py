"""Every text that a source had: who brought it and when, each readable, and what it changed, turn by turn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from caseloom.sources.readings import RevisionListed, revisions, source_text, sources
from caseloom.web.addresses import named
from caseloom.web.components.links import Link
from caseloom.web.components.pairs import Compared, Pair, Text, compared
from caseloom.web.languages import grouped
from caseloom.web.page import Page, in_study, moved
from caseloom.web.words import moment_words, title_language


@dataclass(frozen=True)
class Row:
    """A text in the list; `beside` shows what it changed in the one before.

    `follows` says which that is, where it is not the one beneath it in the list.
    """

    name: str
    href: str
    who: str
    when: str
    mark: str
    beside: str
    chosen: bool
    follows: str = ""


@dataclass(frozen=True)
class Shown:
    """What the template shows."""

    source: str
    rows: tuple[Row, ...]
    only: bool
    title: str
    sentences: tuple[str, ...]
    pairs: tuple[Pair, ...]
    language: str


@in_study
def revisions_page(page: Page, source: str) -> HttpResponse:
    """`/studies/<study>/sources/<source>/revisions?text=<revision>`: what that text changed is shown."""
    id = page.find("source", source, lambda: sources(page.db, page.viewer))
    [about] = sources(page.db, page.viewer, id=id)
    if source != (name := named(about.title, id)):
        return moved(page.request, source, name)
    listed = revisions(page.db, page.viewer, id)
    chosen = _chosen(listed, page.request.GET.get("text", ""))
    beside = _beside(page, id, chosen) if chosen and chosen.follows else None
    address = page.at("sources", name)
    shown = Shown(
        source=address,
        rows=tuple(_rows(listed, chosen, address)),
        only=len(listed) == 1,
        title=_title(listed, chosen) if chosen else "",
        sentences=(beside.sentences or (_("No turn has other words."),)) if beside else (),
        pairs=beside.pairs if beside else (),
        language=about.language or "",
    )
    title = Link(about.title, address, title_language(about.title, about.language))
    trail = (Link(_("Sources"), page.at("sources")), title, Link(_("Texts of this source")))
    return page.show("sources/revisions.html", here="sources", trail=trail, texts=shown)


def _title(listed: Sequence[RevisionListed], chosen: RevisionListed) -> str:
    """What stands over the comparison; where a text takes the place of two, with which of them it is."""
    before = next((each.number for each in listed if each.id == chosen.follows), None)
    if chosen.settles is None or before is None:
        return _("What text %(n)s changed") % {"n": grouped(chosen.number)}
    numbers = {"n": grouped(chosen.number), "before": grouped(before)}
    return _("What text %(n)s changed in text %(before)s") % numbers


def _chosen(listed: Sequence[RevisionListed], wanted: str) -> RevisionListed | None:
    """The text that the address names, else the current one."""
    named_ = next((each for each in listed if each.id.hex == wanted), None)
    return named_ or next((each for each in listed if each.current), None)


def _beside(page: Page, id: UUID, chosen: RevisionListed) -> Compared:
    before = source_text(page.db, page.viewer, id, at=chosen.follows)
    after = source_text(page.db, page.viewer, id, at=chosen.id)
    return compared(Text(before.text, before.turns), Text(after.text, after.turns))


def _rows(listed: Sequence[RevisionListed], chosen: RevisionListed | None, address: str) -> Iterator[Row]:
    numbers = {each.id: each.number for each in listed}
    for each in listed:
        mark = _("current") if each.current else ""
        if each.concurrent:
            mark = _("corrected by somebody who did not know of the current one")
        before = [numbers[id] for id in (each.follows, each.settles) if id in numbers]
        if len(before) > 1:
            follows = _("takes the place of texts %(one)s and %(other)s, corrected apart")
            said = follows % {"one": grouped(before[0]), "other": grouped(before[1])}
        else:
            beneath = before in ([], [each.number - 1])
            said = "" if beneath else _("follows text %(n)s") % {"n": grouped(before[0])}
        yield Row(
            follows=said,
            name=_("Text %(n)s") % {"n": grouped(each.number)},
            href=address if each.current else f"{address}?text={each.id.hex}",
            who=each.who or _("brought in when the study was built"),
            when=moment_words(each.at) if each.at else "",
            mark=mark,
            beside=f"{address}/revisions?text={each.id.hex}#beside" if each.follows else "",
            chosen=chosen is not None and each.id == chosen.id,
        )
