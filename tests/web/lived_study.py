"""The small study after some months: merged, corrected, translated, coded again, with memos and a PDF."""

from pathlib import Path

from caseloom.coding.actions import code_selection, flag_passage, name_version, save_coding_query, set_code
from caseloom.coding.model import NewCoding, Selected
from caseloom.coding.relations import Wish
from caseloom.rooms import OpenStudy, merge_studies, open_study
from caseloom.sources.actions import add_source, revise_source, set_source
from caseloom.sources.model import NewSource
from caseloom.sources.readers import read
from caseloom.sources.readers.plain import read as read_plain
from caseloom.sources.readings import source_text
from caseloom.studyfile import Thing, new_id
from caseloom.team.actions import write_memo
from caseloom.team.model import NewMemo
from tests.sources.printed import report
from tests.web import copies, small_study

BERTA = "Berta Holm, wave 1"
ENGLISH = "Interviewer: How did this stove come here?\n\nMs Lin: We carried it up ourselves."


def make(folder: Path) -> Path:
    """Write it into a folder; returns its path."""
    path = folder / "lived.caseloom"
    merge_studies(copies.make(folder), path)
    study = open_study(path, as_name="Ines Marklund")
    _regard(study)
    _correct(study)
    _print(study)
    study.close()
    return path


def _regard(study: OpenStudy) -> None:
    """Versions, memos, a saved query over codings, a flag, and a code that was worded anew since."""
    file, viewer = study.file, study.viewer
    name_version(file, viewer, "First round", "As we began")
    mornings, berta = copies.code_named(study, "Mornings"), copies.source_named(study, BERTA)
    fit = file.key_id("code", "cfir2022.inner.compatibility")
    wish = Wish(relation="near", code=mornings.hex, other=fit.hex, within=1)
    save_coding_query(file, viewer, "Mornings near fit", wish)
    for kind, about in (("reflexive", Thing("code", mornings)), ("contact_summary", Thing("source", berta))):
        write_memo(file, viewer, NewMemo(about, kind, f"**Seen**: twice.\n\n- {small_study.HOSTILE}"))
    carried = _selected(study, "We carried it up the hill")
    flag_passage(file, viewer, berta, carried, note="of falling")
    code_selection(file, viewer, berta, carried, [NewCoding(code=mornings)], id=new_id())
    set_code(file, viewer, mornings, definition="Talk of how mornings begin.")


def _correct(study: OpenStudy) -> None:
    """A corrected transcript, and a translation beside its original."""
    file, viewer = study.file, study.viewer
    text = small_study.OVEN.replace("It fits how we already bake", "It fits how we have always baked")
    revise_source(file, viewer, copies.source_named(study, BERTA), read_plain("t.txt", text.encode()))
    translated = NewSource(title="Ms Lin, in English", language="en")
    english = add_source(file, viewer, translated, read_plain("lin.txt", ENGLISH.encode()))
    set_source(file, viewer, english, translation_of=copies.source_named(study, "林老师"))


def _print(study: OpenStudy) -> None:
    """A report of which the pages are kept."""
    data = report()
    new = NewSource("Report on the oven", source_kind="document", language="en", file_name="report.pdf")
    add_source(study.file, study.viewer, new, read("report.pdf", data), original=data)


def _selected(study: OpenStudy, words: str) -> Selected:
    with study.file.read() as db:
        text = source_text(db, study.viewer, copies.source_named(study, BERTA))
    start = text.text.index(words)
    return Selected(text.revision, start, start + len(words), (words,))
