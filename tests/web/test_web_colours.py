"""The style sheets' tokens: text reads at 4.5 : 1 and shapes at 3 : 1, on paper, light and dark."""

import re
from pathlib import Path

import pytest

SHEETS = Path(__file__).resolve().parents[2] / "frontend/src/css"
TOKENS = (SHEETS / "tokens.css").read_text("utf-8")
SHADES = ("light", "dark")
PAPERS = ("paper", "raised", "desk")


def tokens(shade: str) -> dict[str, str]:
    """The first block's colours in one shade."""
    block = TOKENS.partition(":root {")[2].partition("\n}")[0]
    found = re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", block)
    return {name: light if shade == "light" else dark for name, light, dark in found}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it: 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_the_published_value() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("text", ["ink", "muted", "accent", "good", "warn", "candidate"])
def test_text_can_be_read(shade: str, paper: str, text: str) -> None:
    colours = tokens(shade)
    assert contrast(colours[text], colours[paper]) >= 4.5


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("shape", [*(f"hue-{n}" for n in range(1, 13)), "edge"])
def test_shapes_can_be_seen(shade: str, shape: str) -> None:
    colours = tokens(shade)
    assert contrast(colours[shape], colours["paper"]) >= 3


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [("ink", "here"), ("ink", "warn-wash"), ("warn", "warn-wash"), ("on-accent", "accent")],
)
def test_text_on_coloured_ground_can_be_read(shade: str, text: str, ground: str) -> None:
    colours = tokens(shade)
    assert contrast(colours[text], colours[ground]) >= 4.5


def test_only_the_words_of_turns_have_highlights() -> None:
    sheets = "".join(sheet.read_text("utf-8") for sheet in sorted(SHEETS.glob("*.css")))
    rules = re.findall(r"(\S*)::highlight\(", sheets)
    assert len(rules) > 60
    assert set(rules) == {".words"}


def test_the_one_sheet_has_every_part() -> None:
    parts = re.findall(r'@import "\./(.+)";', (SHEETS / "caseloom.css").read_text("utf-8"))
    assert sorted([*parts, "caseloom.css"]) == sorted(each.name for each in SHEETS.glob("*.css"))
