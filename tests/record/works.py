"""Six kinds of work on a study, each done by a process of its own, so that a test can kill it.

`python -m tests.record.works WORK FOLDER` says "ready", waits for a line, works, and says after each
step that is done what was done, and at the end "done".
"""

import random
import sys
from collections.abc import Callable
from pathlib import Path

from caseloom.coding.actions import add_coding
from caseloom.coding.model import NewCoding, Quotation
from caseloom.coding.readings import codes
from caseloom.design.readings import participants
from caseloom.record.actions import withdraw
from caseloom.record.readings import withdrawal
from caseloom.rooms import OpenStudy, merge_studies, open_study
from caseloom.sources.actions import add_source, import_files
from caseloom.sources.model import NewSource, SpeakerRule
from caseloom.sources.readings import sources
from caseloom.studyfile.backups import make_backup
from tests.analysis.workbench import document
from tests.record.player import WORDS, at_work, first_copy

FILES, CODINGS, TALKS, BACKUPS = 12, 30, 6, 4
HERS = "the kingfisher under the lock gates never once looked at our newly painted wherry"
"""What only Olga says, once in each talk."""
Say = Callable[[str], None]


# -- the studies that it is done on -----------------------------------------------------------------------


def prepare(folder: Path) -> None:
    """A study with talks of Olga, two copies that people changed apart, and files to bring in."""
    first = first_copy(folder)
    for place, name in enumerate(("Ann", "Bo")):
        with at_work(first, name, seed=place) as player:
            player.play(15)
            player.file.path.rename(folder / f"{name}.copy")
    study = open_study(first, as_name="Ann")
    for number in range(TALKS):
        _talk(study, number)
    study.close()
    first.rename(folder / "study.caseloom")
    (folder / "files").mkdir()
    dice = random.Random(1)
    for number in range(FILES):
        said = "\n\n".join(f"Olga: {' '.join(dice.choices(WORDS, k=60))}." for _ in range(12))
        (folder / f"files/{number:02}.txt").write_text(said, encoding="utf-8")


def _talk(study: OpenStudy, number: int) -> None:
    with study.file.read() as db:
        olga = next(each.id for each in participants(db, study.viewer) if "Olga" in each.name)
    rules = (
        SpeakerRule("interviewer", pattern="Interviewer"),
        SpeakerRule("respondent", pattern="Olga", participant=olga),
    )
    said = f"Interviewer: What did you see on walk {number}?\n\nOlga: On walk {number} {HERS}."
    new = NewSource(f"Walk {number}", rules=rules)
    add_source(study.file, study.viewer, new, document(said), original=said.encode() * 200)


# -- the work ---------------------------------------------------------------------------------------------


class Steps:
    """Progress that is said."""

    def __init__(self, say: Say) -> None:
        self.say = say

    def step(self, _what: str, done: int, _total: int) -> None:
        """Say how many are finished."""
        if done:
            self.say(str(done))


def bring(study: OpenStudy, folder: Path, say: Say) -> None:
    """Bring a batch of files in."""
    paths = sorted((folder / "files").iterdir())
    import_files(study.file, study.viewer, paths, NewSource(""), keep_originals=True, progress=Steps(say))


def code(study: OpenStudy, folder: Path, say: Say) -> None:
    """Code one passage after another."""
    with study.file.read() as db:
        source = next(each.id for each in sources(db, study.viewer) if each.title == "Walk 0")
        used = codes(db, study.viewer)[0].id
    for place in range(CODINGS):
        quotation = Quotation(start=place, end=place + 9)
        add_coding(study.file, study.viewer, source, quotation, NewCoding(code=used, memo=f"memo {place}"))
        say(str(place + 1))


def merge(study: OpenStudy, folder: Path, say: Say) -> None:
    """Merge two copies."""
    merge_studies([folder / "Ann.copy", folder / "Bo.copy"], folder / "merged.caseloom")


def erase(study: OpenStudy, folder: Path, say: Say) -> None:
    """Withdraw Olga."""
    with study.file.read() as db:
        olga = next(each.id for each in participants(db, study.viewer) if "Olga" in each.name)
    withdraw(study.file, study.viewer, withdrawal(study.file, study.viewer, olga))


def upgrade(study: OpenStudy, folder: Path, say: Say) -> None:
    """Open a study of an older form."""
    open_study(folder / "former.caseloom").close()


def back_up(study: OpenStudy, folder: Path, say: Say) -> None:
    """Back a study up, again and again."""
    for number in range(BACKUPS):
        make_backup(study.file, "asked")
        say(str(number + 1))


WORKS: dict[str, Callable[[OpenStudy, Path, Say], None]] = {
    "import": bring,
    "coding": code,
    "merge": merge,
    "erase": erase,
    "upgrade": upgrade,
    "backup": back_up,
}


def main(work: str, folder: Path) -> None:
    """Do one of them when told to."""
    study = open_study(folder / "study.caseloom", as_name="Ann")
    _say("ready")
    sys.stdin.readline()
    WORKS[work](study, folder, _say)
    _say("done")
    sys.stdin.readline()


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
