"""Bringing a corrected file: what it would change is shown first, then written if nothing came between."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caseloom.coding.readings import FollowedText, flagged, followed, foreseen
from caseloom.design.readings import card
from caseloom.language import CaseloomError
from caseloom.sources.actions import revise_source
from caseloom.sources.readers import read
from caseloom.sources.readings import SourceText, source_text, sources
from caseloom.text import WANTING, Became, read_turns
from caseloom.web.addresses import named
from caseloom.web.brought import MOST_BROUGHT, Brought
from caseloom.web.components.follow import Follow, follow_card
from caseloom.web.components.links import Link
from caseloom.web.components.pairs import Compared, Pair, Text, compared
from caseloom.web.languages import grouped
from caseloom.web.naming import note_words
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.marks import Codebook
from caseloom.web.words import error_words, title_language

CODINGS_SHOWN = 100


@dataclass(frozen=True)
class Ahead:
    """What a file would change."""

    file: str
    token: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    cards: tuple[Follow, ...]
    more: str
    pairs: tuple[Pair, ...]
    language: str


@dataclass(frozen=True)
class Shown:
    """What the template shows."""

    href: str
    source: str
    limit: str
    nameless: bool
    trouble: str
    ahead: Ahead | None


@in_study
def correct_page(page: Page, source: str) -> HttpResponse:
    """`/studies/<study>/sources/<source>/correct`."""
    return _show(page, page.find("source", source, lambda: sources(page.db, page.viewer)))


@require_POST
@at_study
def bring(visit: Visit, source: str) -> HttpResponse:
    """A form of that page: look at what a file would change, or write it."""
    with visit.shelved.writing:
        with visit.page() as page:
            id = page.find("source", source, lambda: sources(page.db, page.viewer))
        if visit.request.POST.get("do") == "write":
            return _write(visit, id)
        return _look(visit, id)


def _look(visit: Visit, id: UUID) -> HttpResponse:
    """Read the file, outside of any transaction, and say what it would change."""
    sent = visit.request.FILES.get("file")
    if sent is None:
        size = int(visit.request.META.get("CONTENT_LENGTH") or 0)
        trouble = _no_file() if size <= MOST_BROUGHT else _too_large(size)
        with visit.page() as page:
            return _show(page, id, trouble=trouble)
    data, name = sent.read(), sent.name or _("the file")
    try:
        document = read(name, data)
    except CaseloomError as refused:
        with visit.page() as page:
            return _show(page, id, trouble=error_words(refused))
    with visit.page() as page:
        found = source_text(page.db, page.viewer, id)
        if document.text == found.text:
            return _show(page, id, trouble=_("That is the text that the source has; nothing would change."))
        said = card(page.db, page.viewer)
        kept = data if said is not None and said.originals == "keep" else None
        visit.shelved.brought = Brought(id, found.revision, name, document, kept)
        return _show(page, id, brought=visit.shelved.brought)


def _write(visit: Visit, id: UUID) -> HttpResponse:
    brought = visit.shelved.brought
    with visit.page() as page:
        if brought is None or brought.source != id or brought.token != visit.request.POST.get("token"):
            return _show(page, id, trouble=_forgotten())
        found = source_text(page.db, page.viewer, id)
        if found.revision != brought.revision:
            brought = Brought(id, found.revision, brought.name, brought.document, brought.original)
            visit.shelved.brought = brought
            return _show(page, id, brought=brought, trouble=_changed())
    try:
        study, viewer = visit.shelved.study.file, visit.viewer
        revise_source(study, viewer, id, brought.document, original=brought.original)
    except CaseloomError as refused:
        with visit.page() as page:
            return _show(page, id, brought=brought, trouble=error_words(refused))
    visit.shelved.brought = None
    with visit.page() as page:
        address = page.at("sources", named(found.source.title, id))
        waiting = len(followed(page.db, page.viewer, id).wanting)
    to = f"{address}/moved" if waiting else address
    visit.shelved.board.pin(to, *_done(waiting))
    return HttpResponseRedirect(to)


def _done(waiting: int) -> Iterator[str]:
    yield _("The text was corrected. The text as it was stays readable under “Texts of this source”.")
    if not waiting:
        yield _("Every coding stands at the words it stood at.")
        return
    yield ngettext(
        "%(n)s coding wants to be looked at, below.", "%(n)s codings want to be looked at, below.", waiting
    ) % {"n": grouped(waiting)}


def _no_file() -> str:
    return _("No file was chosen; nothing was changed. Choose the corrected file.")


def _too_large(size: int) -> str:
    return _(
        "The file has %(size)s MB; a file brought through the page may have %(limit)s MB. It was not read "
        "and nothing was changed. Bring it at the command line: caseloom import … --corrects"
    ) % {"size": grouped(-(-size // 1_000_000)), "limit": grouped(MOST_BROUGHT // 1_000_000)}


def _forgotten() -> str:
    return _(
        "Caseloom does not have the file any more that was shown here: another was brought, or Caseloom was "
        "started anew. Nothing was changed. Choose the file again."
    )


def _changed() -> str:
    return _(
        "The source was corrected by somebody else after this was shown, so nothing was written. Below is "
        "what the file would change now; look at it and write it if you still want to."
    )


# -- what is shown --------------------------------------------------------------------------------


def _show(page: Page, id: UUID, *, brought: Brought | None = None, trouble: str = "") -> HttpResponse:
    found = source_text(page.db, page.viewer, id)
    title, address = found.source.title, page.at("sources", named(found.source.title, id))
    shown = Shown(
        href=f"{address}/correct",
        source=address,
        limit=_("Text, Markdown, Word, OpenDocument, RTF, PDF, HTML or subtitles, %(limit)s MB at most.")
        % {"limit": grouped(MOST_BROUGHT // 1_000_000)},
        nameless=page.viewer.person is None,
        trouble=trouble,
        ahead=_ahead(page, found, brought, address) if brought else None,
    )
    trail = (
        Link(_("Sources"), page.at("sources")),
        Link(title, address, title_language(title, found.source.language)),
        Link(_("Bring a corrected file")),
    )
    response = page.show("sources/correct.html", here="sources", trail=trail, correct=shown)
    response.status_code = 409 if trouble else 200
    return response


def _ahead(page: Page, found: SourceText, brought: Brought, address: str) -> Ahead:
    document = brought.document
    beside = compared(Text(found.text, found.turns), Text(document.text, read_turns(document.text)))
    codings = foreseen(page.db, page.viewer, found.source.id, document.text)
    book, language = Codebook(page), found.source.language or ""
    here = codings.wanting[:CODINGS_SHOWN]
    warned = flagged(page.db, page.viewer, "coding", [each.id for each in here])
    return Ahead(
        file=brought.name,
        token=brought.token,
        sentences=(*_turns_said(beside), *_codings_said(codings)),
        notes=tuple(note_words(str(each)) for each in document.notes),
        cards=tuple(
            follow_card(
                each,
                book.mark(each.code),
                address,
                language,
                mine=False,
                sure=False,
                distressing=each.id in warned,
            )
            for each in here
        ),
        more=_more(len(codings.wanting) - CODINGS_SHOWN),
        pairs=beside.pairs,
        language=language,
    )


def _turns_said(beside: Compared) -> Iterator[str]:
    yield from beside.sentences
    if not beside.sentences:
        yield _("No turn has other words; only blanks and line ends between them differ.")


def _codings_said(codings: FollowedText) -> Iterator[str]:
    """How many codings would grow, shrink, be found only nearly, lose their place, or only move."""
    counts = Counter(each.became for each in codings.wanting)
    said = [(counts[what], _would(what, counts[what])) for what in WANTING]
    moving = ngettext(
        "%(n)s coding would move with its words.", "%(n)s codings would move with their words.", codings.moved
    )
    said.append((codings.moved, moving))
    yield from (sentence % {"n": grouped(count)} for count, sentence in said if count)
    if not any(count for count, _sentence in said):
        yield _("Every coding would stay where it is.")


def _would(became: Became, n: int) -> str:
    """What would become of so many codings."""
    match became:
        case "lost":
            return ngettext("%(n)s coding would lose its place.", "%(n)s codings would lose their places.", n)
        case "nearly":
            return ngettext(
                "%(n)s coding would be found only nearly.", "%(n)s codings would be found only nearly.", n
            )
        case "shrank":
            return ngettext("%(n)s coding would shrink.", "%(n)s codings would shrink.", n)
        case "grew":
            return ngettext("%(n)s coding would grow.", "%(n)s codings would grow.", n)
        case _:
            return ngettext(
                "%(n)s coding would stand among other words.",
                "%(n)s codings would stand among other words.",
                n,
            )


def _more(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext("%(n)s more is not shown here.", "%(n)s more are not shown here.", count) % {
        "n": grouped(count)
    }
