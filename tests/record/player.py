"""People at work in copies of one study, at random: every action in the catalogue, or a refusal."""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from caseloom import packs
from caseloom.building import build
from caseloom.coding import actions as coding
from caseloom.coding.kinds import COLOURS, SHORTCUTS
from caseloom.coding.model import NewCode, NewCoding, Quotation, Selected
from caseloom.coding.readings import (
    candidates_of,
    codes,
    coding_queries,
    flags,
    followed,
    passages,
    queries,
    recoding,
    versions,
)
from caseloom.coding.relations import RELATIONS, Wish
from caseloom.design import actions as design
from caseloom.design import model as new
from caseloom.design import readings as designed
from caseloom.frameworks import read_pack
from caseloom.language import CaseloomError
from caseloom.record import actions as record
from caseloom.record.readings import conflicts_told, withdrawal
from caseloom.rooms import KINDS, OpenStudy, create_for_build, open_study
from caseloom.sources import actions as sources
from caseloom.sources.model import NewSource, PictureOfWithdrawn, SpeakerRule
from caseloom.sources.readings import SourceText, parted_texts, source_text, speakers
from caseloom.sources.readings import sources as all_sources
from caseloom.studyfile import StudyFile, Thing
from caseloom.studyfile.tables import change, item, wording
from caseloom.team import actions as team
from caseloom.team.kinds import ABOUT, LINKED, MEMO_KINDS
from caseloom.team.model import READER, NewMemo
from caseloom.team.readings import memos
from tests.analysis.workbench import document, pack
from tests.sources.printed import a_picture

WORDS = [
    *("money", "time", "trust", "people", "change", "garden", "fence", "water"),
    *("board", "plan", "week", "talk", "paper", "home", "risk"),
]
NAME = "Olga Participant"
SWEDISH = """
pack = "lozeau2002"
language = "sv"
of_edition = 1
[wording."lozeau2002.gap"]
label = "Gap"
"""
MANIFEST = """
[study]
id = "5b0d5c1c-6f6e-4a53-9d5e-0c5d8f0f7a11"
title = "{title}"

[[case]]
key = "north"
name = "{case}"
[[case]]
key = "south"
name = "South"
[[wave]]
key = "w1"
name = "First"
[[participant]]
key = "p1"
name = "{name}"
case = "north"
[[participant]]
key = "p2"
name = "Piet Participant"
case = "north"
[[coder]]
key = "ann"
name = "Ann"
[[framework]]
pack = "lozeau2002"
[[source]]
key = "talk"
title = "Talk with Olga"
kind = "interview"
case = "north"
wave = "w1"
file = "talk.txt"
participant = "p1"
speakers = {{ interviewer = ["Interviewer"], respondent = ["Olga"] }}
[[source]]
key = "paper"
title = "Minutes"
kind = "document"
case = "south"
file = "paper.txt"
[[query]]
key = "q"
name = "About money"
construct = "{construct}"
expression = "money OR garden"
"""


@dataclass
class Player:
    """One person in one copy, with dice of their own and a clock that runs wrong."""

    study: OpenStudy
    folder: Path
    dice: random.Random

    @property
    def file(self) -> StudyFile:
        return self.study.file

    @property
    def viewer(self) -> Any:
        return self.study.viewer

    def read(self, reading: Callable[..., Any], *given: Any, **named: Any) -> Any:
        with self.file.read() as db:
            return reading(db, self.viewer, *given, **named)

    def pick(self, many: Any) -> Any:
        """One of many; without any there is nothing to act on."""
        found = list(many)
        if not found:
            raise NothingThere
        return self.dice.choice(found)

    def words(self, most: int = 6) -> str:
        return " ".join(self.dice.choice(WORDS) for _ in range(self.dice.randint(1, most)))

    def transcript(self) -> str:
        who = ["Interviewer", "Olga", "Piet"]
        return "\n\n".join(f"{who[n % 3]}: {self.words(14)} {self.words(14)}." for n in range(6))

    def text(self) -> SourceText:
        source = self.pick(self.read(all_sources))
        found: SourceText = self.read(source_text, source.id)
        return found

    def row(self, kind: str) -> UUID:
        """Any row of a kind, also one that is out."""
        table = KINDS.table(kind)
        with self.file.read() as db:
            id: UUID = self.pick(db.scalars(select(table.c.id).order_by(table.c.id)))
            return id

    def play(self, moves: int) -> None:
        """Make random moves; a refusal is a move too."""
        names = sorted(MOVES)
        for _ in range(moves):
            self.move(self.dice.choice(names))

    def move(self, name: str) -> bool:
        """Make one move; False where it was refused, or there was nothing to act on."""
        self.file.clock = lambda: (
            f"20{self.dice.randint(10, 40)}-0{self.dice.randint(1, 9)}-01T00:00:00+00:00"
        )
        try:
            MOVES[name](self)
        except (CaseloomError, NothingThere):
            return False
        return True


class NothingThere(Exception):
    """Nothing to act on."""


def _code(player: Player) -> UUID:
    id: UUID = player.pick(player.read(codes)).id
    return id


def _add_coding(player: Player) -> None:
    text = player.text()
    start = player.dice.randrange(max(1, len(text.text) - 12))
    place = Quotation(start=start, end=min(len(text.text), start + player.dice.randint(1, 30)))
    memo = player.words() if player.dice.random() < 0.3 else None
    coding.add_coding(
        player.file, player.viewer, text.source.id, place, NewCoding(code=_code(player), memo=memo)
    )


def _add_source(player: Player) -> None:
    olga = player.dice.choice([*player.read(designed.participants), None])
    rules: tuple[SpeakerRule, ...] = (SpeakerRule("interviewer", pattern="Interviewer"),)
    if olga is not None:
        rules += (SpeakerRule("respondent", pattern="Olga", participant=olga.id),)
    kind = player.dice.choice(["interview", "focus_group", "document"])
    fresh = NewSource(player.words(), kind, rules=rules)
    original = b"original " + player.words().encode() if player.dice.random() < 0.3 else None
    sources.add_source(player.file, player.viewer, fresh, document(player.transcript()), original=original)


def _adopt(player: Player) -> None:
    """Again: what the study lacks is added, now and then also words in a language that nobody reviewed."""
    text = packs.text("lozeau2002")
    wordings = player.dice.choice([{}, {"sv": SWEDISH}])
    design.adopt(player.file, player.viewer, read_pack(text, wordings), purpose=player.words())


def _candidate(player: Player, decision: str) -> None:
    found = player.pick(player.read(candidates_of, limit=None))
    coding.decide(player.file, player.viewer, found, decision, reason=player.words())


def _flag(player: Player) -> None:
    text = player.text()
    start = player.dice.randrange(max(1, len(text.text) - 12))
    end = min(len(text.text), start + player.dice.randint(1, 30))
    selected = Selected(text.revision, start, end, (text.text[start:end],))
    note = player.words() if player.dice.random() < 0.5 else None
    coding.flag_passage(player.file, player.viewer, text.source.id, selected, note=note)


def _picture(player: Player) -> None:
    text = player.text()
    if not text.turns:
        raise NothingThere
    name = f"{player.words(1)}.png"
    content = a_picture(player.dice.randrange(256))
    at = [text.turns[0].number, *sorted(player.dice.sample([t.number for t in text.turns], 1))]
    pictures = [sources.NewPicture(name, content, begins) for begins in at[: player.dice.randint(1, 2)]]
    try:
        sources.add_page_pictures(player.file, player.viewer, text.source.id, pictures)
    except PictureOfWithdrawn:
        raise NothingThere from None


def _wish(player: Player) -> Wish:
    code, other = _code(player).hex, _code(player).hex
    return Wish(
        relation=player.dice.choice(RELATIONS), code=code, other=other, within=player.dice.randint(0, 9)
    )


def _merge_code(player: Player) -> None:
    coding.merge_code(player.file, player.viewer, player.row("code"), _code(player))


def _said_of_code(player: Player) -> dict[str, Any]:
    """Words, which are refused for a construct's code, or what any code has."""
    return player.dice.choice(
        [
            {"definition": player.words()},
            {"label": player.words(), "parent": player.dice.choice([_code(player), None])},
            {"near_misses": player.words(), "colour": player.dice.choice(COLOURS)},
            {"shortcut": player.dice.choice(SHORTCUTS[:2])},
        ]
    )


def _split_code(player: Player) -> None:
    found = player.pick(player.read(passages, limit=None))
    mine = [each.id for each in player.read(passages, code=found.code, limit=None)]
    chosen = player.dice.sample(mine, player.dice.randint(1, len(mine)))
    fresh: UUID | NewCode = NewCode(label=player.words())
    into = fresh if player.dice.random() < 0.5 else _code(player)
    coding.split_code(player.file, player.viewer, found.code, chosen, into)


def _confirm(player: Player) -> None:
    found = player.pick(player.read(recoding))
    if player.dice.random() < 0.5:
        coding.confirm_all(player.file, player.viewer, found.code, player.words())
    else:
        one = player.pick(found.waiting).coding
        coding.confirm_codings(player.file, player.viewer, found.code, [one])


def _settle(player: Player) -> None:
    conflict = player.pick(player.read(conflicts_told, KINDS))
    record.settle_conflict(player.file, player.viewer, conflict, player.pick(conflict.sides).change)


def _withdraw(player: Player) -> None:
    if player.dice.random() < 0.8:  # now and then, so that something is left to do
        raise NothingThere
    who = player.pick(player.read(designed.participants)).id
    record.withdraw(player.file, player.viewer, withdrawal(player.file, player.viewer, who))


def _speaker(player: Player) -> None:
    text = player.text()
    speaker = player.pick(player.read(speakers, text.source.id))
    there = [each.id for each in player.read(designed.participants)]
    who = player.dice.choice([*there, None, new.NewParticipant(name=f"{player.words(2)} Participant")])
    role = player.dice.choice(["respondent", "interviewer", "chair"])
    sources.set_speaker(player.file, player.viewer, speaker.id, role, who)


def _revise(player: Player) -> None:
    """Another text, or other words in one turn of the one that is there: a name too, or without it again."""
    if player.dice.random() < 0.5:
        sources.revise_source(player.file, player.viewer, player.row("source"), document(player.transcript()))
        return
    found = player.text()
    turn = player.pick(found.turns)
    seen = found.text[turn.words_start : turn.end]
    now = (
        seen.replace(NAME, "she") if NAME in seen else f"{seen} {player.dice.choice([NAME, player.words(2)])}"
    )
    asked = sources.Correction(found.revision, turn.number, seen, now)
    sources.correct_turn(player.file, player.viewer, found.source.id, asked)


def _place(player: Player) -> None:
    """Of the codings that have a place in a corrected text, some or all."""
    text = player.read(followed, player.text().source.id)
    there = [coding.SeenPlace(each.id, each.start, each.end) for each in text.codings if each.end]
    if not there:
        raise NothingThere
    some = player.dice.sample(there, player.dice.randint(1, len(there)))
    coding.confirm_places(player.file, player.viewer, text.text.source, text.text.revision, some)


def _choose_text(player: Player) -> None:
    source, revision = player.row("source"), player.row("revision")
    sources.let_text_stand(player.file, player.viewer, source, revision)


def _combine(player: Player) -> None:
    """Corrections made apart stand side by side where one person chose a former text and corrected that."""
    source = player.row("source")
    found = player.read(parted_texts, source)
    if found is None:
        raise NothingThere
    others = [place for place in found.clashes if player.dice.random() < 0.5]
    seen = (found.one.revision, found.other.revision)
    sources.combine_texts(player.file, player.viewer, source, seen, others)


def _build(player: Player) -> None:
    write_manifest(player.folder, player.dice)
    study = player.file

    def opened(_: UUID) -> StudyFile:
        return open_study(study.path).file

    build(player.folder / "study.toml", player.folder, opened)


_PARTS: dict[str, Callable[[Player], Any]] = {
    "innovation": lambda p: new.NewInnovation(name=p.words()),
    "innovation_version": lambda p: new.NewInnovationVersion(innovation=p.row("innovation"), name=p.words()),
    "setting": lambda p: new.NewSetting(name=p.words()),
    "case": lambda p: new.NewCase(name=p.words()),
    "case_setting": lambda p: new.NewCaseSetting(case=p.row("case"), setting=p.row("setting"), side="inner"),
    "wave": lambda p: new.NewWave(name=p.words()),
    "phase": lambda p: new.NewPhase(case=p.row("case"), name=p.words(), period="2019/2020"),
    "participant": lambda p: new.NewParticipant(name=f"{p.words(2)} Participant", case=p.row("case")),
    "plan": lambda p: new.NewPlan(source_kind="interview", count=p.dice.randint(1, 9)),
}
_SET: dict[str, Callable[[Player], dict[str, Any]]] = {
    "case_setting": lambda p: {"side": p.dice.choice(["inner", "outer"])},
    "plan": lambda p: {"count": p.dice.randint(1, 9)},
    "framework": lambda p: {"purpose": p.words()},
    "construct": lambda p: p.dice.choice([{"project_wording": p.words()}, {"plain_en": None}]),
    "study": lambda p: {"notice": p.words()},
}


def _parts() -> Iterator[tuple[str, Callable[[Player], Any]]]:
    for kind in _PARTS:
        yield f"{kind}.add", partial(_add_part, kind=kind)
        yield f"{kind}.remove", partial(_remove_part, kind=kind)
    for kind in (*_PARTS, "framework", "construct", "study"):
        yield f"{kind}.set", partial(_set_part, kind=kind)


def _add_part(player: Player, kind: str) -> None:
    design.add(player.file, player.viewer, _PARTS[kind](player))


def _remove_part(player: Player, kind: str) -> None:
    design.remove(player.file, player.viewer, kind, player.row(kind))


def _set_part(player: Player, kind: str) -> None:
    said = _SET[kind](player) if kind in _SET else {"name": player.words()}
    design.set_field(player.file, player.viewer, kind, player.row(kind), **said)


def _thing(player: Player, kinds: Sequence[str]) -> Thing:
    """A row of one of these kinds, also one that is out: it is refused."""
    kind = player.dice.choice(kinds)
    return Thing(kind, player.row(kind))


def _memo(player: Player) -> None:
    # What an erasure takes, and what comes and goes, is written about more often than the rest.
    about = _thing(
        player, player.dice.choice([ABOUT, ("source", "passage", "coding", "participant", "code")])
    )
    kinds = MEMO_KINDS if about.kind == "source" else MEMO_KINDS[:-1]
    title = player.words() if player.dice.random() < 0.5 else ""
    new = NewMemo(
        about, player.dice.choice(kinds), text=f"# {player.words()}\n\n{player.words(14)}", title=title
    )
    team.write_memo(player.file, player.viewer, new)


def _edit_memo(player: Player) -> None:
    said = player.dice.choice(
        [{"text": player.words(14)}, {"title": player.words()}, {"memo_kind": "question"}]
    )
    team.edit_memo(player.file, player.viewer, player.row("memo"), **said)


def _unlink_memo(player: Player) -> None:
    found = player.pick(each for each in player.read(memos, limit=None).memos if each.links)
    team.unlink_memo(player.file, player.viewer, found.id, player.pick(found.links))


def _valence(player: Player) -> dict[str, Any]:
    return player.dice.choice([{"valence": "helps"}, {"memo": player.words()}, {"code": _code(player)}])


MOVES: dict[str, Callable[[Player], Any]] = {
    "person.add": lambda p: team.add_person(p.file, p.viewer, p.words(2), [p.words(1)]),
    "person.join": lambda p: team.join(p.file, p.words(1)),
    "memo.write": _memo,
    "memo.edit": _edit_memo,
    "memo.remove": lambda p: team.remove_memo(p.file, p.viewer, p.row("memo")),
    "memo.link": lambda p: team.link_memo(p.file, p.viewer, p.row("memo"), _thing(p, LINKED)),
    "memo.unlink": _unlink_memo,
    "study.describe": lambda p: design.describe_study(p.file, p.viewer, new.StudyCard(title=p.words())),
    **dict(_parts()),
    "framework.adopt": _adopt,
    "construct.define": lambda p: design.define_from_source(
        p.file, p.viewer, {pack("lozeau2002").constructs[0].id: p.words()}
    ),
    "source.add": _add_source,
    "source.revise": _revise,
    "source.choose": _choose_text,
    "source.combine": _combine,
    "source.set": lambda p: sources.set_source(p.file, p.viewer, p.row("source"), note=p.words()),
    "source.translate": lambda p: sources.set_translation(
        p.file, p.viewer, p.row("source"), p.dice.choice([p.row("source"), p.row("source"), None])
    ),
    "source.remove": lambda p: sources.remove_source(p.file, p.viewer, p.row("source")),
    "speaker.set": _speaker,
    "turn.role": lambda p: sources.set_turn_role(
        p.file, p.viewer, p.row("turn"), "respondent", p.dice.choice([p.row("participant"), None])
    ),
    "code.add": lambda p: coding.add_code(
        p.file, p.viewer, NewCode(label=p.words(), parent=p.dice.choice([_code(p), None]))
    ),
    "code.set": lambda p: coding.set_code(p.file, p.viewer, _code(p), **_said_of_code(p)),
    "code.order": lambda p: coding.move_code(p.file, p.viewer, p.row("code"), p.dice.choice([-1, 1])),
    "code.retire": lambda p: coding.retire_code(p.file, p.viewer, _code(p)),
    "code.reinstate": lambda p: coding.reinstate_code(p.file, p.viewer, p.row("code")),
    "code.split": _split_code,
    "code.remove": lambda p: coding.remove_code(p.file, p.viewer, p.row("code")),
    "code.merge": _merge_code,
    "coding.add": _add_coding,
    "coding.set": lambda p: coding.set_coding(p.file, p.viewer, p.row("coding"), **_valence(p)),
    "coding.confirm": _confirm,
    "coding.place": _place,
    "codebook.name": lambda p: coding.name_version(p.file, p.viewer, p.words(2), p.words()),
    "coding.remove": lambda p: coding.remove_coding(p.file, p.viewer, p.row("coding")),
    "query.save": lambda p: coding.save_query(p.file, p.viewer, p.words(), p.words(1), _code(p)),
    "query.remove": lambda p: coding.remove_query(p.file, p.viewer, p.row("query")),
    "coding_query.save": lambda p: coding.save_coding_query(p.file, p.viewer, p.words(), _wish(p)),
    "coding_query.set": lambda p: coding.set_coding_query(
        p.file, p.viewer, p.row("coding_query"), name=p.words(), wish=p.dice.choice([_wish(p), None])
    ),
    "coding_query.remove": lambda p: coding.remove_coding_query(p.file, p.viewer, p.row("coding_query")),
    "page_picture.add": _picture,
    "page_picture.remove": lambda p: sources.remove_page_picture(p.file, p.viewer, p.row("page_picture")),
    "flag.add": _flag,
    "flag.remove": lambda p: coding.unflag_passage(p.file, p.viewer, p.row("flag")),
    "candidate.accepted": lambda p: _candidate(p, "accepted"),
    "candidate.rejected": lambda p: _candidate(p, "rejected"),
    "undo": lambda p: record.undo(p.file, p.viewer),
    "redo": lambda p: record.redo(p.file, p.viewer),
    "conflict.settle": _settle,
    "participant.withdraw": _withdraw,
    "build": _build,
}


def write_manifest(folder: Path, dice: random.Random) -> None:
    """A manifest and its data, as somebody may have left them that day."""
    folder.mkdir(exist_ok=True)
    said = MANIFEST.format(
        name=NAME,
        title=dice.choice(["Gardens", "Two gardens"]),
        case=dice.choice(["North", "The north"]),
        construct=pack("lozeau2002").constructs[0].id,
    )
    (folder / "study.toml").write_text(said, encoding="utf-8")
    ending = dice.choice(["", " And the fence."])
    talk = f"Interviewer: Who watered the garden?\n\nOlga: My neighbour had no money for it at all.{ending}"
    (folder / "talk.txt").write_text(talk, encoding="utf-8")
    (folder / "paper.txt").write_text("The garden board met.\n\nMoney was short.", encoding="utf-8")


def first_copy(folder: Path) -> Path:
    """The study that everybody starts from, built from its manifest."""
    write_manifest(folder / "first", random.Random(0))  # the same for everybody
    path = folder / "first.caseloom"
    build(folder / "first" / "study.toml", folder / "first", lambda id: create_for_build(path, id))
    return path


@contextmanager
def at_work(first: Path, name: str, seed: int) -> Iterator[Player]:
    """A person in a copy of their own."""
    path = first.with_name(f"{name}.caseloom")
    if not path.exists():
        shutil.copy(first, path)
    study = open_study(path, as_name=name)
    try:
        yield Player(study, first.parent / f"{name}-data", random.Random(seed))
    finally:
        study.close()


# -- what a study says, whatever its file's local numbers -------------------------------------------------


def changes_of(study: StudyFile) -> dict[str, Any]:
    """Every change and item, by ids."""
    with study.read() as db:
        made = {
            row.id: tuple(row)[1:]
            for row in db.execute(
                select(change.c.id, *change.c["stamp", "author", "at", "action", "batch", "undoes"])
            )
        }
        items = {
            (row.id, row.kind, row.entity, row.field): (row.value, row.overwrote, row.knew)
            for row in db.execute(
                select(change.c.id, *item.c["kind", "entity", "field", "value", "overwrote", "knew"]).join(
                    change, change.c.n == item.c.change
                )
            )
        }
    return {"changes": made, "items": items}


def rows_of(study: StudyFile) -> dict[str, dict[UUID, dict[str, Any]]]:
    """Every row of every kind, by id, with the words that it names and the change it was born in."""
    with study.read() as db:
        said = dict(db.execute(select(wording.c.id, wording.c.words)).all())
        born = dict(db.execute(select(change.c.n, change.c.id)).all())
        found: dict[str, dict[UUID, dict[str, Any]]] = {}
        for kind in KINDS.values():
            rows = found.setdefault(kind.name, {})
            for row in db.execute(select(KINDS.table(kind.name))).mappings():
                values = {name: row[name] for name in kind.names}
                values |= {name: said[row[name]] if row[name] else None for name in kind.words}
                if not kind.immutable:
                    values |= {"born": born[row["born"]], "gone": row["gone"]}
                rows[row["id"]] = values
    return found


def readings_of(study: StudyFile) -> dict[str, Any]:
    """What people read: passages with codes, candidates, codes in use, sources."""
    with study.read() as db:
        viewer = READER
        return {
            "passages": sorted(
                (str(each.id), str(each.source), each.start, each.end, each.quote, each.code_label,
                 each.coder_name, each.words, each.evidence)
                for each in passages(db, viewer, limit=None)
            ),
            "candidates": sorted(
                (str(each.query), str(each.source), each.start, each.end, each.decision or "")
                for each in candidates_of(db, viewer, limit=None)
            ),
            "codes": sorted(
                (str(each.id), each.label, each.codings, each.sources) for each in codes(db, viewer)
            ),
            "sources": sorted((str(each.id), each.title, each.words, each.evidence_words, each.revisions)
                              for each in all_sources(db, viewer)),
            "recoding": sorted(
                (str(each.code), str(one.coding), each.digest) for each in recoding(db, viewer)
                for one in each.waiting
            ),
            "versions": sorted((str(each.id), each.name, each.stamp) for each in versions(db, viewer)),
            "coding_queries": sorted((str(each.id), each.name, each.wish.written() if each.wish else "")
                                     for each in coding_queries(db, viewer)),
            "flags": sorted((str(each.id), each.start, each.end, each.note, each.who)
                            for some in flags(db, viewer).values() for each in some),
            "queries": sorted((str(each.id), each.name) for each in queries(db, viewer)),
            "memos": sorted((str(each.id), str(each.about), each.title, each.text, each.author_name,
                             tuple(map(str, each.links)))
                            for each in memos(db, viewer, limit=None).memos),
        }  # fmt: skip


def the_study(path: Path) -> dict[str, Any]:
    """All that makes two files the same study: equal changes, equal rows, equal readings."""
    opened = open_study(path)
    try:
        return {**changes_of(opened.file), "rows": rows_of(opened.file), "readings": readings_of(opened.file)}
    finally:
        opened.close()
