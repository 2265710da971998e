"""A study whose every word is Greek: all else on its pages is the program's. Two copies, changed apart."""

import shutil
from pathlib import Path
from uuid import UUID

from caseloom.coding.actions import add_code, add_coding, remove_code, remove_coding, save_query, set_code
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.design.actions import add, set_field
from caseloom.design.model import (
    NewCase,
    NewInnovation,
    NewParticipant,
    NewPhase,
    NewPlan,
    NewSetting,
    NewWave,
    StudyCard,
)
from caseloom.record.actions import undo
from caseloom.rooms import OpenStudy, create_study, open_study
from caseloom.sources.actions import add_source, revise_source
from caseloom.sources.model import NewSource, SpeakerRule
from caseloom.sources.readers.html import read as read_html
from caseloom.sources.readers.plain import read as read_plain
from tests.web.copies import code_named, source_named

ELENI, NIKOS = "Ελένη Μαρκάκη", "Νίκος Σταύρου"
TALK = """Ερωτών: Πώς ήρθε ο φούρνος;

Μαρία: Τον ανεβάσαμε στο βουνό σε τέσσερα κομμάτια και κανείς δεν ρώτησε τους φουρνάρηδες.

Μαρία: Ταιριάζει με τα πρωινά μας και γι' αυτό έμεινε."""
MINUTES = "<html><body><p>Αποφασίστηκε ότι ο φούρνος ανήκει σε όλους.</p><img src='1.png'></body></html>"


def make(folder: Path) -> tuple[Path, Path]:
    """Eleni's copy and Nikos's: everything that pages tell of was done in one of them."""
    mine, theirs = folder / "μου.caseloom", folder / "του.caseloom"
    study = create_study(
        mine, StudyCard(title="Φούρνοι", questions="Ποιος ανάβει;", fictional=1), as_name=ELENI
    )
    _fill(study)
    study.close()
    shutil.copyfile(mine, theirs)
    _apart(mine, ELENI, "Ο φούρνος το πρωί.", "ανήκει στο χωριό.")
    _apart(theirs, NIKOS, "Τα πρωινά.", "ανήκει σε κανέναν.")
    return mine, theirs


def _fill(study: OpenStudy) -> None:
    file, viewer = study.file, study.viewer
    oven = add(file, viewer, NewInnovation(name="Φούρνος"))
    hill = add(file, viewer, NewSetting(name="Βουνό", level="micro"))
    north = add(
        file, viewer, NewCase(name="Βοράς", innovation=oven, setting=hill, period="2019~/..", served="Όλοι")
    )
    add(file, viewer, NewCase(name="Νότος", period="2020-21/2023"))
    wave = add(file, viewer, NewWave(name="Α", date="2021-05"))
    for phase in ("adoption", "implementation", "assimilation", "other"):
        add(file, viewer, NewPhase(case=north, name="Φάση", phase=phase, period="2019/2020"))
    add(file, viewer, NewPlan(source_kind="interview", count=3, case=north, wave=wave))
    maria = add(file, viewer, NewParticipant(name="Μαρία", case=north, voices="φουρνάρισσα"))
    add(
        file,
        viewer,
        NewParticipant(name=ELENI, case=north, person=viewer.person.id if viewer.person else None),
    )
    asks = SpeakerRule(role="interviewer", labels=frozenset({"Ερωτών"}))
    new = NewSource(title="Μαρία, α", case=north, wave=wave, participant=maria, rules=(asks,), language="el")
    talk = add_source(file, viewer, new, read_plain("α.txt", TALK.encode()))
    minutes = NewSource(title="Πρακτικά", source_kind="document", note="Η Μαρία έλειπε.")
    add_source(file, viewer, minutes, read_html("β.html", MINUTES.encode()))
    add_source(file, viewer, NewSource(title="Σιωπή"), read_plain("γ.txt", "Ερωτών: Τίποτα.".encode()))
    _code(study, talk)
    set_field(file, viewer, "case", north, trigger="Πλημμύρα")


def _code(study: OpenStudy, talk: UUID) -> None:
    file, viewer = study.file, study.viewer
    morning = add_code(file, viewer, NewCode(label="Πρωινά", definition="Για τα πρωινά."))
    add_code(file, viewer, NewCode(label="Περιττό"))
    said = NewCoding(
        code=morning, valence="helps", example="concrete", about="2018~", memo="Το λέει δύο φορές."
    )
    add_coding(file, viewer, talk, Quotation(quote="Ταιριάζει με τα πρωινά μας"), said)
    add_coding(file, viewer, talk, Quotation(quote="Πώς ήρθε ο φούρνος"), NewCoding(code=morning))
    last = add_coding(file, viewer, talk, Quotation(quote="σε τέσσερα κομμάτια"), NewCoding(code=morning))
    remove_coding(file, viewer, last)
    undo(file, viewer)
    save_query(file, viewer, "Βουνό", "βουνό", morning)


def _apart(path: Path, name: str, definition: str, decided: str) -> None:
    """What the other copy does not know: a definition, a code taken out or used, a corrected text."""
    study = open_study(path, as_name=name)
    file, viewer = study.file, study.viewer
    set_code(file, viewer, code_named(study, "Πρωινά"), definition=definition)
    if name == ELENI:
        remove_code(file, viewer, code_named(study, "Περιττό"))
    else:
        talk = source_named(study, "Μαρία, α")
        spare = NewCoding(code=code_named(study, "Περιττό"))
        add_coding(file, viewer, talk, Quotation(quote="δεν ρώτησε τους φουρνάρηδες"), spare)
    text = MINUTES.replace("ανήκει σε όλους.", decided)
    revise_source(file, viewer, source_named(study, "Πρακτικά"), read_html("β.html", text.encode()))
    study.close()
