"""What other rooms join to their own: current texts, who was heard, the turn at a place."""

from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, select
from sqlalchemy.sql.expression import ColumnElement

from caseloom.sources.readings.summaries import seen
from caseloom.sources.tables import content, heard, revision, source, source_now, speaker, spoken, translation
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer


def number_of_source(id: UUID) -> ScalarSelect[Any]:
    """The local number of the source with that id."""
    one = source.alias()
    return select(one.c.n).where(one.c.id == id).correlate_except(one).scalar_subquery()


def source_of_revision(id: ColumnElement[Any]) -> ScalarSelect[Any]:
    """The id of the source of the revision with that id, for use in a select."""
    one = revision.alias()
    return select(one.c.source).where(one.c.id == id).correlate_except(one).scalar_subquery()


def texts(viewer: Viewer) -> Select[Any]:
    """Current texts, to be joined by other rooms: source_n, source, title, language, revision, content."""
    return (
        seen(viewer)
        .join(revision, revision.c.n == source_now.c.revision_n)
        .join(content, content.c.id == revision.c.text)
        .with_only_columns(
            source.c.n.label("source_n"),
            source.c.id.label("source"),
            source.c.title,
            source.c.language,
            revision.c.id.label("revision"),
            content.c.content,
        )
    )


def standing(viewer: Viewer) -> Select[Any]:
    """Sources as they stand, to be joined by other rooms: every column of `source_now`."""
    return select(source_now)


def heard_in(viewer: Viewer) -> Select[Any]:
    """Who was heard as evidence in which source, to be joined: source_n, participant_n, words."""
    return select(heard)


def translated(viewer: Viewer) -> Select[Any]:
    """Which sources are translations of which, to be joined by other rooms: source_n, original_n."""
    return select(translation)


def turn_at(what: str, source_n: ColumnElement[Any], start: ColumnElement[Any]) -> ScalarSelect[Any]:
    """The number or the label of the turn in which a place of a current text begins, for use in a select."""
    here, by = spoken.alias(), speaker.alias()
    column = here.c.number if what == "number" else words_of(by.c.label)
    return (
        select(column)
        .select_from(here.outerjoin(by, by.c.n == here.c.speaker_n))
        .where(here.c.source_n == source_n, here.c.end > start)
        .order_by(here.c.number)
        .limit(1)
        .correlate_except(here, by)
        .scalar_subquery()
    )
