"""The words in which each language says dates; gaps are named."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wording:
    """The words of one language.

    `forms` say a year, a month, a day and a season, and what is left of them beside a date that names
    the rest (`month_alone`, `day_alone`, `day_and_month`). In a language with `year_first` an interval
    leaves out of its end what its start has named, else out of its start what its end is about to name.
    `joins` mend what a phrase and a date become together; `partings` undo that where people write it.
    `since` is read and never said.
    """

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    forms: dict[str, str]
    marks: dict[str, str]
    phrases: dict[str, str]
    first_of_month: str = "1"
    year_first: bool = False
    joins: tuple[tuple[re.Pattern[str], str], ...] = field(default=())
    partings: tuple[tuple[re.Pattern[str], str], ...] = field(default=())


_DAY_MONTH_YEAR = {
    "year": "{year}",
    "month": "{month} {year}",
    "day": "{day} {month} {year}",
    "season": "{season} {year}",
    "month_alone": "{month}",
    "day_alone": "{day}",
    "day_and_month": "{day} {month}",
}

ENGLISH = Wording(
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    seasons=("spring", "summer", "autumn", "winter"),
    forms=_DAY_MONTH_YEAR,
    marks={"?": "perhaps {date}", "~": "about {date}", "%": "perhaps about {date}"},
    phrases={
        "between": "{first} to {last}",
        "from": "from {first} on",
        "since": "since {first}",
        "until": "until {last}",
        "from_unknown_end": "from {first}, end unknown",
        "unknown_start_until": "until {last}, start unknown",
        "always": "at any time",
        "decade": "the {year}s",
        "century": "{first} to {last}",
        "some_month": "some time in {year}",
        "some_day": "some day in {month}",
        "quarter": "quarter {number} of {year}",
        "third": "third {number} of {year}",
        "half": "half {number} of {year}",
        "or_before": "{last} or before",
        "or_after": "{first} or after",
        "and_before": "{last} and before",
        "and_after": "{first} and after",
        "some_between": "some time from {first} to {last}",
        "or": " or ",
        "and": " and ",
    },
)

SWEDISH = Wording(
    months=(
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    ),
    seasons=("våren", "sommaren", "hösten", "vintern"),
    forms=_DAY_MONTH_YEAR,
    marks={"?": "kanske {date}", "~": "omkring {date}", "%": "kanske omkring {date}"},
    phrases={
        "between": "{first} till {last}",
        "from": "från och med {first}",
        "since": "sedan {first}",
        "until": "till och med {last}",
        "from_unknown_end": "från och med {first}, okänt slut",
        "unknown_start_until": "till och med {last}, okänd början",
        "always": "när som helst",
        "decade": "{year}-talet",
        "century": "{first}-talet",
        "some_month": "någon gång {year}",
        "some_day": "någon dag i {month}",
        "quarter": "kvartal {number} {year}",
        "third": "tertial {number} {year}",
        "half": "halvår {number} {year}",
        "half_1": "första halvåret {year}",
        "half_2": "andra halvåret {year}",
        "or_before": "{last} eller tidigare",
        "or_after": "{first} eller senare",
        "and_before": "{last} och tidigare",
        "and_after": "{first} och senare",
        "some_between": "någon gång från {first} till {last}",
        "or": " eller ",
        "and": " och ",
    },
)

_FRENCH_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)

FRENCH = Wording(
    months=_FRENCH_MONTHS,
    seasons=("printemps", "été", "automne", "hiver"),
    forms=_DAY_MONTH_YEAR,
    # Behind the date, where no article and no elision is in its way.
    marks={"?": "{date} peut-être", "~": "{date} environ", "%": "{date} environ, peut-être"},
    phrases={
        "between": "de {first} à {last}",
        "from": "à partir de {first}",
        "since": "depuis {first}",
        "until": "jusqu’à {last}",
        "from_unknown_end": "à partir de {first}, fin inconnue",
        "unknown_start_until": "jusqu’à {last}, début inconnu",
        "always": "à tout moment",
        "decade": "les années {year}",
        "century": "les années {first} à {last}",
        "some_month": "à un moment de {year}",
        "some_day": "un jour de {month}",
        "quarter": "trimestre {number} de {year}",
        "third": "quadrimestre {number} de {year}",
        "half": "semestre {number} de {year}",
        "or_before": "{last} ou avant",
        "or_after": "{first} ou après",
        "and_before": "{last} et avant",
        "and_after": "{first} et après",
        "some_between": "à un moment de {first} à {last}",
        "or": " ou ",
        "and": " et ",
    },
    first_of_month="1er",
    joins=(
        (re.compile(r"(\bde|\bà|jusqu’à) (?=(?:1er|\d\d?) |(?:1er|\d\d?)$|printemps)"), r"\1 le "),
        (re.compile(r"(\bde|\bà|jusqu’à) (?=été|automne|hiver)"), r"\1 l’"),
        (re.compile(rf"jusqu’à (?=\d{{4}}|{'|'.join(_FRENCH_MONTHS)})"), "jusqu’en "),
        (re.compile(r"\bde le "), "du "),
        (re.compile(r"\bà le "), "au "),
        (re.compile(r"\bde les "), "des "),
        (re.compile(r"\bde (?=avril|août|octobre)"), "d’"),
    ),
    partings=(
        (re.compile(r"\b(?:du |d’|de l’)"), "de "),
        (re.compile(r"\b(?:au |à l’)"), "à "),
        (re.compile(r"\bjusqu’(?:en|au) "), "jusqu’à "),
    ),
)

CHINESE = Wording(
    months=tuple(str(number) for number in range(1, 13)),
    seasons=("春季", "夏季", "秋季", "冬季"),
    forms={
        "year": "{year}年",
        "month": "{year}年{month}月",
        "day": "{year}年{month}月{day}日",
        "season": "{year}年{season}",
        "month_alone": "{month}月",
        "day_alone": "{day}日",
        "day_and_month": "{month}月{day}日",
    },
    marks={"?": "{date}（不确定）", "~": "约{date}", "%": "约{date}（不确定）"},
    phrases={
        "between": "{first}至{last}",
        "from": "{first}起",
        "since": "自{first}以来",
        "until": "截至{last}",
        "from_unknown_end": "{first}起，结束时间不详",
        "unknown_start_until": "截至{last}，开始时间不详",
        "always": "任何时间",
        "decade": "{year}年代",
        "century": "{first}年至{last}年",
        "some_month": "{year}年内某时",
        "some_day": "{month}某日",
        "quarter": "{year}年第{number}季度",
        "third": "{year}年第{number}个四月期",
        "half": "{year}年第{number}个半年",
        "half_1": "{year}年上半年",
        "half_2": "{year}年下半年",
        "or_before": "{last}或更早",
        "or_after": "{first}或更晚",
        "and_before": "{last}及以前",
        "and_after": "{first}及以后",
        "some_between": "{first}至{last}之间某时",
        "or": "或",
        "and": "和",
    },
    year_first=True,
)

LANGUAGES = {"en": ENGLISH, "sv": SWEDISH, "fr": FRENCH, "zh": CHINESE}


def wording_of(language: str) -> Wording:
    """The wording of a language tag such as "sv" or "zh-hans"; English where there is none yet."""
    return LANGUAGES.get(language.split("-", maxsplit=1)[0], ENGLISH)
