"""A case's timeline from its period, its phases and the study's waves."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from caseloom.dates import bounds
from caseloom.design.readings import Wave
from caseloom.overview.readings import CaseOnHome
from caseloom.web.components.timeline import Point, Scale, Timeline, band, in_lanes, scale_over, ticks
from caseloom.web.words import date_words, sources_words

Days = tuple[int | None, int | None]


def days(edtf: str | None) -> Days:
    """First and last day of a stated date, None where open or not stated."""
    return bounds(edtf) if edtf else (None, None)


def years_of(cases: Iterable[CaseOnHome], waves: Iterable[Wave]) -> Scale | None:
    """One scale for all cases of the study, so that their columns can be compared."""
    stated: list[int | None] = []
    for each in cases:
        stated += days(each.case.period)
        for phase in each.phases:
            stated += days(phase.period)
    for wave in waves:
        stated += days(wave.date)
    return scale_over(stated)


def line_of(years: Scale, each: CaseOnHome, waves: Sequence[Wave], collected: Mapping[UUID, int]) -> Timeline:
    """The picture of one case; `collected` counts its sources by wave."""
    period = each.case.period
    bands = [
        band(years, days(phase.period), label=f"{phase.name}, {date_words(phase.period)}", kind=phase.phase)
        for phase in each.phases
    ]
    points = tuple(
        _point(years, place, wave, collected.get(wave.id, 0))
        for place, wave in enumerate(waves, 1)
        if wave.date
    )
    return Timeline(
        sentence=_sentence(each, points),
        ticks=ticks(years),
        period=band(years, days(period), label=date_words(period), kind="period") if period else None,
        bands=in_lanes(bands),
        points=points,
    )


def _point(years: Scale, place: int, wave: Wave, collected: int) -> Point:
    first, last = days(wave.date)
    middle = ((first or last or 0) + (last or first or 0)) // 2
    when = date_words(wave.date)
    many = sources_words(collected)
    label = _("%(wave)s, %(when)s: %(sources)s") % {"wave": wave.name, "when": when, "sources": many}
    return Point(years.place(middle), label, str(place), collected)


def _sentence(each: CaseOnHome, points: Sequence[Point]) -> str:
    period = date_words(each.case.period) or _("period not stated")
    phases = [f"{phase.name} {date_words(phase.period)}" for phase in each.phases]
    said = [f"{each.case.name}: {period}", *phases, *(point.label for point in points)]
    return "; ".join(said) + "."
