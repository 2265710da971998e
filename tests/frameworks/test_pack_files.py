"""A pack written down and read again is the same pack."""

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseloom import packs
from caseloom.frameworks import (
    Citation,
    Construct,
    Exclusion,
    Pack,
    Relation,
    Texts,
    Translation,
    read_pack,
    write_pack,
)

PROSE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)
TEXTS = st.builds(lambda en, sv: Texts({"en": en, "sv": sv}), PROSE, PROSE | st.just(""))
WORDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@st.composite
def constructs(draw: st.DrawFn, own_id: str, other: str) -> Construct:
    values = draw(st.sampled_from([(), ("none", "some")]))
    texts = draw(st.lists(TEXTS, max_size=2))
    return Construct(
        id=own_id,
        kind="construct",
        labels=draw(TEXTS),
        number=draw(st.just("") | PROSE),
        aliases=tuple(text["en"] for text in texts),
        definitions=draw(TEXTS | st.just(Texts())),
        plain=draw(TEXTS | st.just(Texts())),
        definition_provenance=draw(st.sampled_from(["paraphrase", "proposed by Caseloom"])),
        cue=draw(TEXTS | st.just(Texts())),
        inclusion=tuple(texts),
        exclusion=tuple(Exclusion(text, draw(st.none() | st.just(other))) for text in texts),
        questions=tuple(reversed(texts)),
        guidance_provenance=draw(st.sampled_from(["paraphrase", "proposed by Caseloom"])),
        measure="category" if values else "presence",
        polarity=draw(st.sampled_from(["normal", "reverse", "unset"])),
        values=values,
        replaced_by=draw(st.none() | st.just(other)),
    )


@st.composite
def some_packs(draw: st.DrawFn) -> Pack:
    ids = [f"own.{tail}" for tail in draw(st.lists(WORDS, min_size=2, max_size=4, unique=True))]
    others = [*ids[1:], "cfir2022.inner"]
    return Pack(
        id="own",
        version="1",
        edition=2,
        title=draw(TEXTS),
        citation=Citation(draw(PROSE), draw(st.just("") | PROSE)),
        languages=("en", "sv"),
        rights=draw(TEXTS),
        note=draw(TEXTS | st.just(Texts())),
        constructs=tuple(draw(constructs(own, other)) for own, other in zip(ids, others, strict=True)),
        refers_to=("cfir2022",),
        translations=draw(st.sampled_from([(), (Translation("sv", 1),), (Translation("sv", 2, "Ann Ek"),)])),
        relations=(Relation(ids[0], "close", ids[1], draw(PROSE)), Relation("", "gap", ids[1])),
    )


@given(some_packs())
def test_written_and_read_again(pack: Pack) -> None:
    assert read_pack(write_pack(pack)) == pack


@pytest.mark.parametrize("name", packs.names())
def test_our_own_packs_written_and_read_again(name: str) -> None:
    pack = read_pack(packs.text(name), packs.wordings(name))
    assert read_pack(write_pack(pack)) == pack
    assert hash(pack) == hash(read_pack(packs.text(name), packs.wordings(name)))


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    text = packs.text("lozeau2002")
    assert read_pack("\ufeff" + text.replace("\n", "\r\n")) == read_pack(text)


def test_the_folder_holds_the_packs_the_crosswalk_and_the_version_maps_and_nothing_else() -> None:
    files = {file.name for file in resources.files(packs).iterdir() if file.name.endswith(".toml")}
    assert files == {f"{name}.toml" for name in (*packs.names(), packs.CROSSWALK, *packs.VERSION_MAPS)}


@pytest.mark.parametrize("language", packs.LANGUAGES)
def test_the_folder_of_a_language_holds_words_of_packs_and_nothing_else(language: str) -> None:
    folder = resources.files(packs).joinpath(language)
    files = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
    assert files <= {f"{name}.toml" for name in packs.names()}


@pytest.mark.parametrize("name", ["cfir2023", "../pyproject", "__init__", ""])
def test_no_other_file_can_be_asked_for(name: str) -> None:
    with pytest.raises(LookupError, match="The packs are: cfir2022"):
        packs.text(name)


def test_texts_cannot_be_changed_and_blank_ones_are_none() -> None:
    texts = Texts({"en": "Trust", "sv": "  "})
    assert dict(texts) == {"en": "Trust"}
    assert texts.say("sv", "en") == "Trust"
    assert texts.say("fr") == "Trust"
    assert Texts().say("en") == ""
    assert not hasattr(texts, "__setitem__")
    assert {texts: 1}[Texts({"en": "Trust"})] == 1


def test_the_path_of_an_entry_leads_from_the_top() -> None:
    pack = read_pack(packs.text("cfir2022"))
    path = pack.path("cfir2022.inner.culture.learning_centeredness")
    assert [each.number for each in path] == ["III", "III.D", "III.D.4"]
