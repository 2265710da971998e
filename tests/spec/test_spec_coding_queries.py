"""Queries over codings: which codings of one code stand so to those of another."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caseloom.coding.actions import (
    add_coding,
    remove_coding_query,
    save_coding_query,
    set_coding_query,
)
from caseloom.coding.model import NewCoding, QueryNameMissing, Quotation
from caseloom.coding.readings import coding_queries, passages, related_codings, voice_key
from caseloom.coding.relations import Wish
from caseloom.record.actions import undo
from caseloom.sources.model import SpeakerRule
from caseloom.studyfile import new_id
from caseloom.studyfile.errors import NotThere
from tests.analysis.workbench import Workbench, open_workbench

TALK = """Ida Berg: We had no money at first, and then the council paid for the oven.

Olof Lind: The money came late.

Ida Berg: 后来我们有了钱，大家都很高兴。"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = open_workbench(tmp_path)
    bench.person("Ida Berg", "baker")
    bench.person("Olof Lind", "council")
    for label in ("Money", "Council", "Joy"):
        bench.code(label)
    bench.code("Cash", parent="Money")
    rules = tuple(
        SpeakerRule("respondent", frozenset({name}), participant=id) for name, id in bench.people.items()
    )
    bench.source("talk", TALK, "focus_group", rules=rules)
    bench.source("other", "Ida Berg: The money was the council's.")
    for source, words, code, valence in (
        ("talk", "no money at first", "Money", "hinders"),
        ("talk", "the council paid for the oven", "Council", None),
        ("talk", "paid", "Cash", "helps"),
        ("talk", "The money came late", "Money", None),
        ("talk", "The money came late", "Council", None),
        ("talk", "有了钱", "Money", "helps"),
        ("talk", "大家都很高兴", "Joy", None),
        ("other", "The money", "Money", None),
    ):
        new = NewCoding(code=bench.of(code), valence=valence)
        add_coding(bench.file, bench.viewer, bench.sources[source], Quotation(quote=words), new)
    yield bench
    bench.study.close()


def found(bench: Workbench, code: str, relation: str, other: str, **said: Any) -> dict[str, list[str]]:
    """The words of each coding found, with the words of those beside it."""
    wish = Wish(relation=relation, code=bench.of(code).hex, other=bench.of(other).hex, **said)
    with bench.file.read() as db:
        quotes = {each.n: each.quote for each in passages(db, bench.viewer, limit=None)}
        pairs = related_codings(db, bench.viewer, wish)
    return {quotes[each.n]: [quotes[n] for n in each.others] for each in pairs}


LATE, PAID, FIRST = "The money came late", "the council paid for the oven", "no money at first"

# A title; the first code, the relation, the other; what more is asked; what is found beside what.
ASKED: list[tuple[str, tuple[str, str, str], dict[str, Any], dict[str, list[str]]]] = [
    ("on the same passage", ("Money", "same", "Council"), {}, {LATE: [LATE]}),
    ("inside takes in the same passage", ("Money", "inside", "Council"), {}, {LATE: [LATE]}),
    (
        "with the codes beneath",
        ("Money", "inside", "Council"),
        {"code_below": True},
        {"paid": [PAID], LATE: [LATE]},
    ),
    (
        "around is inside the other way round",
        ("Council", "around", "Money"),
        {"other_below": True},
        {PAID: ["paid"], LATE: [LATE]},
    ),
    (
        "apart also where the other is nowhere",
        ("Money", "apart", "Council"),
        {},
        {FIRST: [], "有了钱": [], "The money": []},
    ),
    (
        "near within no word: the next answer begins where hers ends, labels are no words between",
        ("Money", "near", "Council"),
        {},
        {LATE: [PAID, LATE]},
    ),
    (
        "near within two words: “and then”",
        ("Money", "near", "Council"),
        {"within": 2},
        {FIRST: [PAID], LATE: [PAID, LATE]},
    ),
    (
        "in Chinese each character is a word: “后来我们”",
        ("Money", "near", "Council"),
        {"within": 4},
        {FIRST: [PAID], LATE: [PAID, LATE], "有了钱": [LATE]},
    ),
    ("a comma is no word", ("Money", "near", "Joy"), {}, {"有了钱": ["大家都很高兴"]}),
    ("in the same turn", ("Money", "near", "Joy"), {"unit": "turns"}, {"有了钱": ["大家都很高兴"]}),
    (
        "one turn away",
        ("Money", "near", "Council"),
        {"unit": "turns", "within": 1},
        {FIRST: [PAID, LATE], LATE: [PAID, LATE], "有了钱": [LATE]},
    ),
    ("sifted by valence", ("Money", "near", "Council"), {"within": 7, "valence": "hinders"}, {FIRST: [PAID]}),
    ("sifted by time stated", ("Money", "same", "Council"), {"about": "stated"}, {}),
    (
        "sifted by kind of source",
        ("Money", "apart", "Council"),
        {"source_kind": "interview"},
        {"The money": []},
    ),
    ("by another coder", ("Money", "same", "Council"), {"by": "another"}, {}),
    ("by the same coder", ("Money", "same", "Council"), {"by": "same"}, {LATE: [LATE]}),
    ("a case that is no more", ("Money", "same", "Council"), {"case": "0" * 32}, {}),
    ("a code that is no more", ("Money", "same", "Council"), {"voice": "0" * 16}, {}),
]


@pytest.mark.parametrize(("title", "codes", "more", "expected"), ASKED, ids=[row[0] for row in ASKED])
def test_which_codings_stand_so(
    bench: Workbench, title: str, codes: tuple[str, str, str], more: dict[str, Any], expected: dict[str, Any]
) -> None:
    code, relation, other = codes
    assert found(bench, code, relation, other, **more) == expected, title


def test_by_voice_participant_and_coder(bench: Workbench) -> None:
    assert found(bench, "Money", "same", "Council", voice=voice_key("council")) == {LATE: [LATE]}
    assert found(bench, "Money", "same", "Council", voice=voice_key("baker")) == {}
    olof = bench.people["Olof Lind"].hex
    assert found(bench, "Money", "near", "Council", within=9, participant=olof) == {LATE: [PAID, LATE]}
    bo = bench.as_person("Bo")
    assert bo.person is not None
    quotation, new = Quotation(quote="came late"), NewCoding(code=bench.of("Money"))
    add_coding(bench.file, bo, bench.sources["talk"], quotation, new)
    assert found(bench, "Money", "inside", "Council", coder=bo.person.id.hex) == {"came late": [LATE]}
    assert found(bench, "Money", "inside", "Council", by="another") == {"came late": [LATE]}
    assert found(bench, "Money", "inside", "Money", by="another") == {"came late": [LATE]}


def test_a_query_is_saved_changed_taken_out_and_undone(bench: Workbench) -> None:
    wish = Wish(relation="near", code=bench.of("Money").hex, other=bench.of("Joy").hex, within=5)
    ids = {save_coding_query(bench.file, bench.viewer, " Money and joy ", wish, key="form") for _ in range(2)}
    [id] = ids
    assert saved(bench) == [("Money and joy", wish)]
    other = Wish(relation="same", code=wish.code, other=wish.other)
    assert set_coding_query(bench.file, bench.viewer, id, name="Together", wish=other, note="of joy")
    assert not set_coding_query(bench.file, bench.viewer, id)
    assert saved(bench) == [("Together", other)]
    undo(bench.file, bench.viewer)
    assert saved(bench) == [("Money and joy", wish)]
    assert remove_coding_query(bench.file, bench.viewer, id)
    assert saved(bench) == []
    undo(bench.file, bench.viewer)
    assert saved(bench) == [("Money and joy", wish)]
    for amiss in ("", "  "):
        with pytest.raises(QueryNameMissing):
            save_coding_query(bench.file, bench.viewer, amiss, wish)
        with pytest.raises(QueryNameMissing):
            set_coding_query(bench.file, bench.viewer, id, name=amiss)
    with pytest.raises(NotThere):
        set_coding_query(bench.file, bench.viewer, new_id(), name="x")


def saved(bench: Workbench) -> list[tuple[str, Wish | None]]:
    with bench.file.read() as db:
        return [(each.name, each.wish) for each in coding_queries(db, bench.viewer)]
