"""Two copies of the small study that people changed apart, with every sort of conflict between them."""

import shutil
from pathlib import Path
from uuid import UUID

from caseloom.coding.actions import add_code, add_coding, remove_code, set_code
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.coding.readings import codes
from caseloom.rooms import OpenStudy, open_study
from caseloom.sources.actions import revise_source
from caseloom.sources.readers.plain import read as read_plain
from caseloom.sources.readings import sources
from tests.web import small_study

BAKERS = "nobody had asked the bakers first"
MINUTES = "Minutes of the meeting"
OVENS = "The village meeting was opened at seven.\n\nIt was decided that {}"


def make(folder: Path) -> tuple[Path, Path]:
    """Ines's copy and Tomasz's: he codes twice, and both change a definition and a text."""
    mine, theirs = folder / "mine.caseloom", folder / "theirs.caseloom"
    small_study.make(mine)
    study = open_study(mine, as_name="Ines Marklund")
    add_code(study.file, study.viewer, NewCode(label="Spare"))
    study.close()
    shutil.copyfile(mine, theirs)
    _ines(mine)
    _tomasz(theirs)
    return mine, theirs


def _ines(path: Path) -> None:
    study = open_study(path, as_name="Ines Marklund")
    set_code(study.file, study.viewer, code_named(study, "Mornings"), definition="Talk of how mornings go.")
    remove_code(study.file, study.viewer, code_named(study, "Spare"))
    correct(study, OVENS.format("the common oven belongs to those who light it."))
    study.close()


def _tomasz(path: Path) -> None:
    study = open_study(path, as_name="Tomasz Okoro")
    set_code(study.file, study.viewer, code_named(study, "Mornings"), definition="<b>Early</b> talk.")
    for quote, label in ((BAKERS, "Mornings"), ("It fits how we already bake", "Spare")):
        code_passage(study, quote, label)
    correct(study, OVENS.format("the oven belongs to whoever lights it."))
    study.close()


def code_passage(study: OpenStudy, quote: str, label: str) -> None:
    """Code words of Berta's first interview."""
    source = source_named(study, "Berta Holm, wave 1")
    add_coding(
        study.file, study.viewer, source, Quotation(quote=quote), NewCoding(code=code_named(study, label))
    )


def code_named(study: OpenStudy, label: str) -> UUID:
    """The id of the code with that label."""
    with study.file.read() as db:
        return next(each.id for each in codes(db, study.viewer) if each.label == label)


def source_named(study: OpenStudy, title: str) -> UUID:
    """The id of the source with that title."""
    with study.file.read() as db:
        return next(each.id for each in sources(db, study.viewer) if each.title == title)


def correct(study: OpenStudy, text: str) -> None:
    """Give the minutes another text."""
    minutes = source_named(study, MINUTES)
    revise_source(study.file, study.viewer, minutes, read_plain("minutes.txt", text.encode()))
