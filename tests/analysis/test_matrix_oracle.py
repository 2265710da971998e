"""The matrix against the same matrix counted slowly, over random small studies and requests."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from caseloom.analysis.model import COUNTED, DIMENSIONS, Column, MatrixProblem, MatrixRequest, UnknownVoice
from caseloom.analysis.readings import cell_evidence, matrix
from caseloom.coding.actions import decide, save_query, write_codings
from caseloom.coding.model import Located, NewCoding
from caseloom.coding.readings import candidates_of
from caseloom.design.actions import add
from caseloom.design.model import NewSetting
from caseloom.rooms import open_study
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource, SpeakerRule
from tests.analysis import oracle as o
from tests.analysis.workbench import Workbench, document, open_workbench

PEOPLE = ("Ida Berg", "Olof Lind", "Eva Holm", "Maj Ek")
CASES, WAVES, PHASES, CODERS, VOICES = (
    ("North", "South"), ("First", "Second", "Third"), ("Adoption", "Use"), ("Ann", "Bo"), ("leader", "carer"),
)  # fmt: skip
SAID = ("We lit the oven.", "Nobody asked. The oven was ours.", "Well", "It stood there, cold, for a year.")
QUERY = "oven"
# A study is built for every example: making a failing one smaller would take many minutes.
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


# -- random studies -------------------------------------------------------------------------------

dates = st.sampled_from(list(o.DAYS))
maybe_date = st.sampled_from([*o.DAYS, *o.DAYS, None])


@st.composite
def texts(draw: st.DrawFn, title: str) -> o.Text:
    kind = draw(st.sampled_from(o.KINDS))
    labelled = kind in o.TALKS or draw(st.booleans())
    turns = []
    if labelled:
        roles = st.sampled_from(["respondent"] * 5 + ["interviewer", "chair", "speaker"])
        who = {
            label: (draw(roles), draw(st.sampled_from([*PEOPLE, *PEOPLE, ""])))
            for label in ("Ana Falk", "Per Dahl")
        }
        for label in draw(st.lists(st.sampled_from([*who, *who, "Interviewer"]), min_size=2, max_size=5)):
            role, person = who.get(label, ("interviewer", ""))
            turns.append(o.Spoken(label, draw(st.sampled_from(SAID)), role, person))
    else:
        turns = [
            o.Spoken("", words) for words in draw(st.lists(st.sampled_from(SAID), min_size=1, max_size=3))
        ]
    return o.Text(
        title,
        kind,
        tuple(turns),
        draw(st.sampled_from([*CASES, *CASES, ""])),
        draw(st.sampled_from([*WAVES, ""])),
        draw(st.sampled_from(["", "Hill"])),
        draw(maybe_date),
    )


@st.composite
def plans(draw: st.DrawFn) -> o.Plan:
    there = tuple(draw(texts(f"text {n}")) for n in range(draw(st.integers(2, 4))))
    return o.Plan(
        waves=tuple((name, draw(st.none() | dates)) for name in WAVES),
        phases=tuple(
            draw(
                st.lists(
                    st.tuples(st.sampled_from(CASES), st.sampled_from(PHASES), dates), min_size=2, max_size=6
                )
            )
        ),
        voices={
            name: tuple(draw(st.lists(st.sampled_from(VOICES), unique=True, max_size=2))) for name in PEOPLE
        },
        texts=there,
        codings=tuple(draw(coded(there)) for _ in range(draw(st.integers(4, 10)))),
    )


@st.composite
def places(draw: st.DrawFn, text: o.Text) -> tuple[int, int]:
    """Mostly from within one turn's words to within another's, sometimes anywhere."""
    spans = [(first, last) for first, last, _ in text.spans()]
    one, other = sorted([draw(st.sampled_from(spans)), draw(st.sampled_from(spans))])
    low, high = draw(st.sampled_from([(one[0], other[1])] * 3 + [(0, len(text.whole))]))
    start = draw(st.sampled_from([low, low]) | st.integers(low, high - 1))
    return start, draw(st.sampled_from([high]) | st.integers(start + 1, high))


@st.composite
def coded(draw: st.DrawFn, there: tuple[o.Text, ...]) -> o.Coded:
    number = draw(st.integers(0, len(there) - 1))
    start, end = draw(places(there[number]))
    return o.Coded(
        number,
        start,
        end,
        draw(st.sampled_from(o.CODABLE)),
        draw(st.sampled_from(CODERS)),
        draw(st.sampled_from(["", "", o.LEADS])),
        draw(maybe_date),
    )


# -- random requests ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A request with its narrowings by name."""

    values: Mapping[str, Any]
    case: str
    wave: str
    coder: str

    def request(self, bench: Workbench) -> MatrixRequest:
        known = {"case": bench.cases, "wave": bench.waves, "coder": bench.coders}
        narrow: dict[str, Any] = {name: ids.get(getattr(self, name)) for name, ids in known.items()}
        return MatrixRequest(**self.values, **narrow)


def _possible(asked: Asked) -> bool:
    try:
        MatrixRequest(**asked.values)
    except MatrixProblem:
        return False
    return True


def rarely(*values: str) -> st.SearchStrategy[str]:
    """Mostly nothing."""
    return st.sampled_from([*[""] * 10, *values])


asked_for = st.builds(
    Asked,
    values=st.fixed_dictionaries(
        {
            "rows": st.sampled_from(["construct", "construct", "code", *DIMENSIONS]),
            "columns": st.lists(st.sampled_from(DIMENSIONS), max_size=3, unique=True).map(tuple),
            "cell": st.sampled_from(COUNTED),
            "clock": st.sampled_from(["said", "about"]),
            "reach": st.sampled_from(["this", "up_to"]),
            "intervals": st.just(("2019/2021", "2018", "2020/..")),
            "framework": st.sampled_from([None, None, None, "cfir2022"]),
            "source_kind": st.sampled_from([None] * 25 + list(o.KINDS)),
            "voice": st.sampled_from([None] * 8 + list(VOICES)),
        }
    ),
    case=rarely(*CASES),
    wave=rarely(*WAVES),
    coder=rarely(*CODERS),
).filter(_possible)


# -- building -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """What is the same in every random study; each example writes on a copy."""
    bench = open_workbench(tmp_path_factory.mktemp("template"))
    bench.coder("Bo")
    bench.case(*CASES)
    bench.adopt(o.LEARNING, o.LEADS, o.NEED)
    bench.code("Trust", o.CULTURE)
    bench.code("Doors", "Trust")
    bench.code("Weather")
    bench.study.close()
    return bench


@dataclass(frozen=True)
class Built:
    """A plan as a study; which coding has which id, and the id of the one setting."""

    bench: Workbench
    plan: o.Plan
    ids: Mapping[UUID, int]
    hill: UUID

    @property
    def named(self) -> Callable[[str], str]:
        """A heading's key as the plan names it."""
        bench, ids = self.bench, {self.hill.hex: "Hill"}
        for known in (bench.cases, bench.waves, bench.people, bench.coders, bench.codes):
            ids.update({id.hex: name for name, id in known.items()})
        ids.update({bench.file.key_id("code", reference).hex: reference for reference in o.CONSTRUCTS})
        return lambda key: ids.get(key, key)


def build(plan: o.Plan, template: Workbench, folder: Path) -> Built:
    """The plan as a study."""
    path = folder / "study.caseloom"
    shutil.copy(template.file.path, path)
    bench = Workbench(open_study(path, as_name="Ann"), template.cases, coders=template.coders)
    bench.codes = template.codes
    ids: dict[UUID, int] = {}
    with bench.file.postponed():
        for name, date in plan.waves:
            bench.wave(name, date)
        for phase in plan.phases:
            bench.phase(*phase)
        for name, voices in plan.voices.items():
            bench.person(name, *voices)
        hill = add(bench.file, bench.viewer, NewSetting(name="Hill"))
        for text in plan.texts:
            bench.sources[text.title] = add_source(
                bench.file, bench.viewer, new_source(bench, text, hill), document(text.whole), again=True
            )
    with bench.file.postponed():
        for number, text in enumerate(plan.texts):
            found = bench.text(text.title)
            assert [(turn.words_start, turn.end) for turn in found.turns] == [
                (start, end) for start, end, _ in text.spans()
            ]
            mine = [n for n, coding in enumerate(plan.codings) if coding.text == number]
            with bench.file.change("coding.add", bench.viewer.author) as change:
                many = [located(bench, plan.codings[n]) for n in mine]
                ids.update(zip(write_codings(change, bench.viewer, found, many), mine, strict=True))
        save_query(bench.file, bench.viewer, "ovens", QUERY, bench.of(o.CULTURE), scope="all")
    with bench.file.read() as db:
        some = candidates_of(db, bench.viewer, limit=None)
    for candidate in some[1:2]:
        decide(bench.file, bench.viewer, candidate, "rejected")
    return Built(bench, plan, ids, hill)


def new_source(bench: Workbench, text: o.Text, hill: UUID) -> NewSource:
    who = {turn.label: (turn.role, turn.person) for turn in text.turns if turn.label}
    return NewSource(
        title=text.title,
        source_kind=text.kind,
        case=bench.cases.get(text.case),
        wave=bench.waves.get(text.wave),
        setting=hill if text.setting else None,
        written=text.written,
        rules=tuple(
            SpeakerRule(role, frozenset({label}), participant=bench.people.get(person))
            for label, (role, person) in who.items()
        ),
    )


def located(bench: Workbench, coding: o.Coded) -> Located:
    role = bench.file.key_id("construct", coding.role) if coding.role else None
    new = NewCoding(code=bench.of(coding.code), role=role, about=coding.about)
    return Located(coding.start, coding.end, new, coder=bench.coders[coding.coder])


# -- comparing ------------------------------------------------------------------------------------


def candidate_rows(bench: Workbench, plan: o.Plan) -> list[o.Row]:
    """Candidates as the room lists them: where each is, whose words, decided or not."""
    by_title = {text.title: text for text in plan.texts}
    with bench.file.read() as db:
        return [
            o.Row(each.n, by_title[each.source_title], each.participant_name, 0, o.CULTURE, "")
            for each in candidates_of(db, bench.viewer, limit=None)
            if each.evidence and not each.decision
        ]


def check(built: Built, asked: Asked) -> None:
    bench, plan = built.bench, built.plan
    request = asked.request(bench)
    rows = candidate_rows(bench, plan) if request.cell == "candidates" else o.rows_of(plan)
    truth = o.Oracle(plan, request, rows, asked.case, asked.wave, asked.coder)
    if request.voice and not any(request.voice in voices for voices in plan.voices.values()):
        with bench.file.read() as db, pytest.raises(UnknownVoice):
            matrix(db, bench.viewer, request)
        return
    with bench.file.read() as db:
        found = matrix(db, bench.viewer, request)
    name = built.named
    columns = {tuple(name(key) for key in each.key): each for each in found.columns}
    own, beneath = truth.cells(beneath=False), truth.cells(beneath=True)
    check_columns(truth, columns, {key for _, key in own})
    headings = {name(each.key): each for each in found.rows}
    counted: dict[Any, int] = {}
    below: dict[Any, int] = {}
    for row, heading in headings.items():
        for at, column in columns.items():
            cell = found.cell(heading, column)
            if cell.value:
                counted[row, at] = cell.value
            if cell.beneath:
                below[row, at] = cell.beneath
            assert cell.codings == (
                0 if request.cell == "candidates" else len({each.item for each in own.get((row, at), [])})
            )
            assert cell.kinds == tuple(sorted({each.text.kind for each in own.get((row, at), [])}))
            assert cell.beneath_informants == len({each.person for each in beneath.get((row, at), [])} - {""})
            assert found.emptiness(heading, column) is None or not own.get((row, at))
    assert counted == {at: value for at, there in own.items() if (value := truth.value(there))}
    assert below == {at: value for at, there in beneath.items() if (value := truth.value(there))}
    for cell_at in sorted(own.keys() | beneath.keys())[:6]:
        check_evidence(
            built,
            truth,
            (headings[cell_at[0]].key, columns[cell_at[1]]),
            (own.get(cell_at, []), beneath[cell_at]),
        )


def check_columns(
    truth: o.Oracle, columns: Mapping[tuple[str, ...], Column], used: set[tuple[str, ...]]
) -> None:
    """Each column says what was collected and who was interviewed; those for “none” are there where used."""
    told, collected = truth.told(), truth.collected()
    places = [n for n, each in enumerate(truth.request.columns) if each in told]
    assert used <= columns.keys()
    for key, column in columns.items():
        part = tuple(key[n] for n in places)
        sources, people = collected.get(part, (set(), set()))
        assert (column.collected, column.interviewed) == (len(sources), len(people)), key
        assert "" not in key or key in used or (sources and "" in part)


def check_evidence(
    built: Built,
    truth: o.Oracle,
    at: tuple[str, Column],
    there: tuple[list[o.Row], list[o.Row]],
) -> None:
    """A cell opened shows exactly what it counts, who said it, and who of the column did not."""
    bench, ids, (row, column) = built.bench, built.ids, at
    told = truth.told()
    part = tuple(built.named(each.key) for each in column.headings if each.dimension in told)
    _, people = truth.collected().get(part, (set(), set()))
    for beneath, rows in enumerate(there):
        with bench.file.read() as db:
            opened = cell_evidence(
                db, bench.viewer, truth.request, row, column.key, beneath=bool(beneath), limit=None
            )
            page = cell_evidence(
                db, bench.viewer, truth.request, row, column.key, beneath=bool(beneath), offset=1, limit=1
            )
        items = {each.item for each in rows}
        assert opened.total == len(items)
        if truth.request.cell == "candidates":
            assert sorted(each.n for each in opened.candidates) == sorted(items)
            assert page.candidates == opened.candidates[1:2]
        else:
            assert sorted(ids[each.id] for each in opened.passages) == sorted(items)
            assert page.passages == opened.passages[1:2]
        assert set(opened.informants) == {each.person for each in rows} - {""}
        assert opened.column == column
        assert set(opened.others_interviewed) == people - set(opened.informants)


def against_the_oracle(template: Workbench, folder: Path, plan: o.Plan, requests: list[Asked]) -> None:
    built = build(plan, template, folder)
    for asked in requests:
        check(built, asked)
    built.bench.study.close()


@given(plan=plans(), requests=st.lists(asked_for, min_size=5, max_size=8))
@settings(max_examples=14, suppress_health_check=list(HealthCheck), phases=NO_SHRINKING)
def test_every_cell_is_what_counting_by_hand_gives(
    template: Workbench, tmp_path_factory: pytest.TempPathFactory, plan: o.Plan, requests: list[Asked]
) -> None:
    against_the_oracle(template, tmp_path_factory.mktemp("study"), plan, requests)


@pytest.mark.slow
@given(plan=plans(), requests=st.lists(asked_for, min_size=15, max_size=25))
@settings(max_examples=40, suppress_health_check=list(HealthCheck), phases=NO_SHRINKING)
def test_every_cell_is_what_counting_by_hand_gives_in_many_studies(
    template: Workbench, tmp_path_factory: pytest.TempPathFactory, plan: o.Plan, requests: list[Asked]
) -> None:
    against_the_oracle(template, tmp_path_factory.mktemp("study"), plan, requests)
