"""Where people wrote without knowing of each other: both sides of each conflict, to choose from."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caseloom.language import CaseloomError
from caseloom.record.actions import settle_conflict
from caseloom.record.model import BUILD, ConflictTold, SideTold
from caseloom.record.readings import conflicts_told
from caseloom.web.components.links import Link
from caseloom.web.naming import value_words
from caseloom.web.offers import asked_change
from caseloom.web.page import Page, Visit, at_study, in_study
from caseloom.web.words import error_words, moment_words, thing_words


@dataclass(frozen=True)
class Side:
    """One side: who wrote what, when; `choose` is the button's words, "" where a button beside it does.

    What is `final` cannot be undone, and is asked a second time.
    """

    change: str
    who: str
    when: str
    says: str
    stands: bool
    choose: str
    final: bool


@dataclass(frozen=True)
class Shown:
    """A conflict as the page shows it; `key` and `state` are what its form was made for."""

    key: str
    state: str
    title: str
    sentence: str
    sides: tuple[Side, ...]


@in_study
def conflicts_page(page: Page) -> HttpResponse:
    """`/studies/<study>/conflicts`."""
    return _show(page)


@require_POST
@at_study
def settle(visit: Visit) -> HttpResponse:
    """A form of that page: let the chosen side stand."""
    sent = visit.request.POST
    with visit.shelved.writing:
        with visit.page() as page:
            found = _found(page, sent.get("key", ""))
        chosen = asked_change(sent.get("chosen", ""))
        if found is None or chosen is None or state_of(found) != sent.get("state"):
            with visit.page() as page:
                return _show(page, _stale(found))
        return _settled(visit, found, chosen)


def _settled(visit: Visit, found: ConflictTold, chosen: UUID) -> HttpResponse:
    study = visit.shelved.study
    try:
        erasure = settle_conflict(study.file, study.viewer, found, chosen)
    except CaseloomError as trouble:
        with visit.page() as page:
            return _show(page, error_words(trouble))
    with visit.page() as page:
        here = page.at("conflicts")
    said = _("Settled: %(conflict)s. If that was a mistake, undo it.")
    if found.sort == "withdrawn":
        # Nothing of what went is said, nor pinned to a page.
        said = _("Settled: what came in of a participant who withdrew.")
    told = [said % {"conflict": title_of(found)} if "%(" in said else said]
    if erasure is not None and erasure.left:
        told.append(
            _("These backups could not be written anew: %(files)s")
            % {"files": ", ".join(map(str, erasure.left))}
        )
    visit.shelved.board.pin(here, *told)
    return HttpResponseRedirect(here)


def _show(page: Page, trouble: str = "") -> HttpResponse:
    every = conflicts_told(page.db, page.viewer, page.shelved.study.file.kinds)
    return page.show(
        "record/conflicts.html",
        here="study",
        trail=(Link(_("Conflicts")),),
        conflicts=shown(every),
        trouble=trouble,
        nameless=page.viewer.person is None,
    )


def _found(page: Page, key: str) -> ConflictTold | None:
    every = conflicts_told(page.db, page.viewer, page.shelved.study.file.kinds)
    return next((each for each in every if key_of(each) == key), None)


def _stale(found: ConflictTold | None) -> str:
    if found is None:
        return _(
            "The page was older than the study: this conflict has been settled or has gone meanwhile. "
            "Nothing was changed now; what is left stands below."
        )
    return _(
        "The page was older than the study: another side has come to this conflict, or another stands now. "
        "Nothing was changed; look at it again."
    )


# -- a conflict in words --------------------------------------------------------------------------


def shown(every: Sequence[ConflictTold]) -> tuple[Shown, ...]:
    """Conflicts as a page shows them."""
    return tuple(
        Shown(key_of(each), state_of(each), title_of(each), sentence_of(each), tuple(_sides(each)))
        for each in every
    )


def key_of(conflict: ConflictTold) -> str:
    """Which conflict it is, in a form."""
    return f"{conflict.sort}.{conflict.kind}.{conflict.entity.hex}.{conflict.field}"


def state_of(conflict: ConflictTold) -> str:
    """What a form was made for: the sides there were, and which stood."""
    sides = sorted(f"{side.change.hex}{side.stands}" for side in conflict.sides)
    return hashlib.sha256(" ".join(sides).encode()).hexdigest()


def title_of(conflict: ConflictTold) -> str:
    """What it is about."""
    kind = thing_words("source" if conflict.sort == "withdrawn" else conflict.kind)
    return _("%(kind)s “%(name)s”") % {"kind": kind, "name": conflict.about} if conflict.about else kind


def sentence_of(conflict: ConflictTold) -> str:
    """What happened."""
    if conflict.sort == "used":
        return _("One person took this out while another used it. What was built on it is hidden meanwhile.")
    if conflict.sort == "withdrawn":
        return _("Words came in of a participant who withdrew, from a copy that did not know of it.")
    if conflict.sort == "text":
        return _("The text was corrected twice, by people who did not know of each other's correction.")
    if conflict.field == "gone":
        return _("People decided differently whether this stays, without knowing of each other.")
    return _("People wrote different things as “%(field)s”, without knowing of each other.") % {
        "field": thing_words(conflict.field)
    }


def _sides(conflict: ConflictTold) -> Iterator[Side]:
    """The sides; of several uses of what was taken out, only the first has a button: it is one choice."""
    for place, side in enumerate(conflict.sides):
        yield Side(
            change=side.change.hex,
            who=side.who or ("" if conflict.sort == "withdrawn" else _(BUILD)),
            when=moment_words(side.at) if side.at else "",
            says=_says(conflict, side, place),
            stands=side.stands,
            choose="" if conflict.sort == "used" and place > 1 else _choose(conflict, side, place),
            final=conflict.sort == "withdrawn" and place == 0,
        )


def _says(conflict: ConflictTold, side: SideTold, place: int) -> str:
    if conflict.sort == "used":
        return _("taken out") if place == 0 else _("used: %(what)s") % {"what": side.says}
    if conflict.sort == "withdrawn":
        return _("What this participant says there goes too, for good") if place == 0 else side.says
    if conflict.field == "gone":
        return _("taken out") if side.says == "1" else _("kept")
    return value_words(conflict.kind, conflict.field, side.says)


def _choose(conflict: ConflictTold, side: SideTold, place: int) -> str:
    if conflict.sort == "used":
        return _("Leave it taken out") if place == 0 else _("Bring it back")
    if conflict.sort == "withdrawn":
        return _("Erase it") if place == 0 else _("Keep it: these are not that participant’s words")
    return _("Keep this one") if side.stands else _("Take this one")
