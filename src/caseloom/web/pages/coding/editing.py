"""Making a code, and changing what is said of one; what another changed meanwhile is not overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.coding.actions import add_code, set_code, set_construct_code
from caseloom.coding.model import NewCode
from caseloom.coding.readings import Code
from caseloom.language import CaseloomError
from caseloom.web.components.links import Link
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.pages.coding.fields import (
    Field,
    as_values,
    fields_of,
    overtaken,
    said_of,
    touched,
    typed_in,
)
from caseloom.web.pages.coding.found import chosen_in, code_at, trail_to
from caseloom.web.pages.marks import Codebook
from caseloom.web.words import error_words


@dataclass(frozen=True)
class Form:
    """What the template shows; `trouble` is why nothing was written."""

    title: str
    lede: str
    fields: tuple[Field, ...]
    back: str
    leave: str
    trouble: str = ""
    differs: bool = False


@in_study
def new_page(page: Page) -> HttpResponse:
    """`/studies/<study>/codebook/new?under=<code>`."""
    return _show_new(page, {"parent": page.request.GET.get("under", "")})


@in_study
def edit_page(page: Page, code: str) -> HttpResponse:
    """`/studies/<study>/codebook/<code>/edit`."""
    book, found = code_at(page, code)
    return _show(page, book, found, said_of(found))


@require_POST
@at_study
def add(visit: Visit) -> HttpResponse:
    """A form of `new_page`: make the code."""
    with visit.shelved.writing:
        with visit.page() as page:
            book = Codebook(page)
            typed = typed_in(visit.request.POST, None)
            values = as_values(book, typed)
            taken = _taken(book, None, typed)
        try:
            new = NewCode(**{**values, "label": typed["label"]})
            id = add_code(visit.shelved.study.file, visit.viewer, new)
        except CaseloomError as trouble:
            with visit.page() as page:
                return _show_new(page, typed, error_words(trouble))
        return _done(visit, id, _("The code was made."), *taken)


@require_POST
@at_study
def edit(visit: Visit, code: str) -> HttpResponse:
    """A form of `edit_page`: write what was changed in it, if nobody changed that otherwise meanwhile."""
    sent = visit.request.POST
    with visit.shelved.writing:
        with visit.page() as page:
            book, found = code_at(page, code)
            typed = typed_in(sent, found)
            said = said_of(found)
            changed, other = touched(typed, sent), overtaken(typed, sent, said)
            if other:
                return _show(page, book, found, _merged(typed, changed, said), other=other)
            taken = _taken(book, found, changed)
        try:
            wrote = _write(visit, book, found, changed)
        except CaseloomError as trouble:
            with visit.page() as page:
                book, found = code_at(page, code)
                return _show(page, book, found, typed, trouble=error_words(trouble))
        sentence = (
            _("The code was changed.") if wrote else _("Nothing was different, so nothing was changed.")
        )
        return _done(visit, found.id, sentence, *taken)


def _write(visit: Visit, book: Codebook, found: Code, changed: Mapping[str, str]) -> bool:
    study, values = visit.shelved.study.file, as_values(book, changed)
    if found.construct is None or "project_wording" not in values:
        return set_code(study, visit.viewer, found.id, **values)
    wording = values.pop("project_wording")
    return set_construct_code(study, visit.viewer, found.id, found.construct.id, wording, **values)


def _merged(typed: Mapping[str, str], changed: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """What somebody typed, and in the fields that they left alone what the study says by now."""
    return {name: words if name in changed else said[name] for name, words in typed.items()}


def _taken(book: Codebook, found: Code | None, changed: Mapping[str, str]) -> tuple[str, ...]:
    """Says from which code a key is taken."""
    key = changed.get("shortcut")
    holder = next((each for each in book.codes if key and each.shortcut == key), None)
    if holder is None or (found is not None and holder.id == found.id):
        return ()
    return (_("Key %(key)s was “%(code)s”’s, which has none now.") % {"key": key, "code": holder.label},)


def _done(visit: Visit, id: UUID, *sentences: str) -> HttpResponse:
    with visit.page() as page:
        address = Codebook(page).address(id)
    visit.shelved.board.pin(address, *sentences)
    return HttpResponseRedirect(address)


def _show_new(page: Page, typed: Mapping[str, str], trouble: str = "") -> HttpResponse:
    book = Codebook(page)
    parent = chosen_in(book, typed.get("parent", ""))
    form = Form(
        title=_("A new code"),
        lede=_("A code of the team’s own: made from the material, not from a framework."),
        fields=tuple(fields_of(book, None, typed)),
        back=book.address(parent.id) if parent else page.at("codebook"),
        leave=_("Do not make it"),
        trouble=trouble,
    )
    trail = (Link(_("Codebook"), page.at("codebook")), Link(form.title))
    return page.show("coding/edit.html", here="coding", trail=trail, form=form)


def _show(
    page: Page,
    book: Codebook,
    found: Code,
    typed: Mapping[str, str],
    *,
    trouble: str = "",
    other: set[str] | None = None,
) -> HttpResponse:
    theirs = _("The framework’s words stay as they are. What this study says beside them can be changed.")
    own = _("Where the definition or what belongs changes, the codings made before it are to be read again.")
    form = Form(
        title=_("Change “%(code)s”") % {"code": found.label},
        lede=theirs if found.construct else own,
        fields=tuple(fields_of(book, found, typed, other or set())),
        back=book.address(found.id),
        leave=_("Leave it as it is"),
        trouble=trouble,
        differs=bool(other),
    )
    trail = trail_to(page, book, found, _("Change"))
    return page.show("coding/edit.html", here="coding", trail=trail, form=form)
