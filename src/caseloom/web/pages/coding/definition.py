"""A code's texts, each with where it comes from, and exclusions with doors to where things go instead."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from caseloom import packs
from caseloom.coding.readings import Code
from caseloom.design.readings import AdoptedConstruct
from caseloom.frameworks.crosswalk import Crosswalk, Related, read_crosswalk
from caseloom.web.components.links import Link
from caseloom.web.pages.marks import Codebook
from caseloom.web.pages.study.home import Fact

# Names the framework that a code is of, in short.
Naming = Callable[[Code], str]

REDIRECT = " → "


@dataclass(frozen=True)
class Said:
    """A wording and where it comes from; `language` is its own, "" where nobody says."""

    words: str
    origin: str
    provisional: bool = False
    language: str = ""


@dataclass(frozen=True)
class Rule:
    """A line of a part, with doors to the codes it names."""

    words: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Part:
    """A part of a definition: lines under a label, with where they come from."""

    label: str
    rules: tuple[Rule, ...]
    origin: str = ""
    provisional: bool = False
    language: str = ""


def definitions_of(code: Code) -> Iterable[Said]:
    """The project's wording first, then the source's own, then the pack's."""
    construct = code.construct
    if construct is None:
        if code.definition:
            yield Said(code.definition, _("Written by the team."))
        return
    if construct.project_wording:
        yield Said(construct.project_wording, _("The project’s wording."))
    if construct.source_definition:
        yield Said(construct.source_definition, _("The source’s own definition, filled in from your copy."))
    if construct.definition:
        proposed = construct.definition_provenance != "paraphrase"
        origin = _definition_origin(construct)
        yield Said(construct.definition, origin, proposed, construct.definition_language)


def plain_words_of(code: Code) -> Said | None:
    """What the code means for somebody without training in these frameworks; None where nobody says."""
    construct = code.construct
    if construct is None or not construct.plain:
        return None
    theirs = construct.definition_provenance == "written by the pack's author"
    origin = _origin(construct.definition_provenance) if theirs else _("Caseloom’s words.")
    return Said(construct.plain, origin, language=construct.plain_language)


def _definition_origin(construct: AdoptedConstruct) -> str:
    if construct.definition_provenance == "paraphrase":
        if construct.source_definition:
            return _("A paraphrase by Caseloom.")
        return _("A paraphrase by Caseloom; the source’s own definition is not in this study.")
    return _origin(construct.definition_provenance)


def _origin(provenance: str) -> str:
    """Where a text comes from, as a sentence."""
    return {
        "paraphrase": _("A paraphrase by Caseloom."),
        "proposed by Caseloom": _("Proposed by Caseloom."),
        "written by the pack's author": _("Written by the pack’s author."),
    }.get(provenance, provenance)


def parts_of(book: Codebook, whose: Naming, code: Code) -> Iterable[Part]:
    """What belongs, what does not, questions, examples, values and relatives: those that there are."""
    construct = code.construct
    origin = _origin(construct.criteria_provenance) if construct else ""
    proposed = construct is not None and construct.criteria_provenance == "proposed by Caseloom"
    if proposed:
        origin = _("Proposed by Caseloom, provisional until the team agrees.")
    language = construct.guidance_language if construct else ""
    lists = (
        (_("Code here"), code.inclusion),
        (_("Do not code here"), code.exclusion),
        (_("Questions to ask"), construct.questions if construct else ()),
    )
    for label, lines in lists:
        if lines:
            rules = tuple(_rule(book, whose, code, line) for line in lines)
            yield Part(label, rules, origin, proposed, language)
    if construct and construct.cue:
        rules = (_rule(book, whose, code, construct.cue),)
        yield Part(_("To keep in mind"), rules, origin, proposed, language)
    for label, lines in ((_("Examples"), code.examples), (_("Near misses"), code.near_misses)):
        if lines:
            yield Part(label, tuple(Rule(line) for line in lines))
    if construct:
        if construct.category_values:
            yield Part(_("Values"), tuple(Rule(value) for value in construct.category_values))
        yield from _relatives(book, whose, construct.reference)


def _rule(book: Codebook, whose: Naming, code: Code, line: str) -> Rule:
    words, arrow, reference = line.rpartition(REDIRECT)
    if not arrow:
        return Rule(line)
    target = next((each for each in book.codes if each.reference == reference), None)
    if target is None:
        return Rule(
            _("%(words)s (belongs under %(reference)s, which is not adopted here)")
            % {"words": words, "reference": reference}
        )
    elsewhere = f" ({whose(target)})" if target.framework != code.framework else ""
    link = Link(target.label + elsewhere, book.address(target.id))
    return Rule(_("%(words)s: code it under") % {"words": words.rstrip(".")}, (link,))


@cache
def _crosswalk() -> Crosswalk:
    return read_crosswalk(packs.text(packs.CROSSWALK))


def _relatives(book: Codebook, whose: Naming, reference: str) -> Iterable[Part]:
    """Constructs of other adopted frameworks that the crosswalk relates to this one."""
    here = {each.reference: each for each in book.codes if each.reference}
    related = [each for each in _crosswalk().related(reference) if each.other in here]
    rules = [
        Rule(
            _relation(each),
            (
                Link(
                    f"{here[each.other].label} ({whose(here[each.other])})", book.address(here[each.other].id)
                ),
            ),
        )
        for each in related
    ]
    if rules:
        origin = _(
            "A crosswalk by Caseloom: our own reading of the publications. Their authors have not reviewed "
            "it."
        )
        # The crosswalk's notes are in English; the kinds of relation are in the interface's language.
        language = "en" if any(each.note for each in related) else ""
        yield Part(_("Related constructs of other frameworks"), tuple(rules), origin, True, language)


def _relation(each: Related) -> str:
    words = {
        "exact": _("the same idea as"),
        "close": _("close to"),
        "related": _("related to"),
        "narrower_than": _("part of"),
        "wider_than": _("wider than"),
        "inverse": _("the same idea the other way round:"),
        "extended_by": _("extended by"),
        "extends": _("extends"),
        "refined_by": _("refined by"),
        "refines": _("refines"),
        "evidence_for": _("speaks for"),
        "evidence_from": _("finds evidence in"),
        "guarded_by": _("guarded by"),
        "guards_against": _("guards against"),
    }.get(each.relation, each.relation.replace("_", " "))
    return f"{each.note}: {words}" if each.note else words


def about_of(code: Code) -> Iterable[Fact]:
    """Number, measure and polarity of a construct."""
    construct = code.construct
    if construct is None:
        return
    measures = {
        "influence": _("influence, rated from −2 to +2"),
        "category": _("one of several categories, not rated"),
        "presence": _("presence, not rated"),
        "parent": _("a heading, not rated itself"),
    }
    polarities = {"reverse": _("reverse: more of it hinders"), "unset": _("not settled")}
    said: Sequence[tuple[str, str]] = (
        (_("Number"), construct.number),
        (_("Kind"), pgettext("construct", construct.construct_kind)),
        (_("Measure"), measures.get(construct.measure, construct.measure)),
        (_("Polarity"), polarities.get(construct.polarity, "")),
        (_("Reference"), construct.reference),
    )
    yield from (Fact(label, words) for label, words in said if words)
