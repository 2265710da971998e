"""The cellar: one study, one file, kept as a set of changes."""

from caseloom.studyfile.changes import Build, Change, Difference
from caseloom.studyfile.derived import Derived, Touched
from caseloom.studyfile.file import Author, StudyFile, create_file, open_file
from caseloom.studyfile.ids import derived_id, new_id
from caseloom.studyfile.kinds import Field, Kind, Kinds, entity_table
from caseloom.studyfile.progress import Progress, Silent
from caseloom.studyfile.rows import delete_rows, insert_rows
from caseloom.studyfile.things import Thing, read_thing

__all__ = [
    "Author",
    "Build",
    "Change",
    "Derived",
    "Difference",
    "Field",
    "Kind",
    "Kinds",
    "Progress",
    "Silent",
    "StudyFile",
    "Thing",
    "Touched",
    "create_file",
    "delete_rows",
    "derived_id",
    "entity_table",
    "insert_rows",
    "new_id",
    "open_file",
    "read_thing",
]
