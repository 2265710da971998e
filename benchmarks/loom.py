"""The same study through Caseloom's own actions and readings, as its doors call them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from benchmarks.project import CASES, INTERVIEWER, WAVES, Project, Source
from caseloom.analysis.model import Matrix, MatrixRequest
from caseloom.analysis.readings import matrix
from caseloom.coding.actions import add_code, add_coding, locate, write_coding, write_codings
from caseloom.coding.kinds import CODING
from caseloom.coding.model import Located, NewCode, NewCoding, Quotation
from caseloom.coding.readings import Code, CodedPassage, codes, highlights, passages
from caseloom.coding.tables import coding
from caseloom.design.actions import add
from caseloom.design.model import NewCase, NewParticipant, NewWave, StudyCard
from caseloom.overview.readings import StudyHome, home
from caseloom.record.actions import redo, undo
from caseloom.rooms import OpenStudy, create_study, open_study
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource, SpeakerRule
from caseloom.sources.readers.model import Document
from caseloom.sources.readings import Hits, current_text, search_sources, source_text, sources
from caseloom.team.actions import add_person
from caseloom.web.addresses import named

VIEWER = "Coder 1"
QUESTION = MatrixRequest(rows="code", columns=("case", "wave"))


@dataclass
class Loom:
    """A study file being filled; ids by the numbers of the project."""

    study: OpenStudy
    cases: list[UUID] = field(default_factory=list)
    waves: list[UUID] = field(default_factory=list)
    participants: list[UUID] = field(default_factory=list)
    coders: list[UUID] = field(default_factory=list)
    codes: list[UUID] = field(default_factory=list)
    sources: list[UUID] = field(default_factory=list)


def begin(path: Path, project: Project) -> Loom:
    """Make the study and declare its design, team and codes."""
    loom = Loom(create_study(path, StudyCard(title=f"Bench {project.size.name}"), as_name=VIEWER))
    file, viewer = loom.study.file, loom.study.viewer
    assert viewer.person is not None
    with file.postponed():
        loom.cases = [add(file, viewer, NewCase(name=name)) for name in CASES]
        loom.waves = [add(file, viewer, NewWave(name=name, date=name)) for name in WAVES]
        for name, case in project.participants:
            loom.participants.append(add(file, viewer, NewParticipant(name=name, case=loom.cases[case])))
        loom.coders = [viewer.person.id, *(add_person(file, viewer, name) for name in project.coders[1:])]
        for label, parent in project.codes:
            above = None if parent is None else loom.codes[parent]
            loom.codes.append(add_code(file, viewer, NewCode(label=label, parent=above)))
    return loom


def bring_in(loom: Loom, source: Source) -> None:
    """Import one source, as `caseloom import` does once a file is read."""
    document = Document(source.text, (), "txt", "utf-8", None, ())
    new = NewSource(
        title=source.title,
        source_kind=source.kind,
        case=loom.cases[source.case],
        wave=loom.waves[source.wave],
        written=WAVES[source.wave],
        participant=loom.participants[source.participant],
        rules=(SpeakerRule("interviewer", frozenset({INTERVIEWER})),),
    )
    loom.sources.append(add_source(loom.study.file, loom.study.viewer, new, document))


def code(loom: Loom, source: Source) -> None:
    """Write all codings of one source, as a table of codings does: one change."""
    file, viewer = loom.study.file, loom.study.viewer
    with file.change("coding.add", viewer.author) as change:
        text = current_text(change.db, viewer, loom.sources[source.number])
        many = []
        for which, coder, start, end, memo in source.codings.rows():
            found = locate(text, Quotation(start=start, end=end))
            new = NewCoding(code=loom.codes[which], memo=memo)
            many.append(Located(found.start, found.end, new, coder=loom.coders[coder]))
        write_codings(change, viewer, text, many)


def code_by_hand(loom: Loom, source: Source, row: int) -> None:
    """Code one passage as a page does: the words' place, one change, saved."""
    start, end = int(source.codings.start[row]), int(source.codings.end[row])
    new = NewCoding(code=loom.codes[int(source.codings.code[row])])
    place = Quotation(start=start, end=end)
    add_coding(loom.study.file, loom.study.viewer, loom.sources[source.number], place, new)


def undo_last(loom: Loom) -> None:
    """Take the last act back, as a page does."""
    undo(loom.study.file, loom.study.viewer)


def redo_last(loom: Loom) -> None:
    """Let what was taken back hold again."""
    redo(loom.study.file, loom.study.viewer)


def code_at(study: OpenStudy, source: UUID, places: Iterable[tuple[UUID, int, int]]) -> None:
    """Code (code, start, end) in a source as the one who opened it: each a change, in one transaction."""
    file, viewer = study.file, study.viewer
    with file.changes() as changes:
        text = current_text(changes.db, viewer, source)
        for code_id, start, end in places:
            with changes.change("coding.add", viewer.author) as change:
                place = Quotation(start=start, end=end)
                write_coding(change, viewer, text, place, NewCoding(code=code_id))


def give_memos(study: OpenStudy, codings: Iterable[UUID]) -> None:
    """Write a memo to each of the codings: each a change, in one transaction."""
    with study.file.changes() as changes:
        for id in codings:
            with changes.change("coding.set", study.viewer.author) as change:
                change.edit(CODING, id, memo="Seen again.")


def some_codings(study: OpenStudy, count: int) -> list[UUID]:
    """That many codings, from all over the study."""
    with study.file.read() as db:
        every = list(db.scalars(select(coding.c.id).order_by(coding.c.n)))
    return every[:: max(1, len(every) // count)][:count]


def reopen(path: Path, name: str = VIEWER) -> OpenStudy:
    """Open one's own study as its person."""
    return open_study(path, as_name=name)


def read_home(study: OpenStudy) -> StudyHome:
    """The study's first page."""
    with study.file.read() as db:
        return home(db, study.viewer)


def read_matrix(study: OpenStudy) -> Matrix:
    """Codes by case and wave."""
    with study.file.read() as db:
        return matrix(db, study.viewer, QUESTION)


def most_used(study: OpenStudy) -> Code:
    """The code with the most codings."""
    with study.file.read() as db:
        return max(codes(db, study.viewer), key=lambda each: each.codings)


def read_passages(study: OpenStudy, code_id: UUID) -> list[CodedPassage]:
    """The first fifty passages of a code."""
    with study.file.read() as db:
        return passages(db, study.viewer, code=code_id, limit=50)


def search(study: OpenStudy, query: str) -> Hits:
    """The first fifty turns with a hit, in context."""
    with study.file.read() as db:
        return search_sources(db, study.viewer, query, limit=50)


def read_source(study: OpenStudy, source: UUID) -> int:
    """One source with its turns and highlights; how many highlights there are."""
    with study.file.read() as db:
        text = source_text(db, study.viewer, source)
        return len(highlights(db, study.viewer, text.source.n))


def addresses(study: OpenStudy, source: UUID, query: str) -> dict[str, str]:
    """The addresses of the pages that are timed, by the key of their line."""
    with study.file.read() as db:
        title, code = sources(db, study.viewer, id=source)[0].title, most_used(study)
        card_title = read_home(study).card
    assert card_title is not None
    home = f"/studies/{named(card_title.title, study.file.id)}"
    return {
        "page_home": home,
        "page_matrix": f"{home}/matrix?rows=code&columns=case,wave",
        "page_code": f"{home}/codebook/{named(code.label, code.id)}",
        "page_search": f'{home}/search?q="{query}"',
        "page_sources": f"{home}/sources",
        "page_source": f"{home}/sources/{named(title, source)}",
    }
