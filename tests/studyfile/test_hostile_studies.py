"""A damaged or hostile study: one sentence or a study that can be read, and its bytes as they were."""

import contextlib
import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from caseloom.analysis.model import MatrixRequest
from caseloom.analysis.readings import matrix
from caseloom.analysis.readings.dimensions import code_axis
from caseloom.cli.door import run
from caseloom.coding.actions import add_code
from caseloom.coding.model import NewCode
from caseloom.coding.readings import candidates_of, codes, passages
from caseloom.design.readings import participants
from caseloom.language import CaseloomError
from caseloom.notebook import identity
from caseloom.overview.readings import home
from caseloom.record.actions import redo, undo
from caseloom.record.readings import conflicts_told, history, next_acts, withdrawal
from caseloom.rooms import KINDS, OpenStudy, merge_studies, open_study
from caseloom.sources.readings import search_sources, source_text, sources
from caseloom.studyfile.checking import check
from caseloom.studyfile.copying import copy_file
from caseloom.studyfile.errors import DamagedStudy, NoMoreChanges, SpoiledStudy, StudyFileError
from caseloom.studyfile.undo import NotOurs
from tests.record.player import at_work, first_copy


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A study in which somebody did a bit of everything."""
    with at_work(first_copy(tmp_path_factory.mktemp("sound")), "Ann", seed=3) as player:
        player.play(60)
        for label in ("The first", "The last"):
            add_code(player.file, player.viewer, NewCode(label=label))
        path = player.file.path
    return path.read_bytes()


@pytest.fixture
def path(sound: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "study.caseloom"
    path.write_bytes(sound)
    return path


# -- reading all of it --------------------------------------------------------------------------------


def readings(study: OpenStudy) -> Iterator[Callable[[], Any]]:
    """Everything that the doors show of a study."""
    viewer = study.viewer

    def of(reading: Callable[..., Any], *given: Any, **named: Any) -> Callable[[], Any]:
        def read() -> Any:
            with study.file.read() as db:
                return reading(db, viewer, *given, **named)

        return read

    yield lambda: [str(act) for act in of(history, KINDS, limit=None)()]
    yield of(conflicts_told, KINDS)
    yield of(next_acts, KINDS)
    yield of(home)
    yield of(codes)
    yield of(passages, limit=None)
    yield of(candidates_of, limit=None)
    yield of(search_sources, "money OR garden")
    yield of(matrix, MatrixRequest())
    yield lambda: [of(source_text, each.id)() for each in of(sources)()]
    yield lambda: [withdrawal(study.file, viewer, each.id) for each in of(participants)()]
    yield lambda: check(study.file)


def read_all(path: Path) -> int:
    """Open and read all of it; how many readings worked. Anything but a sentence fails the test."""
    before, worked = path.read_bytes(), 0
    with contextlib.suppress(StudyFileError), contextlib.closing(open_study(path)) as opened:
        study = OpenStudy(opened.file, identity.reading_as(opened, "Ann"))
        for reading in readings(study):
            with contextlib.suppress(CaseloomError):
                reading()
                worked += 1
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    return worked


def test_a_sound_study_can_be_read(path: Path) -> None:
    assert read_all(path) == 12


@pytest.mark.parametrize("part", [n / 23 for n in range(23)])
def test_cut_off_anywhere(path: Path, sound: bytes, part: float) -> None:
    path.write_bytes(sound[: int(len(sound) * part)])
    with pytest.raises(StudyFileError):
        open_study(path)
    read_all(path)


def flip(path: Path, sound: bytes, dice: random.Random) -> None:
    at = dice.randrange(len(sound))
    # Half of the file is empty room on its pages: a byte that says something says more.
    while not sound[at]:
        at = dice.randrange(len(sound))
    path.write_bytes(sound[:at] + bytes([sound[at] ^ dice.randrange(1, 256)]) + sound[at + 1 :])


def test_flipped_bytes(path: Path, sound: bytes) -> None:
    dice = random.Random(1)
    for _ in range(60):
        flip(path, sound, dice)
        read_all(path)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_flipped_bytes_at_a_thousand_places(path: Path, sound: bytes, part: int) -> None:
    dice = random.Random(100 + part)
    for _ in range(100):
        flip(path, sound, dice)
        read_all(path)


# -- what a stranger may write into it ----------------------------------------------------------------


def stranger(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        for statement in statements:
            assert db.execute(statement).rowcount != 0, "it changes something"
        db.commit()


LAST = "(SELECT n FROM change ORDER BY stamp DESC, id DESC LIMIT 1)"
CODE = "(SELECT entity FROM item WHERE change = " + LAST + " AND kind = 'code' AND field = '')"
ZEROS = "x'00000000000000000000000000000000'"


def written(field: str, value: str, overwrote: str = "[]", kind: str = "code", knew: str = "[]") -> str:
    """An item more of the last change, which made a code."""
    return (
        f"INSERT INTO item (change, kind, entity, field, value, overwrote, knew) "
        f"VALUES ({LAST}, '{kind}', {CODE}, '{field}', '{value}', '{overwrote}', '{knew}')"
    )


SPOILS = {
    "a kind that nobody declares": written("name", '"x"', kind="spaceship"),
    "the birth of one": f"INSERT INTO item (change, kind, entity) VALUES ({LAST}, 'spaceship', {ZEROS})",
    "a field that nobody declares": written("colour of the sky", '"blue"'),
    "a value that is no JSON": written("colour", "{"),
    "a value of another sort": written("colour", "[1, 2]"),
    "an id that is none": written("label", '"not an id"'),
    "words that are a number": written("label", "7"),
    "a number as large as none": written("position", "9" * 30),
    "JSON as deep as none": written("colour", "[" * 100_000),
    "overwrote that is no JSON": written("colour", '"red"', "nothing"),
    "overwrote that is no list": written("colour", '"red"', "7"),
    "overwrote that names no id": written("colour", '"red"', '["x"]'),
    "knew that is no JSON": written("gone", "1", knew="nothing"),
    "knew that names no id": written("gone", "1", knew='["x"]'),
    "an entity of three bytes": f"INSERT INTO item (change, kind, entity) VALUES ({LAST}, 'code', x'010203')",
    "an author of three bytes": f"UPDATE change SET author = x'010203' WHERE n = {LAST}",
    "a stamp as high as none": f"UPDATE change SET stamp = 9223372036854775807 WHERE n = {LAST}",
    "a stamp below zero": f"UPDATE change SET stamp = -1 WHERE n = {LAST}",
    "a text that is none": f"UPDATE change SET action = CAST(x'ff41' AS TEXT) WHERE n = {LAST}",
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_what_cannot_be_read_is_named_and_merged_with_nothing(path: Path, spoil: str, tmp_path: Path) -> None:
    other = copy_file(path, tmp_path.parent / f"{tmp_path.name} sound.caseloom")
    stranger(path, SPOILS[spoil])
    read_all(path)
    with contextlib.closing(open_study(path)) as study:
        assert [each.weight for each in check(study.file)][:1] == ["damage"]
    before = path.read_bytes(), other.read_bytes()
    to = tmp_path / "merged.caseloom"
    for inputs in ([path, other], [other, path]):
        with pytest.raises(SpoiledStudy) as told:
            merge_studies(inputs, to)
        assert str(path) in str(told.value)
    assert (path.read_bytes(), other.read_bytes()) == before
    assert not to.exists()


@pytest.mark.parametrize("spoil", SPOILS)
def test_at_the_command_line_it_is_one_sentence(
    path: Path, spoil: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger(path, SPOILS[spoil])
    for command in (["show", str(path)], ["check", str(path)], ["matrix", str(path)]):
        assert run(command) != 1
        assert "Traceback" not in "".join(capsys.readouterr())


@pytest.mark.parametrize("spoil", ["a kind that nobody declares", "a field that nobody declares"])
def test_an_act_that_wrote_what_nobody_declares_is_told_and_not_undone(path: Path, spoil: str) -> None:
    stranger(path, SPOILS[spoil])
    with contextlib.closing(open_study(path, as_name="Ann")) as study:
        before = path.read_bytes()
        with study.file.read() as db:
            told = [str(act) for act in history(db, study.viewer, KINDS, limit=1)]
        assert told == ["Ann made the code The last."]
        with pytest.raises(NotOurs):
            undo(study.file, study.viewer)
        assert path.read_bytes() == before


def test_an_action_that_nobody_declares_is_told_by_its_name_and_stays(path: Path, tmp_path: Path) -> None:
    """A later program of the same form may have it: it is merged like any other."""
    other = copy_file(path, tmp_path / "other.caseloom")
    stranger(path, f"UPDATE change SET action = 'spaceship.launch' WHERE n = {LAST}")
    with contextlib.closing(open_study(path, as_name="Ann")) as study:
        with study.file.read() as db:
            assert "spaceship.launch" in str(history(db, study.viewer, KINDS, limit=1)[0])
        undo(study.file, study.viewer)
        assert "The last" in labels_of(study)
    merge_studies([path, other], tmp_path / "merged.caseloom")


def labels_of(study: OpenStudy) -> list[str]:
    with study.file.read() as db:
        return [each.label for each in codes(db, study.viewer)]


def test_an_id_of_the_study_that_is_no_text_is_refused(path: Path) -> None:
    stranger(path, "UPDATE meta SET value = CAST(x'ff' AS TEXT)")
    with pytest.raises(StudyFileError):
        open_study(path)
    assert read_all(path) == 0


def test_after_the_highest_stamp_nothing_can_be_written_and_a_sentence_says_so(path: Path) -> None:
    stranger(path, SPOILS["a stamp as high as none"])
    with contextlib.closing(open_study(path, as_name="Ann")) as study:
        before = path.read_bytes()
        with pytest.raises(NoMoreChanges):
            add_code(study.file, study.viewer, NewCode(label="One more"))
        with pytest.raises(NoMoreChanges):
            undo(study.file, study.viewer)
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TABLE IF NOT EXISTS turn_index_more (x)",
        "CREATE TEMP TRIGGER t AFTER INSERT ON item BEGIN SELECT 1; END; CREATE TABLE t (x)",
        "CREATE VIEW history AS SELECT randomblob(2000000000) FROM change",
        "CREATE TRIGGER t AFTER UPDATE ON meta BEGIN DELETE FROM source; END",
    ],
)
def test_nothing_that_was_planted_runs(path: Path, planted: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(planted)
    before = path.read_bytes()
    with pytest.raises(DamagedStudy):
        open_study(path)
    assert path.read_bytes() == before


# -- circles ------------------------------------------------------------------------------------------


def circle_of_parents(db: sqlite3.Connection) -> None:
    """Two codes, each beneath the other: what two honest people make in copies of their own."""
    ids = [id for (id,) in db.execute("SELECT id FROM code WHERE construct IS NULL LIMIT 2")]
    for here, there in (ids, ids[::-1]):
        db.execute("UPDATE code SET parent = ? WHERE id = ?", (there, here))


def circle_of_texts(db: sqlite3.Connection) -> None:
    db.execute("UPDATE revision SET follows = id")


def circle_of_undoing(db: sqlite3.Connection) -> None:
    ids = [id for (id,) in db.execute("SELECT id FROM change ORDER BY stamp DESC LIMIT 3")]
    for here, there in zip(ids, [*ids[1:], ids[0]], strict=True):
        db.execute("UPDATE change SET undoes = ?, action = 'undo' WHERE id = ?", (there, here))


def circle_of_writing(db: sqlite3.Connection) -> None:
    """Two values of a field, each of which overwrote the other."""
    code = db.execute("SELECT id FROM code WHERE construct IS NULL").fetchone()[0]
    changes = db.execute("SELECT n, id FROM change ORDER BY stamp DESC LIMIT 2").fetchall()
    for (n, id), (_, other) in zip(changes, changes[::-1], strict=True):
        over = json.dumps([other.hex()])
        row = (n, code, '"red"', over)
        db.execute("INSERT INTO item VALUES (?, 'code', ?, 'colour', ?, ?, NULL)", row)
        db.execute("UPDATE change SET undoes = ? WHERE id = ?", (other, id))


CIRCLES = [circle_of_parents, circle_of_texts, circle_of_undoing, circle_of_writing]


@pytest.mark.parametrize("circle", CIRCLES, ids=lambda circle: circle.__name__)
def test_everything_ends(circle: Callable[[sqlite3.Connection], None], path: Path, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        circle(db)
    assert read_all(path) == 12
    with contextlib.closing(open_study(path, as_name="Ann")) as study:
        for again in (undo, undo, redo):
            with contextlib.suppress(CaseloomError):
                again(study.file, study.viewer)
    merge_studies([path, path], tmp_path / "merged.caseloom")
    assert run(["show", str(tmp_path / "merged.caseloom")]) == 0


def test_codes_in_a_circle_stand_at_the_top_and_are_not_lost(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        circle_of_parents(db)
        ids = {UUID(bytes=id) for (id,) in db.execute("SELECT id FROM code WHERE construct IS NULL LIMIT 2")}
    with contextlib.closing(open_study(path)) as study, study.file.read() as reading:
        book = codes(reading, study.viewer)
        axis = code_axis("code", book, {})
    assert {each.parent for each in book if each.id in ids} == {None}
    assert ids <= {UUID(hex=each.key) for each in axis.headings}


def test_ids_of_zeros_are_ids_like_any_other(path: Path, tmp_path: Path) -> None:
    other = copy_file(path, tmp_path / "other.caseloom")
    stranger(path, f"UPDATE change SET id = {ZEROS} WHERE n = {LAST}")
    with contextlib.closing(open_study(path, as_name="Ann")) as study:
        with study.file.read() as db:
            assert history(db, study.viewer, KINDS, limit=1)[0].changes == (UUID(int=0),)
        undo(study.file, study.viewer)
        redo(study.file, study.viewer)
        assert "The last" in labels_of(study)
        assert [each for each in check(study.file) if each.weight == "damage"] == []
    merge_studies([path, other], tmp_path / "merged.caseloom")


# -- too large ----------------------------------------------------------------------------------------

WITH_LITTLE_MEMORY = """
import resource, sys
from pathlib import Path
from caseloom.cli.door import run
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
sys.exit(run(sys.argv[1:]))
"""


def claim(path: Path) -> None:
    """Let the cell of an original claim to hold 2 GB."""
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        revision = db.execute("SELECT id FROM revision LIMIT 1").fetchone()[0]
        row = (b"\1" * 16, revision, b"0123456789" * 4000)
        db.execute("INSERT INTO original (id, revision, content) VALUES (?, ?, ?)", row)
    data = path.read_bytes()
    # A record's header says its own size, and of a blob of n bytes 2 n + 12: in three bytes, now in five.
    old, new = _varint(40_000 * 2 + 12), _varint(2_000_000_000 * 2 + 12)
    body = data.index(b"\1" * 16)
    head = data.rindex(old, 0, body)
    size, words = head - 4, body + 32
    assert data[size] == 7
    header = bytes([9]) + data[size + 1 : head] + new
    longer = header + data[head + len(old) : words] + data[words + 2 :]
    path.write_bytes(data[:size] + longer)


def _varint(number: int) -> bytes:
    found = [number & 0x7F]
    while number := number >> 7:
        found.append((number & 0x7F) | 0x80)
    return bytes(reversed(found))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Memory is limited in another way here.")
@pytest.mark.parametrize("command", ["show", "check", "matrix"])
def test_a_cell_that_claims_to_be_huge_takes_no_memory(path: Path, command: str) -> None:
    claim(path)
    before = path.read_bytes()
    said = subprocess.run(
        [sys.executable, "-c", WITH_LITTLE_MEMORY, command, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    assert said.returncode in (0, 3), said.stderr
    assert "Traceback" not in said.stderr
    assert path.read_bytes() == before


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Memory is limited in another way here.")
def test_a_blob_that_is_huge_is_looked_at_without_taking_its_memory(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA synchronous = OFF")
        revision = db.execute("SELECT id FROM revision LIMIT 1").fetchone()[0]
        db.execute(
            "INSERT INTO original (id, revision, content) VALUES (?, ?, zeroblob(600000000))",
            (b"\1" * 16, revision),
        )
    for command in ("show", "matrix"):
        said = subprocess.run(
            [sys.executable, "-c", WITH_LITTLE_MEMORY, command, str(path)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )
        assert said.returncode in (0, 3), said.stderr
        assert "Traceback" not in said.stderr
