"""What is told before somebody withdraws: every text that names the person, and no more than goes."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from caseloom.building import build
from caseloom.design.readings import participants
from caseloom.record import actions as record
from caseloom.record.model import Withdrawal
from caseloom.record.readings import withdrawal
from caseloom.rooms import OpenStudy, create_for_build, open_study

TEACHING = Path(__file__).resolve().parents[2] / "examples/teaching"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("told") / "teaching.caseloom"
    build(TEACHING / "study.toml", TEACHING, lambda id: create_for_build(path, id))
    return path


@pytest.fixture
def study(built: Path, tmp_path: Path) -> Iterator[OpenStudy]:
    shutil.copy(built, tmp_path / "study.caseloom")
    with closing(open_study(tmp_path / "study.caseloom", as_name="Ann")) as opened:
        yield opened


def named(study: OpenStudy, name: str) -> UUID:
    with study.file.read() as db:
        return next(each.id for each in participants(db, study.viewer) if name in each.name)


def told(study: OpenStudy, name: str) -> Withdrawal:
    return withdrawal(study.file, study.viewer, named(study, name))


# -- how much goes ----------------------------------------------------------------------------------


def test_what_went_before_is_not_counted_again(study: OpenStudy) -> None:
    names = ("Desmond", "Maja", "Head of service", "Alasdair")
    before = {name: dict(told(study, name).counts) for name in names}
    record.withdraw(study.file, study.viewer, told(study, "Shona"))
    after = {name: dict(told(study, name).counts) for name in names}
    assert after == before
    assert after["Desmond"]["source"] == 1
    assert "source" not in after["Head of service"]
