"""Studies at the ends of what pages have to hold: long titles, many queries; or hardly anything."""

from pathlib import Path

from caseloom import packs
from caseloom.coding.actions import save_query
from caseloom.design.actions import add, adopt
from caseloom.design.model import NewCase, NewWave, StudyCard
from caseloom.frameworks import read_pack
from caseloom.rooms import create_study
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource
from caseloom.sources.readers.plain import read as read_plain

TITLE = (
    "The common oven in three villages: what was said, written and left unsaid of it over five years, "
    "by those who light it, those who bake in it, and those who would rather have had a road"
)
BARE = "Before the first visit"
ADDRESS = "https://example.org/TheCommonOvenAndTheMeetingsOfTheVillageWithMinutesAndPapersOf2021"


def make(path: Path) -> None:
    """A study of long words: a title, a wave, an address in a note; and more queries than a window holds."""
    study = create_study(path, StudyCard(title=TITLE, notice="Invented. " * 30), as_name="Ines Marklund")
    file, viewer = study.file, study.viewer
    adopt(file, viewer, read_pack(packs.text("cfir2022")))
    north = add(file, viewer, NewCase(name="The northern hill"))
    wave = add(file, viewer, NewWave(name="Second visit · Villages 2A, 2B, 2C", date="2021"))
    for number in range(3):
        new = NewSource(
            title=f"Minutes of the meeting, {number}", source_kind="document", case=north, wave=wave,
            written="2021-09-25", covers="2021-09/2021-11", note=f"From {ADDRESS}",
        )  # fmt: skip
        words = f"The oven was lit, {number}. It was decided that the oven belongs to those who light it."
        add_source(file, viewer, new, read_plain(f"{number}.txt", words.encode()))
    fit = file.key_id("code", "cfir2022.inner.compatibility")
    for number in range(30):
        save_query(file, viewer, f"The oven and those who light it, {number}", "oven OR lit", fit)
    study.close()


def make_bare(path: Path) -> None:
    """A study with a framework and a case, and no source yet."""
    study = create_study(path, StudyCard(title=BARE), as_name="Ines Marklund")
    adopt(study.file, study.viewer, read_pack(packs.text("cfir2022")))
    add(study.file, study.viewer, NewCase(name="North"))
    study.close()
