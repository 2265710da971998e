"""Who writes: a name joins once, and nobody writes without one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from caseloom.coding import actions as coding
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.design import actions as design
from caseloom.design.model import NewCase, StudyCard
from caseloom.rooms import open_study
from caseloom.sources import actions as sources
from caseloom.sources.model import NewSource
from caseloom.studyfile import StudyFile, new_id
from caseloom.studyfile.tables import change
from caseloom.team.actions import add_person, join
from caseloom.team.model import READER, NameMissing
from caseloom.team.readings import people, person_named
from tests.analysis.workbench import Workbench, document, open_workbench, pack


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    yield bench
    bench.study.close()


def names(bench: Workbench) -> list[str]:
    with bench.file.read() as db:
        return [each.name for each in people(db, bench.viewer)]


@pytest.mark.parametrize("name", ["Bo Ek", " Bo Ek ", "bo ek", "BO EK"])
def test_a_name_joins_once(bench: Workbench, name: str) -> None:
    bo = join(bench.file, "Bo Ek")
    assert join(bench.file, name) == bo
    assert names(bench) == ["Ann", "Bo Ek"]


def test_opening_with_a_name_joins_and_without_one_reads(bench: Workbench) -> None:
    reading = open_study(bench.file.path)
    assert reading.viewer == READER
    as_bo = open_study(bench.file.path, as_name="Bo")
    again = open_study(bench.file.path, as_name="bo")
    assert as_bo.viewer == again.viewer
    assert names(bench) == ["Ann", "Bo"]
    for study in (reading, as_bo, again):
        study.close()


def test_who_joins_is_the_author_of_joining(bench: Workbench) -> None:
    bo = join(bench.file, "Bo")
    with bench.file.read() as db:
        rows = db.execute(select(change.c.author, change.c.action).order_by(change.c.n)).all()
    assert (rows[-1].author, rows[-1].action) == (bo.id, "person.join")


@pytest.mark.parametrize("name", ["", "  ", "\t\n"])
def test_nobody_joins_without_a_name(bench: Workbench, name: str) -> None:
    with pytest.raises(NameMissing):
        join(bench.file, name)
    assert names(bench) == ["Ann"]


def test_somebody_in_the_team_has_the_voices_they_gave_themselves(bench: Workbench) -> None:
    add_person(bench.file, bench.viewer, "Bo", ["carer", "researcher"])
    with bench.file.read() as db:
        found = person_named(db, "bo")
    assert found is not None
    assert found.voices == ("carer", "researcher")


ID = new_id()
NEW = NewCoding(code=ID)
WRITES: dict[str, Callable[[StudyFile], Any]] = {
    "add_person": lambda file: add_person(file, READER, "Bo"),
    "describe_study": lambda file: design.describe_study(file, READER, StudyCard(title="Mine")),
    "add": lambda file: design.add(file, READER, NewCase(name="South")),
    "set_field": lambda file: design.set_field(file, READER, "case", ID, name="South"),
    "remove": lambda file: design.remove(file, READER, "case", ID),
    "adopt": lambda file: design.adopt(file, READER, pack("cfir2022")),
    "define_from_source": lambda file: design.define_from_source(file, READER, {}),
    "add_source": lambda file: sources.add_source(file, READER, NewSource("d"), document("Words.")),
    "set_source": lambda file: sources.set_source(file, READER, ID, note="n"),
    "remove_source": lambda file: sources.remove_source(file, READER, ID),
    "revise_source": lambda file: sources.revise_source(file, READER, ID, document("Words.")),
    "let_text_stand": lambda file: sources.let_text_stand(file, READER, ID, ID),
    "set_speaker": lambda file: sources.set_speaker(file, READER, ID, "chair"),
    "set_turn_role": lambda file: sources.set_turn_role(file, READER, ID, "chair"),
    "add_code": lambda file: coding.add_code(file, READER, NewCode(label="c")),
    "set_code": lambda file: coding.set_code(file, READER, ID, label="c"),
    "remove_code": lambda file: coding.remove_code(file, READER, ID),
    "merge_code": lambda file: coding.merge_code(file, READER, ID, ID),
    "remove_query": lambda file: coding.remove_query(file, READER, ID),
    "add_coding": lambda file: coding.add_coding(file, READER, ID, Quotation(quote="q"), NEW),
    "remove_coding": lambda file: coding.remove_coding(file, READER, ID),
    "set_coding": lambda file: coding.set_coding(file, READER, ID, memo="m"),
    "save_query": lambda file: coding.save_query(file, READER, "q", "word", ID),
    "decide_all": lambda file: coding.decide_all(file, READER, ID, "accepted", reason="r"),
}


@pytest.mark.parametrize("name", list(WRITES))
def test_a_reader_without_a_name_writes_nothing(bench: Workbench, name: str) -> None:
    count = select(func.count()).select_from(change)
    with bench.file.read() as db:
        before = db.scalar(count)
    with pytest.raises(NameMissing, match="--as NAME"):
        WRITES[name](bench.file)
    with bench.file.read() as db:
        assert db.scalar(count) == before


def test_every_action_that_writes_is_tried_without_a_name() -> None:
    actions = {
        name
        for module in (design, sources, coding)
        for name, value in vars(module).items()
        if callable(value)
        and getattr(value, "__module__", "") == module.__name__
        and not name.startswith(("_", "write_", "locate", "code_named"))
    }
    elsewhere = {"import_files", "decide"}  # tried where files and candidates are at hand
    assert actions - elsewhere <= set(WRITES)
