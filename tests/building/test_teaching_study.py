"""The teaching study: whole, marked as fictional, and every number that its README gives counted again."""

import csv
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from caseloom.building import BuildReport, build
from caseloom.coding.readings import passages
from caseloom.design.readings import cases, participants, plans, waves
from caseloom.overview.readings import collected_against_planned
from caseloom.sources.readings import collections, source_text, sources
from caseloom.team.kinds import MEMO_KINDS
from caseloom.team.model import READER
from caseloom.team.readings import memos
from tests.building.small import opened, study_for

TEACHING = Path(__file__).resolve().parents[2] / "examples" / "teaching"
Row = dict[str, str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildReport, Path]:
    to = tmp_path_factory.mktemp("teaching") / "teaching.caseloom"
    return build(TEACHING / "study.toml", TEACHING, study_for(to)), to


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with (TEACHING / "codings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def file_of(key: str) -> Path:
    [path] = (TEACHING / "sources").glob(f"{key}.*")
    return path


def test_all_of_it_is_there(built: tuple[BuildReport, Path], rows: list[Row]) -> None:
    report, path = built
    assert report.whole
    assert report.sources == {"interview": 14, "focus_group": 1, "document": 8}
    assert report.translations == 1
    assert (report.not_anchored, report.not_taken, report.without_hits) == ([], [], [])
    assert report.anchored == {"quote": len(rows)}
    with opened(path) as study, study.file.read() as db:
        assert len(passages(db, READER, limit=None)) == len(rows)
        interviews = [each for each in sources(db, READER) if each.source_kind == "interview"]
        languages = Counter(each.language for each in interviews if each.original is None)
        assert languages == {"en": 9, "sv": 2, "zh": 2, "fr": 1}


def test_each_coder_wrote_memos_of_each_sort(built: tuple[BuildReport, Path]) -> None:
    with opened(built[1]) as study, study.file.read() as db:
        found = memos(db, READER, limit=None).memos
        known = {text.text for source in sources(db, READER) for text in [source_text(db, READER, source.id)]}
    assert {each.memo_kind for each in found} == set(MEMO_KINDS)
    assert len({each.author for each in found}) == 3
    assert len(found) == built[0].memos == 10
    quoted = [words for each in found for words in re.findall(r"“([^”]{12,})”", each.text)]
    assert quoted
    assert [words for words in quoted if not any(words in text for text in known)] == []


def test_every_quotation_stands_once_in_its_source(rows: list[Row]) -> None:
    bodies = {row["source"]: file_of(row["source"]).read_text("utf-8").partition("\n\n")[2] for row in rows}
    assert len(bodies) == len(list((TEACHING / "sources").iterdir())) == 24
    assert [row for row in rows if bodies[row["source"]].count(row["quote"]) != 1] == []


def test_everything_says_that_it_is_fictional(built: tuple[BuildReport, Path]) -> None:
    heads = [path.read_text("utf-8").partition("\n\n")[0] for path in (TEACHING / "sources").iterdir()]
    assert [head for head in heads if "\nFictional: yes – " not in head] == []
    with opened(built[1]) as study, study.file.read() as db:
        assert [each.name for each in participants(db, READER) if "(invented" not in each.name] == []


def test_the_translation_has_its_original_s_turns_in_the_same_order(built: tuple[BuildReport, Path]) -> None:
    with opened(built[1]) as study, study.file.read() as db:
        ids = [study.file.key_id("source", key) for key in ("ele-03-w1", "ele-03-w1-en")]
        original, translation = (source_text(db, READER, id).turns for id in ids)
    assert [turn.role for turn in original] == [turn.role for turn in translation]
    assert len(original) == 32
    assert {turn.participant for turn in original} == {turn.participant for turn in translation}


def test_what_is_missing_is_missing_on_purpose(built: tuple[BuildReport, Path]) -> None:
    """Fourteen planned and fourteen held, one in another wave; a translation is no further one."""
    with opened(built[1]) as study, study.file.read() as db:
        found = collected_against_planned(collections(db, READER), plans(db, READER))
        case = {each.id: each.name for each in cases(db, READER)}
        wave = {each.id: each.name for each in waves(db, READER)}
    held = [(each.collected, each.planned) for each in found if each.source_kind == "interview"]
    assert [sum(numbers) for numbers in zip(*held, strict=True)] == [14, 14]
    other = {
        (case[each.case], wave[each.wave]): each.collected - each.planned
        for each in found
        if each.case and each.wave and each.planned is not None and each.collected != each.planned
    }
    assert other == {
        ("The Net Loft, Inverlairn", "Wave 2"): -1,
        ("The Net Loft, Inverlairn", "Wave 3"): 1,
    }
    assert all(each.collected == each.planned for each in found if each.source_kind != "interview")


# -- the numbers of the README ------------------------------------------------------------------------


def numbers_after(pattern: str) -> list[int]:
    readme = (TEACHING / "README.md").read_text(encoding="utf-8")
    [found] = re.findall(pattern, readme)
    return [int(number) for number in (found if isinstance(found, tuple) else (found,))]


def by_passage(rows: list[Row]) -> list[list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["source"], row["quote"]), []).append(row)
    return list(found.values())


def by_others(passage: list[Row]) -> list[tuple[Row, Row]]:
    return [(one, two) for one, two in combinations(passage, 2) if one["coder"] != two["coder"]]


def test_the_readme_counts_the_codings_right(rows: list[Row]) -> None:
    told = numbers_after(r"(\d+) codings of (\d+) passages by three coders")
    assert told == [len(rows), len(by_passage(rows))]
    assert len(Counter(row["coder"] for row in rows)) == 3
    told = numbers_after(r"(\d+) say what time the passage is about, (\d+) have a memo")
    assert told == [sum(bool(row[key]) for row in rows) for key in ("about", "memo")]


def test_the_readme_counts_the_disagreements_right(rows: list[Row]) -> None:
    coders = Counter(len({row["coder"] for row in passage}) for passage in by_passage(rows))
    pairs = [by_others(passage) for passage in by_passage(rows)]
    agreed = [[pair for pair in each if pair[0]["construct"] == pair[1]["construct"]] for each in pairs]
    valence = [any(one["valence"] != two["valence"] for one, two in each) for each in agreed]
    apart = [pair for pair, same in zip(pairs, agreed, strict=True) if pair and not same]
    told = numbers_after(r"(\d+) passages were coded, .*? \((\d+) of them by all three\)")
    assert told == [coders[2] + coders[3], coders[3]]
    told = numbers_after(r"(\d+) with the same construct .*? \(in (\d+) .*? and (\d+) with no construct")
    assert told == [sum(map(bool, agreed)), sum(valence), len(apart)]
    assert numbers_after(r"(\d+) were coded by one coder only") == [coders[1]]


def test_the_readme_counts_the_other_extents_right(rows: list[Row]) -> None:
    texts = {row["source"]: file_of(row["source"]).read_text("utf-8").partition("\n\n")[2] for row in rows}
    longer = set()
    for one, two in combinations(rows, 2):
        if one["source"] == two["source"] and one["coder"] != two["coder"] and one["quote"] != two["quote"]:
            first, second = (texts[row["source"]].index(row["quote"]) for row in (one, two))
            if first < second + len(two["quote"]) and second < first + len(one["quote"]):
                longer |= {(row["source"], row["quote"]) for row in (one, two)}
    assert numbers_after(r"(\d+) passages overlap with a longer or shorter one") == [len(longer)]
