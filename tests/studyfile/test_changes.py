"""A study is a set of changes: births, edits with what they overwrote, and builds that give way to people."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from caseloom.design.kinds import CASE
from caseloom.design.tables import case
from caseloom.rooms import DERIVED, KINDS
from caseloom.studyfile import Build, StudyFile, create_file
from caseloom.studyfile.errors import ChoiceUnknown, NotThere
from caseloom.studyfile.tables import change, item, wording

ANN, BO = uuid4(), uuid4()


@pytest.fixture
def study(tmp_path: Path) -> StudyFile:
    return create_file(tmp_path / "study.caseloom", KINDS, DERIVED)


def items_of(study: StudyFile, entity: UUID) -> list[tuple[str, str | None, list[str]]]:
    with study.read() as db:
        rows = db.execute(
            select(item.c.field, item.c.value, item.c.overwrote)
            .join(change, change.c.n == item.c.change)
            .where(item.c.entity == entity)
            .order_by(change.c.stamp, item.c.field)
        )
        return [(row.field, row.value, json.loads(row.overwrote or "[]")) for row in rows]


def folded(study: StudyFile, entity: UUID, field: str) -> object:
    """The rule of the design, word for word: drop what another overwrote, then the highest (stamp, id)."""
    with study.read() as db:
        rows = db.execute(
            select(change.c.id, change.c.stamp, item.c.value, item.c.overwrote)
            .join(change, change.c.n == item.c.change)
            .where(item.c.entity == entity, item.c.field == field)
        ).all()
    gone = {UUID(hex=each) for row in rows for each in json.loads(row.overwrote or "[]")}
    left = [row for row in rows if row.id not in gone]
    value = json.loads(max(left, key=lambda row: (row.stamp, row.id)).value)
    with study.read() as db:
        is_words = field in CASE.words and value is not None
        return (
            db.scalar(select(wording.c.words).where(wording.c.id == UUID(hex=value))) if is_words else value
        )


def row_of(study: StudyFile, entity: UUID) -> dict[str, object]:
    with study.read() as db:
        row = dict(db.execute(select(case).where(case.c.id == entity)).mappings().one())
        for name in CASE.words:
            row[name] = db.scalar(select(wording.c.words).where(wording.c.id == row[name]))
        return row


def test_a_birth_is_one_item_without_a_field(study: StudyFile) -> None:
    with study.change("case.add", ANN) as made:
        id = made.create(CASE, {"name": "Dundee", "period": "2019/2023"})
    assert items_of(study, id) == [("", None, [])]
    assert row_of(study, id)["name"] == "Dundee"


def test_the_first_edit_also_records_the_birth_value(study: StudyFile) -> None:
    with study.change("case.add", ANN) as made:
        id = made.create(CASE, {"name": "Dundee", "period": "2019"})
    birth = made.id
    with study.change("case.set", BO) as edited:
        assert edited.edit(CASE, id, period="2019/2023")
    assert items_of(study, id) == [
        ("", None, []),
        ("period", '"2019"', []),
        ("period", '"2019/2023"', [birth.hex]),
    ]


def test_an_edit_names_the_change_it_overwrote(study: StudyFile) -> None:
    with study.change("case.add", ANN) as made:
        id = made.create(CASE, {"name": "Dundee"})
    with study.change("case.set", BO) as first:
        first.edit(CASE, id, period="2019")
    with study.change("case.set", ANN) as second:
        second.edit(CASE, id, period="2020")
    assert items_of(study, id)[-1] == ("period", '"2020"', [first.id.hex])


def test_free_text_is_never_in_an_item(study: StudyFile) -> None:
    with study.change("case.add", ANN) as made:
        id = made.create(CASE, {"name": "Dundee"})
    with study.change("case.set", ANN) as edited:
        edited.edit(CASE, id, name="Making Recovery Real")
    with study.read() as db:
        values = [value for value in db.scalars(select(item.c.value)) if value]
    assert values
    assert not any("Dundee" in value or "Recovery" in value for value in values)


def test_the_same_value_again_is_no_change(study: StudyFile) -> None:
    with study.change("case.add", ANN) as made:
        id = made.create(CASE, {"name": "Dundee"})
    with study.change("case.set", ANN) as edited:
        assert not edited.edit(CASE, id, name="Dundee")
    with study.read() as db:
        assert db.scalars(select(change.c.action)).all() == ["case.add"]


def test_stamps_grow_whatever_the_clock_says(study: StudyFile) -> None:
    for time in ("2030-01-01T00:00:00+00:00", "1999-01-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00"):
        study.clock = lambda time=time: time  # type: ignore[misc]
        with study.change("case.add", ANN) as made:
            made.create(CASE, {"name": time})
    with study.read() as db:
        rows = db.execute(select(change.c.stamp, change.c.at).order_by(change.c.n)).all()
    assert [row.stamp for row in rows] == [1, 2, 3]
    assert rows[1].at == "1999-01-01T00:00:00+00:00"


def test_an_error_leaves_nothing_behind(study: StudyFile) -> None:

    def fail_midway() -> None:
        with study.change("case.add", ANN) as made:
            made.create(CASE, {"name": "Dundee"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_midway()
    with study.read() as db:
        assert db.scalars(select(change.c.n)).all() == []
        assert db.scalars(select(wording.c.n)).all() == []


def test_a_value_outside_its_choices_is_refused_with_the_choices(study: StudyFile) -> None:
    from caseloom.design.kinds import SETTING

    with pytest.raises(ChoiceUnknown, match="micro, meso, macro"), study.change("setting.add", ANN) as made:
        made.create(SETTING, {"name": "Ward", "level": "tiny"})


def test_editing_what_is_not_there_is_refused(study: StudyFile) -> None:
    with pytest.raises(NotThere), study.change("case.set", ANN) as edited:
        edited.edit(CASE, uuid4(), name="x")


# -- builds ---------------------------------------------------------------------------------------


def build(study: StudyFile, **values: object) -> tuple[UUID, Build]:
    author = Build("case/dundee")
    with study.change("case.add", author) as made:
        id = made.put(CASE, values, key="dundee")
    return id, author


def test_a_build_has_no_author_and_stamp_zero_and_the_same_ids_everywhere(tmp_path: Path) -> None:
    root = uuid4()
    one, two = (create_file(tmp_path / name, KINDS, DERIVED, root) for name in ("a", "b"))
    assert build(one, name="Dundee")[0] == build(two, name="Dundee")[0]
    with one.read() as a, two.read() as b:
        columns = (change.c.id, change.c.stamp, change.c.author, change.c.at)
        assert a.execute(select(*columns)).all() == b.execute(select(*columns)).all()
        assert a.execute(select(change.c.stamp, change.c.author, change.c.at)).all() == [(0, None, None)]


def test_the_same_build_again_writes_nothing(study: StudyFile) -> None:
    build(study, name="Dundee", period="2019")
    build(study, name="Dundee", period="2019")
    with study.read() as db:
        assert len(db.scalars(select(change.c.n)).all()) == 1


def test_a_later_build_overwrites_what_builds_wrote(study: StudyFile) -> None:
    id, _ = build(study, name="Dundee", period="2019")
    build(study, name="Dundee", period="2019/2023")
    _, author = build(study, name="Dundee", period="2018/2023")
    assert row_of(study, id)["period"] == folded(study, id, "period") == "2018/2023"
    assert author.differences == []


def test_where_a_person_edited_the_person_stands_and_the_difference_is_listed(study: StudyFile) -> None:
    id, _ = build(study, name="Dundee", period="2019")
    with study.change("case.set", ANN) as edited:
        edited.edit(CASE, id, name="Making Recovery Real")
    _, author = build(study, name="Dundee City", period="2020")
    assert row_of(study, id)["name"] == "Making Recovery Real"
    assert row_of(study, id)["period"] == "2020"
    assert [(each.field, each.declared, each.stands) for each in author.differences] == [
        ("name", "Dundee City", "Making Recovery Real")
    ]


def test_what_a_person_took_out_a_build_does_not_bring_back(study: StudyFile) -> None:
    id, _ = build(study, name="Dundee")
    with study.change("case.remove", ANN) as edited:
        edited.remove(CASE, id)
    build(study, name="Dundee")
    assert row_of(study, id)["gone"] == 1


FIELDS = st.sampled_from(["name", "period", "served", "gone"])
VALUES: dict[str, Callable[[int], object]] = {
    "name": lambda number: f"v{number}",
    "period": lambda number: f"200{number}",
    "served": lambda number: f"v{number}",
    "gone": lambda number: number % 2,
}
WHO = st.sampled_from(["ann", "bo", "build"])


@settings(max_examples=40)
@given(st.lists(st.tuples(WHO, FIELDS, st.integers(0, 3)), max_size=12))
def test_a_row_is_the_fold_of_its_changes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, int]]
) -> None:
    study = create_file(tmp_path_factory.mktemp("fold") / "s.caseloom", KINDS, DERIVED)
    id, _ = build(study, name="v0", period="2000", served="v0")
    people = {"ann": ANN, "bo": BO}
    for who, field, number in steps:
        value: object = (
            number % 2 if field == "gone" else f"200{number}" if field == "period" else f"v{number}"
        )
        if who == "build":
            if field != "gone":
                build(study, **{field: value})
        else:
            with study.change("case.set", people[who]) as edited:
                edited.edit(CASE, id, **{field: value})
    edited_fields = {field for field, _, _ in items_of(study, id) if field}
    row = row_of(study, id)
    for field in edited_fields:
        assert folded(study, id, field) == row[field]
    study.close()
