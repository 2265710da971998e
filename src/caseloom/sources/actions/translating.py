"""Saying that one source is another's words in another language."""

from uuid import UUID

from sqlalchemy import Connection, select

from caseloom.sources.kinds import SOURCE
from caseloom.sources.model import TranslationOfATranslation, TranslationOfItself
from caseloom.sources.tables import source
from caseloom.studyfile import StudyFile
from caseloom.studyfile.errors import NotThere
from caseloom.studyfile.tables import words_of
from caseloom.team.model import Viewer


def set_translation(study: StudyFile, viewer: Viewer, id: UUID, original: UUID | None) -> bool:
    """Say what a source is a translation of (None: of nothing); False if that stands already.

    Raises `TranslationOfItself`, `TranslationOfATranslation`, `NotThere`.
    """
    with study.change("source.translate", viewer.author) as change:
        if original is not None:
            refuse_chain(change.db, id, original)
        return change.edit(SOURCE, id, translation_of=original)


def refuse_chain(db: Connection, id: UUID | None, original: UUID) -> None:
    """Refuse an original that is not there or is a translation, and a translation that is an original."""
    if id == original:
        raise TranslationOfItself
    rows = db.execute(_LINKS.where(source.c.id.in_([original, *([id] if id else [])]))).all()
    found = {row.id: row for row in rows}
    if original not in found:
        raise NotThere(kind="source", name=str(original))
    if found[original].translation_of is not None:
        raise TranslationOfATranslation(source=found[original].title or "")
    if id is not None and db.scalar(select(source.c.n).where(_STANDS, source.c.translation_of == id)):
        raise TranslationOfATranslation(source=found[id].title if id in found else "")


_STANDS = source.c.gone == 0
_LINKS = select(source.c.id, source.c.translation_of, words_of(source.c.title).label("title")).where(_STANDS)
