"""The study's first page as a listing."""

from collections.abc import Mapping
from uuid import UUID

from caseloom.overview.readings import StudyHome
from caseloom.reporting.listing import Listing, Value, columns


def study(home: StudyHome) -> Listing:
    """The study in a few lines: its card, its size, planned against collected, what wants attention."""
    rows: list[tuple[Value, ...]] = []
    if home.card is not None:
        rows += [
            ("title", home.card.title),
            ("language", home.card.language),
            *(("question", each) for each in home.card.questions),
            (
                "originals",
                {"keep": "kept in the study", "none": "not kept"}.get(home.card.originals, "not said"),
            ),
            ("notice", home.card.notice or None),
            ("citation", home.card.citation or None),
        ]
    totals = home.totals
    rows += [
        ("sources", totals.sources),
        ("words", totals.words),
        ("words of evidence", totals.evidence_words),
        ("participants", totals.participants),
        ("codings", totals.codings),
        ("candidates waiting", totals.candidates),
    ]
    rows += [("planned", sentence) for sentence in _against_plan(home)]
    rows += [("attention", f"{each.count} {each.sentence}") for each in home.attention]
    return Listing(
        "study", "The study", columns("what", "value"), [row for row in rows if row[1] is not None]
    )


def _against_plan(home: StudyHome) -> list[str]:
    cases = {each.case.id: each.case.name for each in home.cases}
    waves = {each.id: each.name for each in home.waves}
    return [
        f"{each.collected} of {each.planned} {each.source_kind.replace('_', ' ')}: "
        + (", ".join(filter(None, (_named(each.case, cases), _named(each.wave, waves)))) or "the whole study")
        for each in home.collected
        if each.planned is not None
    ]


def _named(id: UUID | None, names: Mapping[UUID, str]) -> str:
    return names.get(id, "") if id is not None else ""
