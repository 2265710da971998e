"""Withdrawing a participant, and memos: which go, which are listed to be judged, and what stays gone."""

from collections.abc import Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest

from caseloom.coding.readings import passages
from caseloom.design.actions import set_field
from caseloom.record import actions as record
from caseloom.record.model import Withdrawal
from caseloom.record.readings import conflicts_told, withdrawal
from caseloom.rooms import KINDS, OpenStudy, merge_studies, open_study
from caseloom.sources.model import SpeakerRule
from caseloom.studyfile import Thing
from caseloom.studyfile.checking import check
from caseloom.studyfile.copying import copy_file
from caseloom.team.actions import edit_memo, link_memo, remove_memo, write_memo
from caseloom.team.model import NewMemo
from caseloom.team.readings import memos
from tests.analysis.workbench import Workbench, open_workbench
from tests.record.proof import left_of, unique_runs

TALK = "Interviewer: How is it?\n\nOlga: The heron stood on our roof every morning of that long dry summer."
GROUP = """Interviewer: And the fence?

Olga: My uncle nailed the old fence posts together with wire from the boat shed.

Piet: Nobody asked the harbour master what he thought of any of that at all."""


class Told(NamedTuple):
    """The memos of the study, by what they are on."""

    on: dict[str, UUID]
    bench: Workbench


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """Olga speaks alone in one source, and with Piet in another; a memo on everything."""
    bench = open_workbench(tmp_path)
    bench.case("North")
    bench.person("Olga Heron")
    bench.person("Piet Post")
    bench.code("Birds")
    bench.source("Talk", TALK, participant="Olga Heron", case="North")
    rules = (
        SpeakerRule("respondent", pattern="Olga", participant=bench.people["Olga Heron"]),
        SpeakerRule("respondent", pattern="Piet", participant=bench.people["Piet Post"]),
    )
    bench.source("Group", GROUP, "focus_group", rules=rules, case="North")
    bench.coding("Talk", "The heron stood on our roof", "Birds")
    bench.coding("Group", "nailed the old fence posts together", "Birds")
    bench.coding("Group", "Nobody asked the harbour master", "Birds")
    with bench.file.read() as db:
        coded = {each.quote[:10]: each.id for each in passages(db, bench.viewer, limit=None)}
    things = {
        "talk": Thing("source", bench.sources["Talk"]),
        "her coding": Thing("coding", coded["The heron "]),
        "her coding in the group": Thing("coding", coded["nailed the"]),
        "his coding": Thing("coding", coded["Nobody ask"]),
        "herself": Thing("participant", bench.people["Olga Heron"]),
        "him": Thing("participant", bench.people["Piet Post"]),
        "group": Thing("source", bench.sources["Group"]),
        "case": Thing("case", bench.cases["North"]),
        "code": Thing("code", bench.codes["Birds"]),
    }
    yield Told(
        {name: _write(bench, about, thought(name)) for name, about in things.items()},
        bench,
    )
    bench.study.close()


def thought(on: str) -> str:
    return f"A thought on {on}, in my own words."


def _write(bench: Workbench, about: Thing, text: str, title: str = "") -> UUID:
    return write_memo(bench.file, bench.viewer, NewMemo(about, text=text, title=title))


def listed(bench: Workbench) -> Withdrawal:
    return withdrawal(bench.file, bench.viewer, bench.people["Olga Heron"])


def withdraw(bench: Workbench) -> None:
    record.withdraw(bench.file, bench.viewer, listed(bench))


def runs_of(*texts: str) -> set[str]:
    return unique_runs(texts, [])


def left(study: OpenStudy) -> set[UUID]:
    with study.file.read() as db:
        return {each.id for each in memos(db, study.viewer, limit=None).memos}


def sound(study: OpenStudy) -> list[str]:
    return [str(each) for each in check(study.file) if each.weight != "note"]


def suspects(bench: Workbench) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {}
    for each in listed(bench).suspects:
        if each.kind == "memo":
            found.setdefault(each.entity, set()).add(each.why)
    return found


GOES = ("talk", "her coding", "her coding in the group", "herself")


def test_what_is_about_her_or_her_words_goes_and_is_counted_beforehand(told: Told) -> None:
    on, bench = told
    before = listed(bench)
    assert dict(before.counts)["memo"] == len(GOES)
    runs = unique_runs([thought(name) for name in GOES], [thought(name) for name in on if name not in GOES])
    assert left_of(bench.file.path, runs), "before, the proof finds them"
    withdraw(bench)
    assert left(bench.study) == {id for name, id in on.items() if name not in GOES}
    assert left_of(bench.file.path, runs) == []
    assert sound(bench.study) == []


def test_what_is_about_a_source_that_others_share_is_listed_to_be_judged(told: Told) -> None:
    on, bench = told
    assert suspects(bench) == {on["group"]: {"about"}}


def test_what_was_linked_to_what_goes_is_listed_and_loses_the_link(told: Told) -> None:
    on, bench = told
    link_memo(bench.file, bench.viewer, on["case"], Thing("source", bench.sources["Talk"]))
    link_memo(bench.file, bench.viewer, on["code"], Thing("participant", bench.people["Olga Heron"]))
    link_memo(bench.file, bench.viewer, on["him"], Thing("source", bench.sources["Group"]))
    link_memo(bench.file, bench.viewer, on["him"], Thing("memo", on["talk"]))
    assert suspects(bench) == {on[name]: {"about"} for name in ("group", "case", "code", "him")}
    withdraw(bench)
    with bench.file.read() as db:
        links = {each.id: each.links for each in memos(db, bench.viewer, limit=None).memos}
    assert links[on["case"]] == links[on["code"]] == ()
    assert links[on["him"]] == (Thing("source", bench.sources["Group"]),)
    assert sound(bench.study) == []


def test_her_name_and_her_words_in_memos_are_found_in_title_and_text(told: Told) -> None:
    on, bench = told
    named = _write(bench, Thing("case", bench.cases["North"]), "Nothing.", title="What Olga Heron holds back")
    quoting = _write(
        bench, Thing("code", bench.codes["Birds"]), "Somebody said: the heron stood on our roof, she said."
    )
    assert suspects(bench) == {on["group"]: {"about"}, named: {"name"}, quoting: {"words"}}


def test_what_a_listed_memo_said_before_it_was_changed_goes(told: Told) -> None:
    on, bench = told
    now = "Written anew, in quite general words."
    edit_memo(bench.file, bench.viewer, on["group"], text=now, title="Plain")
    runs = runs_of("A thought on group, in")
    assert left_of(bench.file.path, runs), "before, the proof finds them"
    withdraw(bench)
    assert left_of(bench.file.path, runs) == []
    assert left_of(bench.file.path, runs_of(now)) != []
    assert on["group"] in left(bench.study)
    assert sound(bench.study) == []


def test_what_a_memo_said_that_was_taken_out_goes(told: Told) -> None:
    on, bench = told
    quoting = _write(
        bench, Thing("code", bench.codes["Birds"]), "Somebody said: the heron stood on our roof, she said."
    )
    for id in (quoting, on["group"]):
        remove_memo(bench.file, bench.viewer, id)
    assert suspects(bench) == {}
    runs = runs_of("Somebody said: the heron stood", "A thought on group, in")
    assert left_of(bench.file.path, runs), "before, the proof finds them"
    withdraw(bench)
    assert left_of(bench.file.path, runs) == []
    assert sound(bench.study) == []


def test_undo_after_it_brings_none_of_them_back(told: Told) -> None:
    on, bench = told
    remove_memo(bench.file, bench.viewer, on["talk"])
    withdraw(bench)
    for _ in range(30):
        try:
            record.undo(bench.file, bench.viewer)
        except Exception:
            break
    assert left(bench.study) & {on[name] for name in GOES} == set()
    assert sound(bench.study) == []


def test_a_withdrawn_coder_takes_her_memos_with_her_only_if_everything_goes(told: Told) -> None:
    on, bench = told
    bo = bench.as_person("Bo")
    assert bo.person is not None
    case = Thing("case", bench.cases["North"])
    theirs = write_memo(bench.file, bo, NewMemo(case, text="Bo on the case."))
    set_field(bench.file, bench.viewer, "participant", bench.people["Piet Post"], person=bo.person.id)
    piet = bench.people["Piet Post"]
    for answer, goes in (("keep", False), ("name", False), ("everything", True)):
        gone = withdrawal(bench.file, bench.viewer, piet, answer)
        assert (theirs in bench.file.rehearse_erasure(gone.named).erased.get("memo", set())) is goes, answer
    record.withdraw(bench.file, bench.viewer, withdrawal(bench.file, bench.viewer, piet, "everything"))
    assert theirs not in left(bench.study)
    assert on["case"] in left(bench.study)
    assert sound(bench.study) == []


def test_memos_that_come_in_from_copies_that_did_not_know_go_too_in_any_order(
    told: Told, tmp_path: Path
) -> None:
    on, bench = told
    copies = [copy_file(bench.file.path, tmp_path / f"{name}.caseloom") for name in ("bo", "cleo")]
    talk, hers = Thing("source", bench.sources["Talk"]), Thing("participant", bench.people["Olga Heron"])
    for path, name in zip(copies, ("Bo", "Cleo"), strict=True):
        with closing(open_study(path, as_name=name)) as theirs:
            for about in (talk, hers):
                write_memo(theirs.file, theirs.viewer, NewMemo(about, text=f"{name} knew nothing of it yet."))
            edit_memo(theirs.file, theirs.viewer, on["talk"], text=f"{name} rewrote the memo on the talk.")
            link_memo(theirs.file, theirs.viewer, on["case"], Thing("source", bench.sources["Talk"]))
    withdraw(bench)
    said = ("knew nothing of it yet", "rewrote the memo on the talk")
    runs = runs_of(*(f"{name} {words}" for name in ("Bo", "Cleo") for words in said))
    assert all(left_of(path, runs) for path in copies), "before, the proof finds them"
    seen = []
    for number, order in enumerate(permutations([bench.file.path, *copies])):
        to = tmp_path / f"merged-{number}.caseloom"
        merge_studies(order, to)
        assert left_of(to, runs) == []
        with closing(open_study(to)) as merged:
            assert sound(merged) == []
            seen.append(left(merged))
            with merged.file.read() as db:
                told_of = {each.kind for each in conflicts_told(db, merged.viewer, KINDS)}
            assert "memo" not in told_of
    assert all(each == seen[0] for each in seen)
    assert seen[0] == {id for name, id in on.items() if name not in GOES}
