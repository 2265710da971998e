"""Listings of the record of changes: history, what a merge brought, conflicts, what a withdrawal takes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial

from caseloom.record.fields import field_words, value_words
from caseloom.record.model import BUILD, Act, ConflictTold, Edit, Suspect, Withdrawal
from caseloom.reporting.listing import Listing, Value, columns

Tell = Callable[[Act], str]
"""How an act becomes a sentence; doors put in the reader's language."""

# What people call the kinds of rows that a withdrawal takes: one, several.
KIND_WORDS = {
    "wording": ("name or note", "names and notes"),
    "person": ("member of the team", "members of the team"),
    "memo": ("memo", "memos"),
    "memo_link": ("link of a memo", "links of memos"),
    "case_setting": ("setting of a case", "settings of cases"),
    "participant": ("participant", "participants"),
    "source": ("source", "sources"),
    "text": ("text", "texts"),
    "revision": ("version of a text", "versions of texts"),
    "original": ("original file", "original files"),
    "page_picture": ("picture of a page", "pictures of pages"),
    "speaker": ("speaker of a source", "speakers of sources"),
    "turn": ("turn", "turns"),
    "turn_role": ("remark on who speaks in a turn", "remarks on who speaks in turns"),
    "passage": ("quotation", "quotations"),
    "coding": ("coding", "codings"),
    "query": ("query", "queries"),
    "candidate_decision": ("decision on a candidate", "decisions on candidates"),
    "coding_query": ("query over codings", "queries over codings"),
    "flag": ("flag of a distressing passage", "flags of distressing passages"),
}
NOTHING = "(nothing)"


def counted(kind: str, count: int) -> str:
    """So many rows of a kind, in people's words."""
    one = kind.replace("_", " ")
    words = KIND_WORDS.get(kind, (one, f"{one}s"))
    return f"{count} {words[count != 1]}"


def moment(at: str) -> str:
    """A wall time to the minute, in UTC, by which days are counted; as it is where it cannot be read."""
    try:
        return f"{datetime.fromisoformat(at).astimezone(UTC):%Y-%m-%d %H:%M}"
    except ValueError:
        return at


# -- history ----------------------------------------------------------------------------------------


def history(
    acts: Sequence[Act],
    tell: Tell = str,
    title: str = "History",
    *,
    merges: Sequence[tuple[str, int]] = (),
) -> Listing:
    """Acts, the last first, each as a sentence; `id` is a change of the act, by which it can be undone.

    Above them stands when copies were merged into the file.
    """
    shown = columns(
        "when", "who", "what", "undone", "action", "count", "at", "id",
        hidden=("action", "count", "at"), numbers=("count",),
    )  # fmt: skip
    rows = [
        (moment(act.at) or None, act.who or None, tell(act), act.undone, act.action, act.count,
         act.at or None, str(act.changes[0]))
        for act in acts
    ]  # fmt: skip
    times = [act.at for act in acts]
    mixed = times != sorted(times, reverse=True)
    above = tuple(
        f"{moment(at)}: another copy was merged into this file; {counted('change', changes)} came in."
        for at, changes in merges
    )
    return Listing("history", title, shown, rows, above, (_BY_RECORD,) if mixed else ())


_BY_RECORD = (
    "Copies were merged, or a clock ran wrong: the acts stand in the order of the record, so their times go "
    "back and forth."
)


def edits(
    found: Iterable[tuple[Act, Sequence[Edit]]], kind: str, tell: Tell = str, title: str = "History"
) -> Listing:
    """The same of one row of a kind, with what each act did to its fields: a row a field."""
    shown = columns(
        "when", "who", "what", "field", "before", "after", "undone", "action", "at", "id",
        hidden=("action", "at"),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (moment(act.at) or None, act.who or None, tell(act), *said, act.undone, act.action, act.at or None,
         str(act.changes[0]))
        for act, fields in found
        for said in ([_edit(kind, each) for each in fields] or [(None, None, None)])
    ]  # fmt: skip
    return Listing("history", title, shown, rows)


def _edit(kind: str, each: Edit) -> tuple[Value, Value, Value]:
    if each.field == "gone":
        before, after = ("no" if said == "1" else "yes" for said in (each.before, each.after))
        return "In the study", before, after
    before, after = (value_words(kind, each.field, said) for said in (each.before, each.after))
    return field_words(kind, each.field), before or None, after or None


# -- merging ----------------------------------------------------------------------------------------


def brought(found: Iterable[tuple[str, Sequence[Act]]], tell: Tell = str) -> Listing:
    """What each copy brought that those before it lacked: a row a person and sort of act."""
    rows: list[tuple[Value, ...]] = [
        (copy, *said)
        for copy, acts in found
        for said in (list(map(partial(_brought, tell), acts)) or [_NOTHING_NEW])
    ]
    shown = columns("copy", "who", "what", "action", "count", hidden=("who", "action", "count"),
                    numbers=("count",))  # fmt: skip
    return Listing("brought", "What each copy brought", shown, rows)


_NOTHING_NEW: tuple[Value, ...] = (None, "Nothing that was not there already.", None, 0)


def _brought(tell: Tell, act: Act) -> tuple[Value, ...]:
    return act.who or None, tell(act), act.action, act.count


def conflicts(found: Sequence[ConflictTold], how: str = "") -> Listing:
    """Conflicts that wait for a person, a row a side; `id` names one as long as its sides are these."""
    shown = columns(
        "number", "id", "about", "side", "says", "who", "when", "stands", "at", "sort", "change",
        hidden=("at", "sort", "change"), numbers=("number",),
    )  # fmt: skip
    rows = [
        (number, each.key, each.subject, letter,
         _says(each, letter, value_words(each.kind, each.field, side.says)),
         side.who or _nobody(each), moment(side.at) or None, side.stands, side.at or None, each.sort,
         str(side.change))
        for number, each in enumerate(found, start=1)
        for letter, side in each.choices.items()
    ]  # fmt: skip
    count = len(found)
    title = f"{count} {'conflict' if count == 1 else 'conflicts'}" if count else "No conflicts"
    return Listing("conflicts", title, shown, rows, below=(how,) if how and count else ())


def _nobody(conflict: ConflictTold) -> str | None:
    """Who wrote what no person wrote; that words came in is nobody's doing."""
    return None if conflict.sort == "withdrawn" else BUILD


def _says(conflict: ConflictTold, letter: str, says: str) -> str:
    if conflict.sort == "text" and letter == "c":
        return "both corrections: no turn was corrected by both"
    if conflict.third is not None and letter == "c":
        return f"given to “{says}”, into which it was merged"
    if conflict.sort == "used":
        return "taken out" if letter == "a" else f"used: {says}" if says else "used"
    if conflict.sort == "withdrawn":
        return "erase them" if letter == "a" else "they are somebody else's"
    if conflict.field == "gone":
        return "taken out" if says == "1" else "there"
    return says or NOTHING


# -- withdrawal -------------------------------------------------------------------------------------


def withdrawal(found: Withdrawal) -> Listing:
    """Everything that withdrawing a participant takes, and what a person has to judge."""
    rows = [
        ("loses the name", "participant", found.name, None, str(found.participant)),
        *(("goes wholly", "source", title, None, str(id)) for id, title in found.whole),
        *(("loses this person's words", "source", title, None, str(id)) for id, title in found.shared),
        *(("goes", counted(kind, count), None, None, None) for kind, count in found.counts),
        *(
            ("goes: said otherwise now", _written_in(each), each.about or None, f"“{said}”", str(each.entity))
            for each in found.former
            for said in (each.shown, *each.rest)
        ),
        *(
            (
                "stays: for you to judge", _written_in(each),
                each.about or None, f"{_WHY[each.why]}: “{each.words}”", str(each.entity),
            )
            for each in found.suspects
        ),
    ]  # fmt: skip
    shown = columns("what_happens", "to", "name", "words", "id", hidden=("id",))
    return Listing(
        "withdrawal", f"Withdrawing {found.name}", shown, rows, tuple(_taken(found)), tuple(_judged(found))
    )


def _written_in(found: Suspect) -> str:
    article = "an" if found.kind[0] in "aeiou" else "a"
    return f"{found.field} of {article} {found.kind}".replace("_", " ")


_WHY = {
    "name": "names this person",
    "words": "may quote this person",
    "about": "is about a source with this person's words, or was linked to what goes",
}


def _taken(found: Withdrawal) -> Iterator[str]:
    yield (
        f"{_sources(len(found.whole))} would go wholly, and {_sources(len(found.shared))} shared with others "
        f"would lose this person's words: {found.words} words in all. Nothing has been erased yet."
    )
    if found.person is not None:
        if found.namesake:
            yield f"A member of the team has the same name: {found.person_name}."
        else:
            yield f"{found.name} is also a member of the team: {found.person_name}."


def _judged(found: Withdrawal) -> Iterator[str]:
    if found.suspects:
        yield (
            "What stays and may name or quote this person was written by others: read it and change it by "
            "hand."
        )


def _sources(count: int) -> str:
    return f"{count} {'source' if count == 1 else 'sources'}"


# -- anything, as text ------------------------------------------------------------------------------


def as_text(listing: Listing) -> str:
    """A listing in plain lines, for where nothing draws tables."""
    drawn = [place for place, column in enumerate(listing.columns) if column.drawn]
    rows = (
        "  ".join(str(row[place]) for place in drawn if row[place] not in (None, "")) for row in listing.rows
    )
    return "\n".join((listing.title, *listing.above, *(f"  {row}" for row in rows), *listing.below))
