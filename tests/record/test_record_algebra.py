"""The algebra of the record: whatever three people do in copies of their own, merging makes one study."""

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Select, Table, select

from caseloom.coding.readings import passages
from caseloom.design.readings import participants
from caseloom.record import actions as record
from caseloom.record.catalogue import ACTIONS, EVERYTHING
from caseloom.record.model import BuiltOn, NothingToRedo, NothingToUndo
from caseloom.record.readings import next_acts, withdrawal
from caseloom.rooms import KINDS, OpenStudy, merge_studies, open_study
from caseloom.studyfile.catalogue import GONE
from caseloom.studyfile.checking import check
from caseloom.studyfile.conflicts import conflicts, used_though_taken_out
from caseloom.studyfile.fold import stories
from caseloom.studyfile.tables import change, item
from caseloom.team.actions import join
from caseloom.team.model import Viewer
from tests.record.player import Player, at_work, changes_of, first_copy, rows_of, the_study

PEOPLE = ("Ann", "Bo", "Cleo")
seeds = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return first_copy(tmp_path_factory.mktemp("first"))


def begin(first: Path, folder: Path) -> Path:
    path = folder / "first.caseloom"
    path.write_bytes(first.read_bytes())
    return path


def damage(path: Path) -> list[str]:
    with closing(open_study(path)) as opened:
        return [str(each) for each in check(opened.file) if each.weight != "note"]


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[Any]:
    """Where two studies differ, named so that a failing history can be read."""
    found: list[Any] = []
    for part, said in one.items():
        left, right = (_flat(each) for each in (said, other[part]))
        keys = [key for key in left.keys() | right.keys() if left.get(key, "none") != right.get(key, "none")]
        found += [(part, key, left.get(key), right.get(key)) for key in keys]
    return found[:5]


def _flat(part: dict[Any, Any]) -> dict[Any, Any]:
    if all(isinstance(rows, dict) for rows in part.values()):
        return {(kind, id): row for kind, rows in part.items() for id, row in rows.items()}
    return part


def merge(folder: Path, name: str, *copies: Path) -> Path:
    to = folder / f"{name}.caseloom"
    merge_studies(copies, to)
    return to


def three_copies(first: Path, folder: Path, seed: int, moves: int) -> list[Path]:
    start = begin(first, folder)
    copies = []
    for place, name in enumerate(PEOPLE):
        with at_work(start, name, seed + place) as player:
            player.play(moves)
            copies.append(player.file.path)
    return copies


def holds(first: Path, folder: Path, seed: int, moves: int) -> None:
    """Every law at once on one history."""
    a, b, c = three_copies(first, folder, seed, moves)
    for each in (a, b, c):
        assert damage(each) == []
        obeys_the_catalogue(each)
    before = [each.read_bytes() for each in (a, b, c)]
    ab, ba = merge(folder, "ab", a, b), merge(folder, "ba", b, a)
    assert damage(ab) == []
    assert differences(the_study(ab), the_study(ba)) == [], "commutative"
    ab_c, a_bc = merge(folder, "ab_c", ab, c), merge(folder, "a_bc", a, merge(folder, "bc", b, c))
    assert damage(ab_c) == []
    assert differences(the_study(ab_c), the_study(a_bc)) == [], "associative"
    assert differences(the_study(ab_c), the_study(merge(folder, "all", c, a, b))) == [], "in any order"
    again = merge(folder, "again", ab_c, a, ab)
    assert differences(the_study(again), the_study(ab_c)) == [], "idempotent"
    assert [each.read_bytes() for each in (a, b, c)] == before, "inputs are left as they are"
    erased_everywhere(ab_c)


def obeys_the_catalogue(path: Path) -> None:
    """Every change wrote only what the law of its action allows."""
    opened = open_study(path)
    with opened.file.read() as db:
        rows = db.execute(
            select(change.c.action, item.c.kind, item.c.field, item.c.overwrote).join(
                item, item.c.change == change.c.n
            )
        ).all()
    opened.close()
    for row in rows:
        law = ACTIONS[row.action]
        first_value = row.field != "" and row.overwrote is None and law.allows(row.kind, "")
        assert first_value or law.allows(row.kind, row.field) or law.allows(EVERYTHING, row.field), row


def erased_everywhere(path: Path) -> None:
    opened = open_study(path)
    with opened.file.read() as db:
        out = set(db.scalars(select(item.c.entity).where(item.c.field == "erased")))
    rows = rows_of(opened.file)
    opened.close()
    assert not out & {id for kind in rows.values() for id in kind}


@settings(max_examples=6)
@given(seed=seeds)
def test_copies_that_people_changed_apart_become_one_study(
    first: Path, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    holds(first, tmp_path_factory.mktemp("copies"), seed, moves=25)


@pytest.mark.slow
@settings(max_examples=3)
@given(seed=seeds)
def test_copies_with_two_hundred_moves_each(
    first: Path, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    holds(first, tmp_path_factory.mktemp("copies"), seed, moves=200)


@settings(max_examples=10)
@given(seed=seeds, moves=st.integers(1, 40))
def test_undo_then_redo_is_the_identity(
    first: Path, tmp_path_factory: pytest.TempPathFactory, seed: int, moves: int
) -> None:
    start = begin(first, tmp_path_factory.mktemp("undo"))
    with at_work(start, "Ann", seed) as player:
        player.play(moves)
        before = rows_of(player.file)
        undone = 0
        while undone < 15 and player.move("undo"):
            undone += 1
        for _ in range(undone):
            assert player.move("redo")
        assert rows_of(player.file) == before
        assert changes_of(player.file)["changes"]
    assert damage(player.file.path) == []


@settings(max_examples=10)
@given(seed=seeds, moves=st.integers(5, 60))
def test_after_a_withdrawal_every_undo_and_redo_changes_something_until_nothing_is_left(
    first: Path, tmp_path_factory: pytest.TempPathFactory, seed: int, moves: int
) -> None:
    start = begin(first, tmp_path_factory.mktemp("left"))
    with at_work(start, "Ann", seed) as ann:
        bo = OpenStudy(ann.file, Viewer(join(ann.file, "Bo")))
        ann.play(moves)
        for _ in range(ann.dice.randint(0, 4)):
            ann.move("undo")
        there = ann.read(participants)
        for who in ann.dice.sample(there, min(len(there), ann.dice.randint(0, 2))):
            record.withdraw(bo.file, bo.viewer, withdrawal(bo.file, bo.viewer, who.id))
        each_changes_something(ann, record.redo, NothingToRedo)
        each_changes_something(ann, record.undo, NothingToUndo)
        each_changes_something(ann, record.redo, NothingToRedo)
        assert damage_in(ann) == []


def each_changes_something(player: Player, take: Callable[..., Any], nothing: type[Exception]) -> None:
    """Until there is nothing more, or what others built on it is in the way: then nothing is changed.

    Of a conflict that was settled for the side that stood, what changes is that it waits again.
    """

    def state() -> Any:
        with player.file.read() as db:
            return rows_of(player.file), conflicts(db, KINDS), used_though_taken_out(db, KINDS)

    while True:
        before, offered = state(), player.read(next_acts, KINDS)
        try:
            taken = take(player.file, player.viewer)
        except nothing:
            assert offered[take is record.redo] is None
            return
        except BuiltOn:
            assert state() == before
            return
        assert state() != before, str(taken)


def work_of(player: Player) -> dict[str, set[Any]]:
    """What a person did that stands: rows they made, fields that say their word, passages they coded.

    A row that somebody else brought back after it was taken out is in sight by that person's doing.
    """
    who = player.viewer.person.id
    edited = select(item.c.kind, item.c.entity).where(item.c.field != "").distinct()
    with player.file.read() as db:
        born = {
            (kind.name, id)
            for kind in KINDS.values()
            if not kind.immutable
            for id in db.scalars(rows_made_by(KINDS.table(kind.name), who))
            if not brought_back(db, kind.name, id, who)
        }
        said = {
            (row.kind, row.entity, field, story.stands.value)
            for row in db.execute(edited).all()
            for field, story in stories(db, row.kind, row.entity).items()
            if story.stands is not None and story.stands.author == who and story.stands.undoes is None
        }
        coded = {
            (each.id, each.start, each.end, each.quote)
            for each in passages(db, player.viewer, limit=None)
            if each.coder == who
        }
    return {"born": born, "said": said, "coded": coded}


def brought_back(db: Connection, kind: str, id: UUID, who: UUID) -> bool:
    gone = stories(db, kind, id).get(GONE)
    return gone is not None and gone.stands is not None and gone.stands.author != who


def rows_made_by(table: Table, who: UUID) -> Select[UUID]:
    return (
        select(table.c.id)
        .join(change, change.c.n == table.c.born)
        .where(change.c.author == who, table.c.gone == 0)
    )


@settings(max_examples=3)
@given(seed=seeds, turns=st.integers(4, 40))
def test_undo_never_takes_another_s_work_along(
    first: Path, tmp_path_factory: pytest.TempPathFactory, seed: int, turns: int
) -> None:
    start = begin(first, tmp_path_factory.mktemp("together"))
    with at_work(start, "Ann", seed) as ann:
        bo = Player(OpenStudy(ann.file, Viewer(join(ann.file, "Bo"))), ann.folder, random.Random(seed + 1))
        for turn in range(turns):
            (ann, bo)[turn % 2].play(2)
        before = work_of(bo)
        for _ in range(20):
            ann.move("undo")
            after = work_of(bo)
            for part in ("born", "said", "coded"):
                assert before[part] <= after[part], part
        assert damage_in(ann) == []


def damage_in(player: Player) -> list[str]:
    return [str(each) for each in check(player.file) if each.weight != "note"]
