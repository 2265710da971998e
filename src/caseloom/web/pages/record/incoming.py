"""What a merge brings, in words: where its changes are, its codings, and what they use that is out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.coding.readings import Made
from caseloom.record.model import BUILD
from caseloom.record.readings import CodingIn, Tally
from caseloom.web.languages import between_sentences, grouped

SHOWN = 10
"""How many codings of one person are listed."""


@dataclass(frozen=True)
class CodingsBy:
    """The codings that one person made, as many as are listed; `more` says how many are not."""

    codings: tuple[str, ...]
    more: str


def tally_words(tally: Tally) -> str:
    """Where the changes are that come in, if not all of them are told."""
    said = (
        (tally.told, ngettext("%(n)s of them is told here.", "%(n)s of them are told here.", tally.told)),
        (
            tally.out,
            ngettext(
                "%(n)s of them stays out, since somebody withdrew.",
                "%(n)s of them stay out, since somebody withdrew.",
                tally.out,
            ),
        ),
        (
            tally.same,
            ngettext(
                "%(n)s of them says what is said here already.",
                "%(n)s of them say what is said here already.",
                tally.same,
            ),
        ),
    )
    if not (tally.out or tally.same):
        return ""
    return between_sentences().join(sentence % {"n": grouped(n)} for n, sentence in said if n)


def codings_by(found: Sequence[CodingIn]) -> dict[str, CodingsBy]:
    """By person the codings that come in, each in a sentence."""
    by: dict[str, list[CodingIn]] = {}
    for each in found:
        by.setdefault(each.who or _(BUILD), []).append(each)
    return {who: CodingsBy(tuple(map(_coding, each[:SHOWN])), _more(len(each))) for who, each in by.items()}


def _more(count: int) -> str:
    left = count - SHOWN
    if left <= 0:
        return ""
    return ngettext("and %(n)s more coding", "and %(n)s more codings", left) % {"n": grouped(left)}


def _coding(each: CodingIn) -> str:
    named = {"quote": each.quote, "code": each.code, "source": each.source}
    if not each.quote:
        return _("A passage flagged as distressing – %(code)s, in %(source)s") % named
    return _("“%(quote)s” – %(code)s, in %(source)s") % named


def uses_of_what_is_out(found: Iterable[CodingIn]) -> Iterator[str]:
    """Which of what is taken out or retired in the merged study the codings use that come in."""
    counted = Counter((each.out, each.source if each.out == "source" else each.code) for each in found)
    for (out, name), n in counted.items():
        if not out:
            continue
        yield _out_words(out, n) % {"n": grouped(n), "name": name}


def _out_words(out: str, n: int) -> str:
    if out == "source":
        return ngettext(
            "%(n)s coding that comes in is made on “%(name)s”, which is taken out.",
            "%(n)s codings that come in are made on “%(name)s”, which is taken out.",
            n,
        )
    if out == "retired":
        return ngettext(
            "%(n)s coding that comes in has the code “%(name)s”, which is retired. It comes in and counts.",
            "%(n)s codings that come in have the code “%(name)s”, which is retired. They come in and count.",
            n,
        )
    return ngettext(
        "%(n)s coding that comes in has the code “%(name)s”, which is taken out.",
        "%(n)s codings that come in have the code “%(name)s”, which is taken out.",
        n,
    )


def namesake_words(each: Sequence[Made]) -> str:
    """That several people made a code of one label."""
    names = list(dict.fromkeys(made.who or _(BUILD) for made in each))
    return _("“%(label)s” is the label of %(n)s codes, made by %(who)s.") % {
        "label": each[0].label,
        "n": grouped(len(each)),
        "who": ", ".join(names),
    }
