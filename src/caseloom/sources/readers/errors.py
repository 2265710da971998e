"""Why a file cannot be read, each reason with its sentence."""

from caseloom.language import CaseloomError


class Unreadable(CaseloomError):
    """Any reason a file gives no document; `named["name"]` is the file's name."""

    sentence = "{name} cannot be read. Nothing was changed."
    exit_code = 5

    @property
    def name(self) -> str:
        """The name of the file."""
        return str(self.named["name"])


class FileMissing(Unreadable):
    """There is no such file."""

    sentence = "There is no file {name}. Nothing was changed. Check the name and the folder."


class IsAFolder(Unreadable):
    """A folder was given."""

    sentence = "{name} is a folder. Nothing was changed. Choose the files in it."


class NotAnOrdinaryFile(Unreadable):
    """A pipe, a socket or a device was given."""

    sentence = (
        "{name} is a pipe or a device, not a file. Nothing was changed. Save its content as a file first."
    )


class NoPermission(Unreadable):
    """The system does not let us read it."""

    sentence = (
        "{name} may not be read by this user. Nothing was changed. Ask for its permissions, or copy it."
    )


class ReadFailed(Unreadable):
    """The disk or the network gave an error."""

    sentence = (
        "Reading {name} failed ({reason}). Nothing was changed. Copy the file to this computer and try again."
    )


class FileTooLarge(Unreadable):
    """More bytes than a source may have."""

    sentence = (
        "{name} has {size} MB; a file of this kind may have {limit} MB. It was not read and nothing was "
        "changed. Split it into parts."
    )


class TextTooLong(Unreadable):
    """More characters than a source may have."""

    sentence = (
        "The text in {name} has {count} characters; a source may have {limit}. Nothing was changed. "
        "Split it into parts."
    )


class FileEmpty(Unreadable):
    """Not one byte."""

    sentence = "{name} is empty. Nothing was changed. Check that it was saved or downloaded whole."


class NoText(Unreadable):
    """The file is sound, but holds no words."""

    sentence = "{name} holds no text. Nothing was changed. Choose a file with words in it."


class OnlyPictures(Unreadable):
    """A PDF of scanned pages."""

    sentence = (
        "{name} holds only pictures of pages ({pages}) and no text. Nothing was changed. Type its words, or "
        "have them recognised (OCR), and import them as a text; then put this file beside them with "
        "“caseloom pictures”, or on the source’s page “Pictures of its pages”."
    )


class TooManyPages(Unreadable):
    """A PDF with more pages than are kept as pictures."""

    sentence = (
        "{name} has {count} pages; a PDF that is put beside typed words may have {limit}. Nothing was "
        "changed. Split it into parts, and bring those."
    )


class FileEncrypted(Unreadable):
    """A password is needed."""

    sentence = (
        "{name} is protected by a password. Nothing was changed. Save a copy without password and use that."
    )


class FileDamaged(Unreadable):
    """The bytes are not what the format demands."""

    sentence = (
        "{name} is damaged or was cut short ({format}: {reason}). Nothing was changed. "
        "Open it in its own program and save it anew, or fetch it again."
    )


class UnpacksTooLarge(Unreadable):
    """A compressed file that grows beyond all reason."""

    sentence = (
        "{name} would unpack to more than a document can need ({reason}), so it was not unpacked and "
        "nothing was changed. If you trust it, save it anew in its own program."
    )


class DeclaresEntities(Unreadable):
    """Office XML with a document type, which no office program writes."""

    sentence = (
        "{name} declares XML entities, which can draw in other files or grow without end. It was not read "
        "and nothing was changed. Save it anew in its own program."
    )


class OldFormat(Unreadable):
    """A format that is no longer written."""

    sentence = (
        "{name} is {format}, which is not read. Nothing was changed. Save it as {instead} and use that."
    )


class NotADocument(Unreadable):
    """The content is something without text."""

    sentence = "{name} is {format}, not a text. Nothing was changed. Choose {instead}."


class IsATable(Unreadable):
    """A spreadsheet was given where a document is expected."""

    sentence = (
        "{name} is a table ({format}), not a document. Nothing was changed. Import it as a table of answers."
    )


class EncodingUnknown(Unreadable):
    """No encoding fits the bytes."""

    sentence = (
        "The characters of {name} are in no encoding that could be recognised. Nothing was changed. "
        "Save it as UTF-8 in a text editor and use that."
    )


class HoldsRefused(Unreadable):
    """A character that no study may hold, in what is otherwise a text."""

    sentence = (
        "{name} holds {what} at character {place} (line {line}), which no text may hold. Nothing was "
        "changed. Remove that character in a text editor and try again."
    )


class NoCues(Unreadable):
    """A subtitle file without a single timed cue."""

    sentence = (
        "{name} holds no timed cues. Nothing was changed. "
        "Check the file, or rename it .txt to use it as text."
    )


class TableUnusable(Unreadable):
    """Any reason a table gives no rows."""


class NotATable(TableUnusable):
    """The content is no table."""

    sentence = (
        "{name} is not a table that can be read ({reason}). Nothing was changed. "
        "Use csv, tsv, xlsx, ods or json."
    )


class ColumnUnnamed(TableUnusable):
    """A column with cells and without a heading."""

    sentence = (
        "Column {place} of {name} has no heading. Nothing was changed. "
        "Give every column a name in the first row."
    )


class ColumnTwice(TableUnusable):
    """Two columns of one name."""

    sentence = "{name} has two columns called “{column}”. Nothing was changed. Rename one of them."


class RowTooLong(TableUnusable):
    """A row with more cells than there are columns."""

    sentence = (
        "Row {row} of {name} has {found} cells, but there are {expected} columns. Nothing was changed. "
        "Check the row for a separator that should be inside quotation marks."
    )


class NoSuchSheet(TableUnusable):
    """The workbook has no sheet of that name."""

    sentence = "{name} has no sheet “{sheet}”; it has {sheets}. Nothing was changed. Name one of these."
