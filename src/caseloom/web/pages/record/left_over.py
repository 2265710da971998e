"""What merges leave besides conflicts: codes of one label, and codings of a code that is out."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import LeftBehind, left_behind, namesakes
from caseloom.record.model import BUILD, ConflictTold
from caseloom.web.addresses import named, short
from caseloom.web.components.links import Link
from caseloom.web.languages import grouped
from caseloom.web.page import Page
from caseloom.web.pages.record.incoming import namesake_words


def alike(page: Page) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Codes that several people made with one label, each with the way to merge the later into the first."""
    for first, *others in namesakes(page.db, page.viewer):
        into = short(first.id)
        links = (
            Link(
                _("Merge the one by %(who)s into the first") % {"who": each.who or _(BUILD)},
                f"{page.at('codebook', named(each.label, each.id), 'merge')}?into={into}",
            )
            for each in others
        )
        yield namesake_words((first, *others)), tuple(links)


def behind(page: Page, every: Sequence[ConflictTold]) -> Iterator[tuple[str, Link]]:
    """Codings of codes that are out, where that is no conflict any more."""
    told = {each.entity for each in every}
    for each in left_behind(page.db, page.viewer):
        if each.code not in told:
            history = Link(_("Its history"), page.at("history", code=each.code.hex))
            yield _behind_words(each), history


def _behind_words(each: LeftBehind) -> str:
    """That codings name a code that is out."""
    return ngettext(
        "%(n)s coding has the code “%(name)s”, which is taken out: it is not shown and counts nowhere.",
        "%(n)s codings have the code “%(name)s”, which is taken out: they are not shown and count nowhere.",
        each.codings,
    ) % {"n": grouped(each.codings), "name": each.label}
