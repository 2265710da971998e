"""Whose words are evidence: roles of speakers, and how a label in a transcript gets its role."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from uuid import UUID

import regex

from caseloom.dates import check
from caseloom.language import CaseloomError
from caseloom.text import asks, same_name

TALKS = frozenset({"interview", "focus_group"})
ASKING = frozenset({"interviewer", "chair"})


class SourceProblem(CaseloomError):
    """Trouble with a source."""

    exit_code = 5


class AlreadyImported(SourceProblem):
    """The same file is in the study already."""

    sentence = (
        "{name} has the same content as “{title}”, which is in the study already, so it was not imported. "
        "If it should stand there twice, say so: --again at the command line, again=True in Python."
    )


class TextChanged(SourceProblem):
    """A turn was corrected in a text that is not the current one any more."""

    sentence = (
        "“{source}” was corrected by somebody else after the page was opened, so nothing was written. What "
        "you typed is kept below: compare it with the turn as it is now, and save it again."
    )


class NoWordsLeft(SourceProblem):
    """A turn would have no words."""

    sentence = (
        "Turn {number} would have no words; nothing was changed. To leave a turn out, bring a corrected file."
    )


class TurnWithdrawn(SourceProblem):
    """The words of a turn were erased."""

    sentence = (
        "The words of turn {number} were withdrawn by who said them, and stay out; nothing was changed."
    )


class OtherTurns(SourceProblem):
    """Corrected words would be read as other turns."""

    sentence = (
        "With these words the text would be read as other turns than it has, so turn {number} was not "
        "changed. Take out lines that begin with a name and a colon, or bring a corrected file."
    )


class TextsChanged(SourceProblem):
    """Two corrections were to be put together, and others are there now."""

    sentence = (
        "The texts of this source have changed since they were shown, so nothing was written. Look at them "
        "again."
    )


class NotTogether(SourceProblem):
    """Two corrections put together would be read as other turns."""

    sentence = (
        "With both corrections the text of “{source}” would be read as other turns than it has, so nothing "
        "was written. Take one of the texts, and correct it by hand."
    )


class TranslationOfItself(SourceProblem):
    """A source would be its own original."""

    exit_code = 2
    sentence = "A source cannot be a translation of itself; nothing was changed. Name its original."


class TranslationOfATranslation(SourceProblem):
    """An original would be a translation, or a translation an original."""

    exit_code = 2
    sentence = (
        "“{source}” is itself a translation, or has one, so the two were not linked and nothing was changed. "
        "Link every translation to the text that was translated."
    )


class NoPages(SourceProblem):
    """A source whose pages were asked for has none to show."""

    sentence = (
        "There are no pages of “{source}” to show: the file that it was read from is not a PDF, was not "
        "kept, or was taken out when somebody withdrew. Nothing was changed; its text can be read as before."
    )


class NoPicture(SourceProblem):
    """A file that was brought as a picture of a page is none that can be shown."""

    sentence = (
        "{name} is not a picture that Caseloom can show ({why}), so none was brought in. Bring JPEG, PNG "
        "or PDF files; a picture may have {most} MB."
    )


class PagesAmiss(SourceProblem):
    """What is said of the pages that pictures stand for does not fit them, or the text."""

    exit_code = 2
    sentence = "{why} No picture was brought in."


class PictureOfWithdrawn(SourceProblem):
    """Pictures were brought for a text of which somebody's words were erased."""

    sentence = (
        "Somebody withdrew their words from “{source}”, and a picture could show them. None was brought in."
    )


class PagesUnreadable(SourceProblem):
    """The file that is kept of a source gives no pages."""

    sentence = (
        "The pages of “{source}” cannot be shown, since the file that is kept of it is damaged or locked. "
        "Nothing was changed; its text can be read as before."
    )


class NoSuchPage(SourceProblem):
    """A page was asked for that the file has not."""

    exit_code = 2
    sentence = "{name} has {count} pages, so there is no page {number} to show. Nothing was changed."


class PageTooSlow(SourceProblem):
    """A page was not drawn in the time that there is for it."""

    sentence = (
        "Page {number} of {name} took longer than {seconds} seconds to draw, so it was given up. Nothing was "
        "changed. If the file is sound, print it to a new PDF in its own program and use that."
    )


class PagesBusy(SourceProblem):
    """A page was not begun: others are being drawn, and take long."""

    sentence = (
        "Page {number} of {name} was not drawn: other pages are being drawn, and one of them takes long. "
        "Nothing was changed. Try again in a minute."
    )


class PageNotDrawn(SourceProblem):
    """A page has no size that a picture could have, or nothing that can be drawn."""

    sentence = "Page {number} of {name} cannot be drawn. Nothing was changed; its text can be read as before."


@dataclass(frozen=True)
class SpeakerRule:
    """Which labels are whose: `labels` are compared as a whole, `pattern` is a regular expression."""

    role: str
    labels: frozenset[str] = frozenset()
    pattern: str | None = None
    participant: UUID | None = None

    def fits(self, label: str) -> bool:
        """True if this rule speaks for the label (case is ignored)."""
        if any(same_name(label, each) for each in self.labels):
            return True
        composed = unicodedata.normalize("NFC", label)
        return self.pattern is not None and regex.search(self.pattern, composed, regex.IGNORECASE) is not None


@dataclass(frozen=True)
class Speaking:
    """A label's role, and the participant who speaks under it."""

    role: str
    participant: UUID | None = None


def speaking(
    labels: Iterable[str], kind: str, rules: Sequence[SpeakerRule] = (), participant: UUID | None = None
) -> dict[str, Speaking]:
    """What each label of a source stands for.

    The first rule that fits decides. Without one, usual names of interviewers ask; in an interview
    everyone else responds, and `participant` is who responds if just one label is left; in a
    document everyone else is a speaker.
    """
    found: dict[str, Speaking] = {}
    for label in dict.fromkeys(labels):
        rule = next((each for each in rules if each.fits(label)), None)
        found[label] = Speaking(rule.role, rule.participant) if rule else _usual(label, kind)
    unclaimed = [label for label, who in found.items() if who == Speaking("respondent")]
    if participant is not None and len(unclaimed) == 1:
        found[unclaimed[0]] = Speaking("respondent", participant)
    return found


def _usual(label: str, kind: str) -> Speaking:
    if asks(label):
        return Speaking("interviewer")
    return Speaking("respondent" if kind in TALKS else "speaker")


def is_evidence(source_kind: str, turn_kind: str, role: str, *, has_respondent: bool) -> bool:
    """Whether a turn's words are evidence.

    In an interview or focus group the respondents' words are (everyone's, where nobody is named as
    respondent but for those who ask); elsewhere all words but those of chair and questioners.
    Stage notes and headings are none.
    """
    if turn_kind in ("note", "heading") or role in ASKING or role == "note":
        return False
    if source_kind in TALKS and has_respondent:
        return role == "respondent"
    return True


@dataclass(frozen=True)
class NewSource:
    """What a person or a manifest says of a source before its text is read; ids are of this study."""

    title: str
    source_kind: str = "interview"
    case: UUID | None = None
    wave: UUID | None = None
    setting: UUID | None = None
    innovation: UUID | None = None
    written: str | None = None
    covers: str | None = None
    language: str | None = None
    translation_of: UUID | None = None
    producer: str | None = None
    file_name: str | None = None
    note: str | None = None
    participant: UUID | None = None
    rules: tuple[SpeakerRule, ...] = ()

    def __post_init__(self) -> None:
        for date in (self.written, self.covers):
            if date is not None:
                check(date)

    def values(self) -> Mapping[str, object]:
        """The fields of the source row."""
        return MappingProxyType(
            {
                name: getattr(self, name)
                for name in self.__dataclass_fields__
                if name not in ("participant", "rules")
            }
        )


@dataclass
class ImportReport:
    """What an import of several files did: titles that came in, and (name, sentence) of what did not."""

    added: list[UUID] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


BLANK = "█"


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text whose spans (code points, 0-based, end exclusive) say nothing any more; positions stay.

    Line ends stay too, so that paragraphs and turns keep their shape.
    """
    made = list(text)
    for start, end in spans:
        made[start:end] = [each if each == "\n" else BLANK for each in made[start:end]]
    return "".join(made)


def is_blanked(words: str) -> bool:
    """Whether all of some words was taken out."""
    return not words.strip(f"{BLANK}\n") and BLANK in words


def without_blanks(words: str) -> str:
    """Words without what was taken out of them."""
    return words.replace(BLANK, "").strip()


def last_ones(revisions: Sequence[Any]) -> list[Any]:
    """The revisions (with `id`, `follows` and `settles`) whose place none of the others took, in their order.

    Where each is followed by another (in a stranger's file, round in a circle), all of them.
    """
    followed = {each.follows for each in revisions} | {each.settles for each in revisions}
    return [each for each in revisions if each.id not in followed] or list(revisions)
