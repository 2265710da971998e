"""Derived tables: brought up to date after each change, they are what computing all of them again gives."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from caseloom.coding.actions import (
    add_coding,
    decide,
    decide_all,
    remove_coding,
    save_query,
    set_code,
    set_coding,
)
from caseloom.coding.model import CandidateGone, NewCoding, Quotation
from caseloom.coding.readings import candidates_of, passages, queries
from caseloom.design.actions import set_field
from caseloom.sources.actions import (
    add_source,
    remove_source,
    set_source,
    set_speaker,
    set_turn_role,
)
from caseloom.sources.model import NewSource, SpeakerRule
from caseloom.sources.readings import search_sources, source_text, sources, speakers
from caseloom.studyfile import Build
from caseloom.team.model import Viewer
from tests.analysis.workbench import Workbench, document, open_workbench

CULTURE = "cfir2022.inner.culture"
LEARNING = f"{CULTURE}.learning_centeredness"
TALKS = (
    "Interviewer: Who lit the oven?\n\nIda Berg: We lit the oven. It was cold.\n\nOlof Lind: Ida lit it.",
    "Interviewer: Who lit it, then?\n\nIda Berg: We lit the oven together. It was very cold.",
    "Held in May.\n\nThe oven was lit.",
    "访谈者：谁？\n\n林老师：我们自己点的。oven 很冷。",
)
WORDS = ("oven", "lit", "cold", "我们", "冷", "may")
# Derived rows are compared without the local number that a candidate happens to have.
TABLES = {
    "source_now": "*",
    "spoken": "*",
    "heard": "*",
    "translation": "*",
    "place": "*",
    "candidate": "query_n, code_n, source_n, start, end, case_n, wave_n, setting_n, participant_n, "
    "source_kind, said_from, said_to, words, evidence, decision",
}


def snapshot(bench: Workbench) -> dict[str, list[tuple[Any, ...]]]:
    """Every derived row, and what search finds, in an order of its own."""
    with bench.file.read() as db:
        there = {name: _rows(db, name, columns) for name, columns in TABLES.items()}
        for word in WORDS:
            hits = search_sources(db, bench.viewer, word, limit=1000)
            there[word] = sorted((each.source_n, each.start, each.end, each.evidence) for each in hits.hits)
            there[word].append((hits.turns,))
        return there


def _rows(db: Connection, name: str, columns: str) -> list[tuple[Any, ...]]:
    quoted = columns.replace(" end,", ' "end",')
    return sorted((tuple(row) for row in db.execute(text(f"SELECT {quoted} FROM {name}"))), key=repr)


Draw = Callable[[Sequence[Any]], Any]


def _sources(bench: Workbench) -> list[Any]:
    with bench.file.read() as db:
        return sources(db, bench.viewer)


def declare(bench: Workbench, draw: Draw) -> None:
    """A build brings a text in, or up to date."""
    key = draw(["one", "two"])
    new = NewSource(
        key,
        draw(["interview", "document"]),
        case=draw([None, *bench.cases.values()]),
        written=draw([None, "2019", "../2020"]),
        rules=(SpeakerRule("respondent", frozenset({"Ida Berg"}), participant=bench.people["Ida Berg"]),),
    )
    add_source(bench.file, Viewer(build=Build(key="m")), new, document(draw(TALKS)), key=key)


def bring(bench: Workbench, draw: Draw) -> None:
    new = NewSource("talk", draw(["interview", "focus_group", "field_note"]))
    add_source(bench.file, bench.viewer, new, document(draw(TALKS)), again=True)


def take_out(bench: Workbench, draw: Draw) -> None:
    if there := _sources(bench):
        remove_source(bench.file, bench.viewer, draw(there).id)


def move(bench: Workbench, draw: Draw) -> None:
    if there := _sources(bench):
        case, wave = draw([None, *bench.cases.values()]), draw([None, *bench.waves.values()])
        kind, written = draw(["interview", "document"]), draw([None, "2020", "2018/.."])
        set_source(
            bench.file, bench.viewer, draw(there).id, case=case, wave=wave, source_kind=kind, written=written
        )


def correct_speaker(bench: Workbench, draw: Draw) -> None:
    if there := _sources(bench):
        with bench.file.read() as db:
            labels = speakers(db, bench.viewer, draw(there).id)
        if labels:
            role = draw(["respondent", "interviewer", "chair", "speaker"])
            set_speaker(bench.file, bench.viewer, draw(labels).id, role, draw([None, *bench.people.values()]))


def correct_turn(bench: Workbench, draw: Draw) -> None:
    if there := _sources(bench):
        with bench.file.read() as db:
            turns = source_text(db, bench.viewer, draw(there).id).turns
        role = draw(["respondent", "interviewer"])
        set_turn_role(bench.file, bench.viewer, draw(turns).id, role, draw([None, *bench.people.values()]))


def code(bench: Workbench, draw: Draw) -> None:
    if there := _sources(bench):
        one = draw(there)
        with bench.file.read() as db:
            length = len(source_text(db, bench.viewer, one.id).text)
        start = draw(range(length - 1))
        where = Quotation(start=start, end=draw(range(start + 1, length)))
        new = NewCoding(
            code=bench.of(draw([CULTURE, LEARNING, "Trust"])), about=draw([None, "2019", "../2018"])
        )
        add_coding(bench.file, bench.viewer, one.id, where, new)


def _codings(bench: Workbench) -> list[Any]:
    with bench.file.read() as db:
        return passages(db, bench.viewer, limit=None)


def uncode(bench: Workbench, draw: Draw) -> None:
    if there := _codings(bench):
        remove_coding(bench.file, bench.viewer, draw(there).id)


def recode(bench: Workbench, draw: Draw) -> None:
    if there := _codings(bench):
        values = {"code": bench.of(draw([CULTURE, "Trust"])), "valence": draw([None, "helps"])}
        set_coding(bench.file, bench.viewer, draw(there).id, **values, about=draw([None, "2020/.."]))


def ask(bench: Workbench, draw: Draw) -> None:
    scope = draw(["evidence", "all"])
    save_query(
        bench.file, bench.viewer, "q", draw(["oven", "lit OR 我们", "cold"]), bench.of(CULTURE), scope=scope
    )


def judge(bench: Workbench, draw: Draw) -> None:
    with bench.file.read() as db:
        there = candidates_of(db, bench.viewer, limit=None)
    if there:
        try:
            decide(bench.file, bench.viewer, draw(there), draw(["accepted", "rejected"]))
        except CandidateGone:
            pytest.fail("a candidate that is listed is there")


def judge_all(bench: Workbench, draw: Draw) -> None:
    with bench.file.read() as db:
        there = queries(db, bench.viewer)
    if there:
        decide_all(bench.file, bench.viewer, draw(there).id, draw(["accepted", "rejected"]), reason="r")


def reorder_codes(bench: Workbench, draw: Draw) -> None:
    set_code(bench.file, bench.viewer, bench.of("Trust"), label=draw(["Trust", "Confidence"]))


def let_go(bench: Workbench, draw: Draw) -> None:
    kind, known = draw([("case", bench.cases), ("wave", bench.waves), ("participant", bench.people)])
    set_field(bench.file, bench.viewer, kind, draw(list(known.values())), gone=draw([0, 1]))


STEPS = (
    declare, declare, bring, bring, take_out, move, correct_speaker, correct_turn, code, code, code, uncode,
    recode, ask, ask, judge, judge, judge_all, reorder_codes, let_go,
)  # fmt: skip


def walk(folder: pytest.TempPathFactory, data: st.DataObject, steps: int) -> None:
    bench = open_workbench(folder.mktemp("walk"))
    bench.case("North", "South")
    bench.wave("First", "2020")
    bench.person("Ida Berg")
    bench.person("Olof Lind")
    bench.adopt(LEARNING)
    bench.code("Trust")

    def draw(there: Sequence[Any]) -> Any:
        return there[data.draw(st.integers(0, len(there) - 1))]

    bring(bench, draw)
    ask(bench, draw)
    for _ in range(steps):
        draw(STEPS)(bench, draw)
    kept = snapshot(bench)
    bench.file.rebuild()
    again = snapshot(bench)
    bench.study.close()
    for name, rows in again.items():
        assert kept[name] == rows, name


NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


@given(data=st.data())
@settings(max_examples=12, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck))
def test_after_any_changes_derived_tables_are_as_if_computed_anew(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    walk(tmp_path_factory, data, 15)


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=100, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck))
def test_after_many_changes_derived_tables_are_as_if_computed_anew(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    walk(tmp_path_factory, data, 50)


def _interrupted(bench: Workbench) -> None:
    with bench.file.postponed():
        bench.source("two", TALKS[1])
        raise KeyError


def test_what_is_postponed_is_there_at_the_end(tmp_path_factory: pytest.TempPathFactory) -> None:
    bench = open_workbench(tmp_path_factory.mktemp("postponed"))
    with bench.file.postponed():
        bench.source("one", TALKS[0])
        assert _sources(bench) == []
    assert [each.title for each in _sources(bench)] == ["one"]
    with pytest.raises(KeyError):
        _interrupted(bench)
    assert [each.title for each in _sources(bench)] == ["one", "two"]
    bench.study.close()
