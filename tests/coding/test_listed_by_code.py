"""What is listed beside a code bears that code's label: a query, a coding adrift, in every select."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from caseloom.coding.actions import save_query
from caseloom.coding.readings import adrift_codings, label_of_code, queries
from caseloom.coding.tables import code
from caseloom.design.readings import id_of, label_of_construct, name_of, number_by_id
from caseloom.design.tables import case, construct
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource
from caseloom.sources.readings import number_of_source
from caseloom.sources.tables import source
from caseloom.studyfile import Build
from caseloom.team.model import Viewer
from caseloom.team.readings import name_of_person, number_of_person
from caseloom.team.tables import person
from tests.analysis.workbench import Workbench, document, open_workbench

CULTURE, NETWORKS = "cfir2022.inner.culture", "cfir2022.inner.communications"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.case("North", "South")
    bench.person("Ida Berg")
    bench.adopt()
    bench.said("t", "Ida Berg", "We began small. Then we waited.")
    yield bench
    bench.study.close()


def test_each_query_is_listed_under_its_own_code(bench: Workbench) -> None:
    bench.code("Pride")
    for name, about in (("waiting", NETWORKS), ("beginnings", CULTURE), ("pride", "Pride")):
        save_query(bench.file, bench.viewer, name, name, bench.of(about))
    with bench.file.read() as db:
        listed = {each.name: each.code_label for each in queries(db, bench.viewer)}
    assert listed == {"waiting": "Communications", "beginnings": "Culture", "pride": "Pride"}


def test_each_coding_adrift_is_listed_under_its_own_code(bench: Workbench) -> None:
    builds, new = Viewer(build=Build(key="corrected")), NewSource(title="built")
    before = document("Ida Berg: We began small. Then we waited.")
    bench.sources["built"] = add_source(bench.file, builds, new, before, key="built")
    bench.coding("built", "We began small.", NETWORKS)
    bench.coding("built", "Then we waited.", CULTURE)
    add_source(bench.file, builds, new, document("Ida Berg: 1234 5678."), key="built")
    with bench.file.read() as db:
        lost = {each.quote: each.code_label for each in adrift_codings(db, bench.viewer)}
    assert lost == {"We began small.": "Communications", "Then we waited.": "Culture"}


def test_a_word_for_a_row_is_of_that_row_also_in_a_select_over_its_own_table(bench: Workbench) -> None:
    bench.coding("t", "We began small.", NETWORKS)
    bench.coding("t", "Then we waited.", CULTURE)
    bench.as_person("Bo")
    with bench.file.read() as db:
        for asked, many in (
            (select(code.c.n, label_of_code(code.c.n)), 2),
            (select(construct.c.n, label_of_construct(construct.c.n)), 10),
            (select(case.c.n, name_of("case", case.c.n)), 2),
            (select(person.c.n, name_of_person(person.c.id)), 2),
        ):
            words = [word for _, word in db.execute(asked)]
            assert len(words) >= many
            assert len(set(words)) == len(words), asked
        for n, id, id_there, n_there in db.execute(
            select(case.c.n, case.c.id, id_of("case", case.c.n), number_by_id("case", case.c.id))
        ):
            assert (n, id) == (n_there, id_there)


def test_a_number_by_id_is_found_also_in_a_select_over_its_own_table(bench: Workbench) -> None:
    with bench.file.read() as db:
        here = db.execute(select(source.c.n, number_of_source(bench.sources["t"])).select_from(source)).all()
        team = db.execute(select(person.c.n, number_of_person(bench.coders["Ann"]))).all()
    assert [n for n, _ in here] == [n for _, n in here]
    assert [n for n, _ in team] == [n for _, n in team]
