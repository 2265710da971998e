"""A small invented study for the pages' tests: two cases, two waves, three languages, hostile words."""

from pathlib import Path
from uuid import UUID

from caseloom import packs
from caseloom.coding.actions import add_code, add_coding, save_query, write_coding
from caseloom.coding.model import NewCode, NewCoding, Quotation
from caseloom.design.actions import add, adopt
from caseloom.design.model import (
    NewCase,
    NewInnovation,
    NewParticipant,
    NewPhase,
    NewPlan,
    NewSetting,
    NewWave,
    StudyCard,
)
from caseloom.frameworks import read_pack
from caseloom.rooms import OpenStudy, create_study, open_study
from caseloom.sources.actions import add_source
from caseloom.sources.model import NewSource, SpeakerRule
from caseloom.sources.readers.plain import read as read_plain
from caseloom.sources.readings import source_text

HOSTILE = '<script>alert("said")</script> & <img src=x onerror=alert(1)>'

OVEN = f"""Interviewer: How did the oven come here?

Berta Holm: We carried it up the hill 🧱🔥 in four parts, and nobody had asked the bakers first.

Interviewer: And who decided?

Berta Holm: The council did. Somebody wrote {HOSTILE} on the wall, and after that the money came.

(A dog barks.)

Berta Holm: It fits how we already bake, it fits the mornings, so it stayed."""

SECOND = """Interviewer: What is left of it now?

Carl Åkesson: The oven is left. The money is not left, and the people who knew it have gone to the coast."""

CHINESE = """访谈者：这个炉子是怎么来的？

林老师：我们自己搬上来的，𠮷家的人也来帮忙。大家觉得它适合我们的早晨。"""

MINUTES = """The village meeting was opened at seven.

It was decided that the oven belongs to those who light it."""


def make(path: Path, *, as_name: str = "Ines Marklund") -> None:
    """Write the study to `path`."""
    card = StudyCard(
        title="Ovens & <i>mornings</i>",
        questions="Who lights the oven?\nWhat became of it?",
        notice="Invented for the tests.",
        fictional=1,
        citation="Nobody, nowhere, 2024",
    )
    study = create_study(path, card, as_name=as_name)
    _fill(study)
    study.close()


def _fill(study: OpenStudy) -> None:
    file, viewer = study.file, study.viewer
    oven = add(file, viewer, NewInnovation(name="The common oven"))
    hill = add(file, viewer, NewSetting(name="The hill", level="micro"))
    north = add(
        file,
        viewer,
        NewCase(
            name="North", innovation=oven, setting=hill, period="2019/..", served="Bakers", trigger="A flood"
        ),
    )
    south = add(file, viewer, NewCase(name="South", period="2020/2023"))
    first = add(file, viewer, NewWave(name="Wave 1", date="2021-05"))
    second = add(file, viewer, NewWave(name="Wave 2", date="2023-09"))
    add(file, viewer, NewPhase(case=north, name="Carrying", phase="adoption", period="2019/2020"))
    add(file, viewer, NewPhase(case=north, name="Baking", phase="implementation", period="2020/2022"))
    add(file, viewer, NewPlan(source_kind="interview", count=3, case=north))
    berta = add(file, viewer, NewParticipant(name="Berta Holm", case=north, voices="baker"))
    carl = add(file, viewer, NewParticipant(name="Carl Åkesson", case=north))
    for pack in ("cfir2022", "gh2004"):
        adopt(file, viewer, read_pack(packs.text(pack)), purpose="What helped and what hindered")
    opened = _talk(study, "Berta Holm, wave 1", OVEN, north, first, berta)
    _talk(study, "Carl Åkesson, wave 2", SECOND, north, second, carl)
    _talk(study, "林老师", CHINESE, south, first, None, language="zh")
    minutes = NewSource(
        title="Minutes of the meeting", source_kind="document", case=north, written="2019-03-02"
    )
    add_source(file, viewer, minutes, read_plain("minutes.txt", MINUTES.encode()))
    _code(study, opened)


def _talk(
    study: OpenStudy, title: str, words: str, case: UUID, wave: UUID, who: UUID | None, language: str = "en"
) -> UUID:
    asks = SpeakerRule(role="interviewer", labels=frozenset({"Interviewer", "访谈者"}))
    new = NewSource(title=title, case=case, wave=wave, language=language, participant=who, rules=(asks,))
    return add_source(study.file, study.viewer, new, read_plain(f"{title}.txt", words.encode()))


def _code(study: OpenStudy, opened: UUID) -> None:
    file, viewer = study.file, study.viewer
    fit = file.key_id("code", "cfir2022.inner.compatibility")
    mornings = add_code(file, viewer, NewCode(label="Mornings", definition="Talk of mornings."))
    colleague = open_study(file.path, as_name="Tomasz Okoro")
    add_coding(
        file, viewer, opened, Quotation(quote="It fits how we already bake"),
        NewCoding(code=fit, valence="helps", memo="Says it twice."),
    )  # fmt: skip
    add_coding(
        file, colleague.viewer, opened, Quotation(quote="it fits the mornings"), NewCoding(code=mornings)
    )
    add_coding(file, viewer, opened, Quotation(quote="in four parts"), NewCoding(code=mornings))
    colleague.close()
    save_query(file, viewer, "Money", "money", fit, scope="all")


def make_heavy(path: Path, *, paragraphs: int = 160, words: int = 50, codings: int = 2000) -> None:
    """One source of `paragraphs` × `words` words with many codings, as benchmark D has it."""
    study = create_study(path, StudyCard(title="Heavy"), as_name="Ines Marklund")
    file, viewer = study.file, study.viewer
    adopt(file, viewer, read_pack(packs.text("cfir2022")))
    turn = " ".join(["and", "bread"] * (words // 2))
    text = "\n\n".join(f"{'Berta' if at % 2 else 'Interviewer'}: {turn}" for at in range(paragraphs))
    id = add_source(file, viewer, NewSource(title="Long"), read_plain("long.txt", text.encode()))
    labels = (
        "compatibility",
        "relative_priority",
        "incentive_systems",
        "mission_alignment",
        "tension_for_change",
    )
    chosen = [file.key_id("code", f"cfir2022.inner.{label}") for label in labels]
    with file.read() as db:
        found = source_text(db, viewer, id)
    spoken = [each for each in found.turns if each.evidence]
    with file.change("codings.add", viewer.author) as change:
        for at in range(codings):
            each = spoken[at % len(spoken)]
            start = each.words_start + (at * 7) % 40
            quotation = Quotation(start=start, end=start + 60)
            write_coding(change, viewer, found.plain, quotation, NewCoding(code=chosen[at % len(chosen)]))
    study.close()
