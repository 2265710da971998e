"""The picture of the record in the documentation is what the program really wrote."""

import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

from caseloom.design import actions as design
from caseloom.design.model import NewCase, StudyCard
from caseloom.record import actions as record
from caseloom.record.readings import conflicts_told, in_words, name_of
from caseloom.rooms import KINDS, create_study, merge_studies, open_study
from caseloom.studyfile.fold import field_story
from caseloom.team.model import READER
from docs.record_picture import Shown, draw

PICTURE = Path(__file__).resolve().parents[2] / "docs/images/record.svg"
REDRAW = "Say CASELOOM_REDRAW=1 to draw docs/images/record.svg again."


def the_story(folder: Path) -> list[Shown]:
    """Ann and Bo rename a case, each in a copy; Ann merges, settles for her own, undoes and redoes that."""
    ann_has, bo_has, merged = (folder / f"{name}.caseloom" for name in ("ann", "bo", "merged"))
    with closing(create_study(ann_has, StudyCard(title="Gardens"), as_name="Ann")) as ann:
        case = design.add(ann.file, ann.viewer, NewCase(name="North"))
        shutil.copy(ann_has, bo_has)
        design.set_field(ann.file, ann.viewer, "case", case, name="Northern garden")
    with closing(open_study(bo_has, as_name="Bo")) as bo:
        design.set_field(bo.file, bo.viewer, "case", case, name="The north")
    merge_studies([ann_has, bo_has], merged)
    with closing(open_study(merged, as_name="Ann")) as ann:
        with ann.file.read() as db:
            [conflict] = conflicts_told(db, ann.viewer, KINDS)
        chosen = next(side.change for side in conflict.sides if side.who == "Ann")
        record.settle_conflict(ann.file, ann.viewer, conflict, chosen)
        record.undo(ann.file, ann.viewer)
        record.redo(ann.file, ann.viewer)
        with ann.file.read() as db:
            return shown(db, case)


def shown(db: Any, case: Any) -> list[Shown]:
    story = field_story(db, "case", case, "name")
    ordered = sorted(story.written.values(), key=lambda each: (each.stamp, name_of(db, each.author)))
    places = {each.change: place for place, each in enumerate(ordered)}
    return [
        Shown(
            each.stamp,
            name_of(db, each.author),
            each.action,
            str(in_words(db, READER, KINDS, "case", "name", each.value)),
            tuple(sorted(places[id] for id in each.overwrote)),
            stands=each == story.stands,
        )
        for each in ordered
    ]


def test_the_picture_shows_what_was_written(tmp_path: Path) -> None:
    story = the_story(tmp_path)
    assert [(each.who, each.action, each.over) for each in story] == [
        ("Ann", "case.add", ()),
        ("Ann", "case.set", (0,)),
        ("Bo", "case.set", (0,)),
        ("Ann", "conflict.settle", (1, 2)),
        ("Ann", "undo", (3,)),
        ("Ann", "redo", (4,)),
    ]
    assert [each.says for each in story[3:]] == ["Northern garden", "The north", "Northern garden"]
    assert story[-1].stands
    if os.environ.get("CASELOOM_REDRAW"):
        PICTURE.write_text(draw(story), encoding="utf-8")
    assert PICTURE.read_text(encoding="utf-8") == draw(story), REDRAW
