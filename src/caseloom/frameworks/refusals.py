"""Why a pack, a crosswalk, a version map or a table of definitions is not taken in: one class per failure."""

from typing import ClassVar

from caseloom.language.errors import CaseloomError


class Refused(CaseloomError):
    """A file of framework data that cannot be used as it stands; nothing of it was taken in."""

    exit_code = 2


class NotToml(Refused):
    """The text is not TOML."""

    sentence: ClassVar[str] = (
        "This file cannot be read as TOML ({reason}). Nothing was taken in. "
        "Correct the file at that place; a text that holds quotation marks stands between triple quotes."
    )


class FieldMissing(Refused):
    """A field that every entry of its sort must have is absent."""

    sentence: ClassVar[str] = (
        "There is no `{field}` in {entry}. Nothing was taken in. Add a line `{field} = …` to it."
    )


class FieldUnknown(Refused):
    """A field that no entry of its sort has: most often a slip of the pen."""

    sentence: ClassVar[str] = (
        "The field `{field}` in {entry} is not known. Nothing was taken in. Use one of: {known}."
    )


class FieldWrong(Refused):
    """A field holds something of another type than it should."""

    sentence: ClassVar[str] = (
        "The field `{field}` of {entry} should be {wanted}. Nothing was taken in. Correct that field."
    )


class IdWrong(Refused):
    """An id that does not have the form of an id, or lies outside its pack."""

    sentence: ClassVar[str] = (
        'The id "{id}" does not have the form of an id of this pack. Nothing was taken in. An id begins with '
        "{prefix} and has words of lower-case letters, digits and underscores with dots between them."
    )


class IdTwice(Refused):
    """Two entries of a pack have the same id."""

    sentence: ClassVar[str] = (
        'The id "{id}" is used twice in pack "{pack}". Nothing was taken in. Give one of the two another id.'
    )


class LabelMissing(Refused):
    """An entry has no name in the first language of its pack."""

    sentence: ClassVar[str] = (
        'The construct "{id}" has no label{language}. Nothing was taken in. '
        'Add a line `label = "…"` to "{id}".'
    )


class LanguageUndeclared(Refused):
    """A text is in a language that the pack does not list."""

    sentence: ClassVar[str] = (
        '"{id}" has a text in the language "{language}", which the pack does not list. Nothing was taken in. '
        'Add "{language}" to the `languages` of the pack, or correct the tag.'
    )


class KindUnknown(Refused):
    """A kind of entry that does not exist."""

    sentence: ClassVar[str] = (
        'The construct "{id}" is of kind "{kind}", which is not known. Nothing was taken in. '
        "Use one of: {known}."
    )


class MeasureUnknown(Refused):
    """A measure that does not exist."""

    sentence: ClassVar[str] = (
        'The construct "{id}" has the measure "{measure}", which is not known. Nothing was taken in. '
        "Use one of: {known}."
    )


class PolarityUnknown(Refused):
    """A polarity that does not exist."""

    sentence: ClassVar[str] = (
        'The construct "{id}" has the polarity "{polarity}", which is not known. Nothing was taken in. '
        "Use one of: {known}."
    )


class ProvenanceUnknown(Refused):
    """A provenance that does not exist."""

    sentence: ClassVar[str] = (
        '"{id}" gives "{provenance}" as the provenance of a text, which is not known. Nothing was taken in. '
        "Use one of: {known}."
    )


class ValuesMisplaced(Refused):
    """Values stand where there is no category, or a category has none and is none of another's."""

    sentence: ClassVar[str] = (
        'The construct "{id}" has the measure "{measure}" and {values}. Nothing was taken in. '
        "A category lists at least two different `values`, or is itself a value of its parent; "
        "no other measure has values."
    )


class ParentUnknown(Refused):
    """An entry lies under a parent that the pack does not have."""

    sentence: ClassVar[str] = (
        'The construct "{id}" has the parent "{parent}", which is not in pack "{pack}". '
        'Nothing was taken in. Add "{parent}" to the pack, or correct the parent of "{id}".'
    )


class ParentsCircular(Refused):
    """Following the parents leads back to the start."""

    sentence: ClassVar[str] = (
        'The construct "{id}" lies under itself ({path}). Nothing was taken in. '
        "Correct the `parent` of one of these."
    )


class RedirectMissing(Refused):
    """An exclusion sends the coder to a construct that is not there."""

    sentence: ClassVar[str] = (
        'An exclusion of "{id}" sends the coder to "{target}", which is not there. Nothing was taken in. '
        "Correct the id in `to`, leave `to` out, or, if it belongs to another pack, add the beginning of "
        "its ids to `refers_to` and adopt that pack too."
    )


class ReplacementMissing(Refused):
    """A retired entry names a successor that is not there, or itself."""

    sentence: ClassVar[str] = (
        'The construct "{id}" is replaced by "{target}", which is not there or is the same construct. '
        "Nothing was taken in. Correct `replaced_by`."
    )


class PairsWrong(Refused):
    """The two lists that are crossed are not in the pack, or hold the wrong kind of entry."""

    sentence: ClassVar[str] = (
        'Pack "{pack}" pairs "{roles}" with "{characteristics}", which do not suit. Nothing was taken in. '
        "`roles` must be an entry of the pack with children of kind role, `characteristics` one with "
        "children of kind char."
    )


class TranslationWrong(Refused):
    """A translation into a language that the pack does not have, was written in, or has twice."""

    sentence: ClassVar[str] = (
        'Pack "{pack}" says twice that it was translated into "{language}", or does not list that language '
        "after the one that it was written in. Nothing was taken in. Correct `languages` or that translation."
    )


class WordingOfAnother(Refused):
    """A file of words that belongs to another pack."""

    sentence: ClassVar[str] = (
        'The words of pack "{pack}" in the language "{language}" say that they are of pack "{found}". '
        "Nothing was taken in. Correct `pack` in that file, or give the file that pack's name."
    )


class WordingLanguageWrong(Refused):
    """A file of words that stands in the folder of another language."""

    sentence: ClassVar[str] = (
        'The words of pack "{pack}" were looked for in the language "{language}" and say that they are in '
        '"{found}". Nothing was taken in. Correct `language` in that file, or move it to its folder.'
    )


class WordingTooNew(Refused):
    """A file of words of an edition that the pack has not reached."""

    sentence: ClassVar[str] = (
        'The words of pack "{pack}" in the language "{language}" are of edition {found}, and the pack is '
        "edition {edition}. Nothing was taken in. Correct `of_edition`, or use the pack of that edition."
    )


class WordingOfNothing(Refused):
    """A file of words that speaks of a construct that the pack does not have."""

    sentence: ClassVar[str] = (
        'The words of pack "{pack}" in the language "{language}" speak of "{id}", which is not in the pack. '
        "Nothing was taken in. Correct that id: it is that of the English text, between quotation marks."
    )


class RelationUnknown(Refused):
    """A relation between constructs that does not exist."""

    sentence: ClassVar[str] = (
        'The relation "{relation}" from "{from_id}" to "{to_id}" is not known. Nothing was taken in. '
        "Use one of: {known}."
    )


class RelationWrong(Refused):
    """The ends of a relation do not suit it."""

    sentence: ClassVar[str] = (
        'The relation "{relation}" from "{from_id}" to "{to_id}" {fault}. '
        "Nothing was taken in. Correct that row."
    )


class RelationEndMissing(Refused):
    """A relation names a construct that none of the packs has."""

    sentence: ClassVar[str] = (
        'The relation "{relation}" from "{from_id}" to "{to_id}" names "{target}", which is in none of '
        "the packs. Nothing was taken in. Correct that id, or adopt the pack that it belongs to."
    )


class MoveWrong(Refused):
    """A row of a version map contradicts itself or repeats another."""

    sentence: ClassVar[str] = (
        'The move from "{from_id}" to "{to_id}" {fault}. Nothing was taken in. Correct that row.'
    )


class DefinitionColumnsMissing(Refused):
    """A table of definitions has no column of names, or none of definitions."""

    sentence: ClassVar[str] = (
        'No column of this table could be told to hold the {wanted} of the constructs of pack "{pack}". '
        'Nothing was taken in. Put a heading over it: "Construct" for names, "Definition" for definitions.'
    )
