"""Which codings a reader of a source wants to see: by code, coder, weight, kind of remark, stated time."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import CodedPassage, Highlight
from caseloom.record.fields import EXAMPLES, VALENCES
from caseloom.team.readings import people
from caseloom.web.addresses import short
from caseloom.web.languages import grouped
from caseloom.web.page import Page
from caseloom.web.pages.marks import Codebook

UNSAID = "unsaid"


@dataclass(frozen=True)
class Choice:
    """One way to sift: the field's name, its label, and its values with their words."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str

    @property
    def said(self) -> str:
        """The words of what is chosen; "" for nothing."""
        return dict(self.options).get(self.chosen, "")


@dataclass(frozen=True)
class Sift:
    """What is wanted; "" lets everything through."""

    code: str = ""
    coder: str = ""
    valence: str = ""
    example: str = ""
    time: str = ""

    def __bool__(self) -> bool:
        return any((self.code, self.coder, self.valence, self.example, self.time))

    def lets(self, each: Highlight | CodedPassage) -> bool:
        """Whether a coding is one of those wanted."""
        return all(
            (
                self.code in ("", short(each.code)),
                self.coder in ("", short(each.coder)),
                self.valence in ("", each.valence or UNSAID),
                self.example in ("", each.example or UNSAID),
                self.time in ("", "stated" if each.about_stated else UNSAID),
            )
        )

    @property
    def query(self) -> dict[str, str]:
        """As the address says it."""
        return {name: value for name, value in asdict(self).items() if value}


def read_sift(asked: Mapping[str, str]) -> Sift:
    """What an address asks for; values that mean nothing let everything through."""
    valence, example, time = (asked.get(name, "") for name in ("valence", "example", "time"))
    return Sift(
        code=asked.get("code", "")[:8],
        coder=asked.get("coder", "")[:8],
        valence=valence if valence in (*VALENCES, UNSAID) else "",
        example=example if example in (*EXAMPLES, UNSAID) else "",
        time=time if time in ("stated", UNSAID) else "",
    )


def sifted_words(sift: Sift, painted: Sequence[Highlight]) -> str:
    """How many of a source's codings are shown."""
    shown = sum(map(sift.lets, painted))
    said = ngettext("%(n)s of %(all)s coding is shown:", "%(n)s of %(all)s codings are shown:", len(painted))
    return said % {"n": grouped(shown), "all": grouped(len(painted))}


def choices_of(page: Page, sift: Sift, painted: Sequence[Highlight], book: Codebook) -> tuple[Choice, ...]:
    """The ways to sift that mean something here: nothing is offered that no coding says."""
    used = {each.code for each in painted}
    labels = tuple((short(each.id), each.label) for each in book.codes if each.id in used)
    coders = {each.coder for each in painted}
    names = tuple((short(each.id), each.name) for each in people(page.db, page.viewer) if each.id in coders)
    found = [Choice("code", _("Code"), labels, sift.code)] if len(labels) > 1 or sift.code else []
    if len(names) > 1 or sift.coder:
        found.append(Choice("coder", _("Coded by"), names, sift.coder))
    unsaid = (UNSAID, _("not said"))
    if sift.valence or any(each.valence for each in painted):
        said = tuple((key, _(words)) for key, words in VALENCES.items())
        found.append(Choice("valence", _("Helps or hinders"), (*said, unsaid), sift.valence))
    if sift.example or any(each.example for each in painted):
        said = tuple((key, _(words)) for key, words in EXAMPLES.items())
        found.append(Choice("example", _("Example or remark"), (*said, unsaid), sift.example))
    if sift.time or any(each.about_stated for each in painted):
        said = (("stated", _("stated")), unsaid)
        found.append(Choice("time", _("Time it speaks of"), said, sift.time))
    return tuple(found)
