"""What can be wrong in a manifest or the tables it names: each with the entry, and the cure."""

from collections.abc import Iterable, Sequence

from caseloom.language import CaseloomError


class ManifestRefused(CaseloomError):
    """Everything that is wrong in a manifest, told at once; nothing was built."""

    sentence = "The manifest was not used, and nothing was built or changed.\n{listed}"
    exit_code = 2

    def __init__(self, problems: Sequence[CaseloomError]) -> None:
        self.problems = tuple(problems)
        super().__init__(listed="\n".join(f"- {problem}" for problem in self.problems))


class NotToml(CaseloomError):
    sentence = (
        "The manifest is not TOML that can be read: {reason}. "
        "Correct that line; the form is explained at toml.io."
    )


class UnknownTable(CaseloomError):
    sentence = "[{table}] is no part of a manifest{nearest}. Known are: {known}."


class UnknownKey(CaseloomError):
    sentence = '{entry} has the key "{key}", which is not known there{nearest}. Known are: {known}.'


class MissingKey(CaseloomError):
    sentence = '{entry} lacks "{key}". Add {key} = …{hint}'


class WrongValue(CaseloomError):
    sentence = "{entry}: {key} = {value} is not {wanted}."


class NotADateThere(CaseloomError):
    sentence = "{entry}, {key}: {reason}"


class DeclaredTwice(CaseloomError):
    sentence = "{entry} is declared twice: its key stands already at {first}. Give one of them another key."


class DisagreeingRows(CaseloomError):
    sentence = (
        "{entry} says something else than {first} about the same key ({fields}). "
        "Rows with the same key have to agree; correct one of them."
    )


class NotDeclared(CaseloomError):
    sentence = '{entry}: {key} = "{value}" names a {kind} that is not declared{nearest}. {cure}'


class GoesInCircles(CaseloomError):
    sentence = '{entry}: following "{key}" leads back to itself ({path}). Take one of them out.'


class TooFewOrTooMany(CaseloomError):
    sentence = "{entry}: {reason}"


class NoSuchColumn(CaseloomError):
    sentence = '{entry}: "{{{column}}}" is no column of {table}{nearest}. Its columns are: {known}.'


class NotATemplate(CaseloomError):
    sentence = (
        "{entry}: {key} = {value} has a brace without its partner. Write {{column}} for a column's value, "
        "{{{{ and }}}} for the signs themselves."
    )


class NotAPattern(CaseloomError):
    sentence = (
        "{entry}: the pattern {pattern} cannot be used ({reason}). "
        "Write a regular expression with one group ( )."
    )


class NotInTheMap(CaseloomError):
    sentence = (
        '{entry}: the map "{map}" has nothing for "{value}" (column {column}). Add a line for it to the map.'
    )


class OutsideTheFolder(CaseloomError):
    sentence = (
        '{entry} names "{path}", which is outside the data folder. '
        "Write the path from the data folder on, with / between its parts and without .."
    )


class TableNotFound(CaseloomError):
    sentence = (
        '{entry} names "{path}", which is not in the data folder{nearest}. Check the name, or the folder.'
    )


class TableNotRead(CaseloomError):
    sentence = (
        '{entry}: "{path}" cannot be read as a table ({reason}). '
        "Tables are csv, tsv, xlsx or json (a list of objects)."
    )


class PackNotRead(CaseloomError):
    sentence = '{entry}: the pack "{path}" cannot be read ({reason}). Check its name; a pack is a TOML file.'


class ManifestMissing(CaseloomError):
    sentence = "The manifest {path} cannot be read ({reason}), so nothing was built. Check its name."
    exit_code = 2


class FolderMissing(CaseloomError):
    sentence = "There is no data folder {path}, so nothing was built. Name the one that its paths start from."
    exit_code = 2


class OtherStudy(CaseloomError):
    sentence = (
        "{path} holds another study (its id is {found}; the manifest declares {declared}), so nothing was "
        "built and it was left as it is. Build into another file."
    )
    exit_code = 2


def suggestion(word: str, known: Iterable[str]) -> str:
    """' (did you mean "…"?)' with the nearest of the known words, or nothing where none is near."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(
        word.lower(), {each: each.lower() for each in known}, scorer=fuzz.ratio, score_cutoff=60
    )
    return f' (did you mean "{best[2]}"?)' if best else ""
