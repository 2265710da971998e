"""What can be wrong with a study file, each with its sentence."""

from uuid import UUID

from caseloom.language import CaseloomError


class StudyFileError(CaseloomError):
    """Any trouble with a study file."""

    exit_code = 3


class NoSuchStudy(StudyFileError):
    """There is no file at that place."""

    sentence = "There is no study at {path}. Check the name, or make one with “caseloom new {path}”."


class AlreadyThere(StudyFileError):
    """A new study would overwrite a file."""

    sentence = "{path} already exists and was left as it is. Choose another name, or open that study."


class NotAStudy(StudyFileError):
    """The file is something else."""

    sentence = "{path} is not a Caseloom study, so it was not opened; nothing in it was changed."


class NewerStudy(StudyFileError):
    """The file was written by a later program."""

    sentence = (
        "{path} was written by a newer Caseloom (form {found}; this program knows forms up to {known}). "
        "It was left unchanged. Update Caseloom, then open it again."
    )


class OlderStudy(StudyFileError):
    """The file has a form that no release ever wrote."""

    sentence = "{path} has form {found}, which no release of Caseloom wrote. It was left unchanged."


class NotUpgraded(StudyFileError):
    """A file of an older form could not be brought to this program's form."""

    sentence = (
        "{path} is of an older form, and could not be brought to the form of this program ({reason}). It was "
        "left as it was. Check the permissions and space of its folder and of your data folder, then open it "
        "again."
    )


class DamagedStudy(StudyFileError):
    """SQLite or our own checks find the file inconsistent."""

    sentence = (
        "{path} is damaged or was altered by another program ({finding}). It was not opened and was left "
        "unchanged. Use a copy or backup made before."
    )


class SpoiledStudy(StudyFileError):
    """An open file holds something that cannot be read."""

    sentence = (
        "{path} holds something that no Caseloom writes ({finding}), so this could not be done. Nothing was "
        "changed. “caseloom check {path}” names what is wrong; use a copy or backup made before."
    )


class NoMoreChanges(StudyFileError):
    """A stranger gave a change a number after which there is no other."""

    sentence = (
        "A change in this study has so high a number that none can follow it: another program altered the "
        "study. Nothing was changed. Use a copy or backup made before."
    )


class NoSuchBackup(StudyFileError):
    """A backup is asked for by a name that none has."""

    sentence = (
        "There is no backup “{name}” of {path}. Nothing was changed. “caseloom backups {path}” lists those "
        "that there are."
    )


class Busy(StudyFileError):
    """Another program holds the file."""

    sentence = (
        "{path} is held by another window or program, or by a reading that this one has not finished. "
        "Nothing was changed. Wait until it is done and try again."
    )


class NotWritable(StudyFileError):
    """The file or its folder cannot be written."""

    sentence = (
        "{path} cannot be written ({reason}). Nothing was changed. Check the folder's permissions and space."
    )


class OldSqlite(StudyFileError):
    """The machine's SQLite is too old."""

    sentence = "Caseloom needs SQLite 3.37 or later; this Python has {version}. Use a newer Python."


class AlreadyWritten(CaseloomError):
    """A change that arrives a second time under the id that its client gave it."""

    sentence = "That was written before; nothing was written twice."
    exit_code = 4

    def __init__(self, change: UUID) -> None:
        super().__init__()
        self.change = change


class NotThere(CaseloomError):
    """Something named does not exist in the study."""

    sentence = "The study has no {kind} “{name}”. Nothing was changed."
    exit_code = 4


class ChoiceUnknown(CaseloomError):
    """A field with a closed set of values was given another."""

    sentence = "“{value}” is not a {field} of a {kind}. Nothing was changed. Use one of: {choices}."
    exit_code = 4


class NotAThing(CaseloomError):
    """A field that names a row of one of several kinds was given something else."""

    sentence = (
        "“{value}” is nothing that the {field} of a {kind} can name. Nothing was changed. Name one of: "
        "{choices}, then a colon and its id."
    )
    exit_code = 4


class NotStorable(CaseloomError):
    """Characters that no study file can hold."""

    sentence = (
        "The {field} of a {kind} holds a character that is no text (U+0000 or half of a pair); "
        "nothing was written. Take it out and try again."
    )
    exit_code = 4


class WordsMissing(CaseloomError):
    """A field that has to say something was given nothing."""

    sentence = "A {kind} needs a {field}; nothing was written. Give it one."
    exit_code = 4
