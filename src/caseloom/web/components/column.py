"""A source's turns as HTML, written straight: the thousands of a long source are much for a template."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseloom.web.components.passages import CodeMark
from caseloom.web.components.turns import Turn
from caseloom.web.languages import grouped
from caseloom.web.reader import reader_language

AT_ONCE = 100
MOST_CODES = 5
"""So many stand in the margin of a turn; where there are more, the others are one press away."""


def exact_html(text: str) -> str:
    """Escaped text whose carriage returns survive the HTML parser, so that positions stay true."""
    return escape(text).replace("\r", "&#13;")


def turns_html(turns: Sequence[Turn]) -> Iterator[str]:
    """The `<li>`s of a column, so many at once; every word escaped."""
    said = _Said.now()
    for at in range(0, len(turns), AT_ONCE):
        yield "\n".join(_turn(turn, said) for turn in turns[at : at + AT_ONCE])


def codes_html(codes: Sequence[CodeMark]) -> str:
    """What stands in the margin of a turn that was coded so; "" for one that is not."""
    return _codes(codes, _Said.now())


def mark_html(code: CodeMark) -> str:
    """A code's name with its hue and line."""
    return _mark(code, reader_language())


def _mark(code: CodeMark, reader: str) -> str:
    candidate = " is-candidate" if code.candidate else ""
    language = f' lang="{escape(code.language)}"' if code.language not in ("", reader) else ""
    name = f"{language}>{escape(code.label)}"
    said = f'<a href="{escape(code.href)}"{name}</a>' if code.href else f"<span{name}</span>"
    times = f' <span class="number">×{grouped(code.times)}</span>' if code.times > 1 else ""
    who = f' <span class="by">{escape(code.who)}</span>' if code.who else ""
    return f'<li class="mark hue-{code.hue} line-{code.line}{candidate}">{said}{times}{who}</li>'


@dataclass(frozen=True)
class _Said:
    """Words that stand in every turn, looked up once in the language of the `reader`."""

    turn: str
    correct: str
    correct_turn: str
    coded: str
    blanked: str
    reader: str

    @classmethod
    def now(cls) -> Self:
        """In the reader's language."""
        return cls(
            turn=escape(_("turn %(n)s")),
            correct=escape(_("Correct")),
            correct_turn=escape(_("Correct turn %(n)s")),
            coded=escape(_("coded:")),
            blanked=escape(_("These words went with somebody who withdrew.")),
            reader=reader_language(),
        )


def _turn(turn: Turn, said: _Said) -> str:
    looks = ["turn", f"turn-{turn.kind}"]
    looks += ["not-evidence"] * (not turn.evidence) + ["is-here"] * turn.here
    looks += ["same-speaker"] * turn.same_speaker + ["is-blanked"] * turn.blanked
    blanked = f'<p class="turn-blanked">{said.blanked}</p>' if turn.blanked else ""
    said_by = f' data-quoted-as="{escape(turn.quoted_as)}"' if turn.quoted_as else ""
    return (
        f'<li class="{" ".join(looks)}" id="t{turn.number}"{said_by}>'
        f"{_who(turn, said)}{flags_html(turn.distressing)}{blanked}{_words(turn)}"
        f"{_codes(turn.codes, said)}{_beside(turn, said)}</li>"
    )


def _who(turn: Turn, said: _Said) -> str:
    named = f'<b class="speaker" dir="auto">{escape(turn.speaker)}</b>' if turn.speaker else ""
    label = said.turn % {"n": turn.number}
    number = f'<a class="turn-number number" href="#t{turn.number}" aria-label="{label}">{turn.number}</a>'
    parts = " · ".join(filter(None, (escape(turn.when), _page(turn))))
    when = f'<span class="turn-when number">{parts}</span>' if parts else ""
    return f'<div class="turn-who">{named}{number}{when}{_correct(turn, said)}</div>'


def _page(turn: Turn) -> str:
    label = escape(turn.page)
    return f'<a href="{escape(turn.page_href)}">{label}</a>' if turn.page_href else label


def _correct(turn: Turn, said: _Said) -> str:
    if not turn.correct:
        return ""
    address = f'href="{escape(turn.correct)}" aria-label="{said.correct_turn % {"n": turn.number}}"'
    return f'<a class="turn-correct no-print" {address}>{said.correct}</a>'


def flags_html(notes: Sequence[str]) -> str:
    """That a turn is flagged as distressing: a line for each flag's note."""
    said = (
        _("flagged as distressing: %(note)s") % {"note": note} if note else _("flagged as distressing")
        for note in notes
    )
    return "".join(f'<p class="turn-flag">{escape(each)}</p>' for each in said)


def _words(turn: Turn) -> str:
    marks = f' data-marks="{turn.painted}"' if turn.marks else ""
    looks = f'class="words" tabindex="-1" dir="auto" data-start="{turn.start}"{marks}'
    return f"<p {looks}>{exact_html(turn.words)}</p>"


def _codes(codes: Sequence[CodeMark], said: _Said) -> str:
    if not codes:
        return ""
    shown = len(codes) if len(codes) <= MOST_CODES else MOST_CODES - 1
    label = f'<span class="coded-word">{said.coded}</span>'
    marks, more = _marks(codes[:shown], said), _more(codes[shown:], said)
    return f'<div class="turn-codes">{label}{marks}{more}</div>'


def _beside(turn: Turn, said: _Said) -> str:
    if not turn.beside:
        return ""
    link = f'<p><a href="{escape(turn.beside_href)}">{escape(turn.beside_label)}</a></p>'
    return f'<div class="turn-beside">{link}{_marks(turn.beside, said)}</div>'


def _marks(codes: Iterable[CodeMark], said: _Said) -> str:
    return f'<ul class="marks">{"".join(_mark(each, said.reader) for each in codes)}</ul>'


def _more(codes: Sequence[CodeMark], said: _Said) -> str:
    if not codes:
        return ""
    more = ngettext("and %(n)s more", "and %(n)s more", len(codes)) % {"n": grouped(len(codes))}
    return f'<details class="more"><summary>{escape(more)}</summary>{_marks(codes, said)}</details>'
