"""Where else is what a participant said: backups, other files of the study, and what no program reaches."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.studyfile import StudyFile
from caseloom.studyfile.backups import backups_of
from caseloom.studyfile.file import Erasure
from caseloom.studyfile.known import known_copies
from caseloom.web.languages import grouped


def copies_of(file: StudyFile) -> list[Path]:
    """The other files of this study on this machine, as far as it knows; backups are none."""
    backups = {each.path for each in backups_of(file.id)}
    return [path for path in known_copies(file.id, file.path) if path not in backups]


def backups_words(count: int) -> str:
    """That it is erased in the backups too."""
    if not count:
        return _("There is no backup of this study: none has to be written anew.")
    return ngettext(
        "It is erased in %(n)s backup of this study too.",
        "It is erased in %(n)s backups of this study too.",
        count,
    ) % {"n": grouped(count)}


def afterwards(erasure: Erasure, *, texts: int, anew: bool, copies: bool) -> Iterator[str]:
    """What is said when it is done; nothing of what went. Texts to judge and copies are listed under it."""
    yield _(
        "The participant has been withdrawn: everything on the list is gone from this study for good, and "
        "stays gone through every merge and rebuild. That it happened remains in the history, without "
        "content."
    )
    if not anew:
        yield _(
            "Another program reads the file, so traces may be left in it: the next opening takes them out."
        )
    if erasure.backups:
        yield ngettext(
            "It was erased in %(n)s backup too.", "It was erased in %(n)s backups too.", erasure.backups
        ) % {"n": grouped(erasure.backups)}
    if texts:
        yield ngettext(
            "%(n)s text of others was listed as quoting or naming this person. It is still "
            "there; if you change it now, what it said stays in the history.",
            "%(n)s texts of others were listed as quoting or naming this person. They are "
            "still there; if you change them now, what they said stays in the history.",
            texts,
        ) % {"n": grouped(texts)}
    yield out_of_reach()
    if copies:
        yield _("Other files of this study on this machine still hold it:")


def out_of_reach() -> str:
    """What no program can reach."""
    return _(
        "Out of Caseloom's reach are copies of the study file that others have or that lie elsewhere, what "
        "was exported or printed, what was sent by mail, and the recordings and transcripts it was read "
        "from. A study that is merged from this one and such a copy is made without it, but the copy itself "
        "keeps it: tell everybody who holds one to delete it, or to go on with the merged study."
    )
