"""Tables that a form gave new fields, word for word, and how a file's own are made anew with them."""

import re
from collections.abc import Iterator


def rebuilt(name: str, statement: str, added: tuple[str, ...], *indexes: str) -> tuple[str, ...]:
    """Statements that give a table its new fields: its rows are put aside, and back into the new table.

    SQLite adds a column only behind the last one, while the schema is compared word for word. To be run
    without foreign keys.
    """
    columns = ", ".join(f'"{each}"' for each in _columns(statement) if each not in added)
    return (
        f"CREATE TABLE put_aside AS SELECT * FROM {name}",
        f"DROP TABLE {name}",
        statement,
        f"INSERT INTO {name} ({columns}) SELECT {columns} FROM put_aside",
        "DROP TABLE put_aside",
        *indexes,
    )


def without(statement: str, fields: tuple[str, ...]) -> str:
    """The statement of the same table as it was without these fields."""
    lines = statement.split("\n")
    return "\n".join(line for line in lines if not any(re.search(rf"\b{each}\b", line) for each in fields))


def _columns(statement: str) -> Iterator[str]:
    for line in statement.split("\n")[1:]:
        name = line.strip().partition(" ")[0].strip('"')
        if name in ("PRIMARY", "CHECK", "UNIQUE", "FOREIGN", ")", "STRICT"):
            return
        yield name


ITEM = (
    "CREATE TABLE item (\n"
    "\tchange INTEGER NOT NULL, \n"
    "\tkind TEXT NOT NULL, \n"
    "\tentity BLOB NOT NULL, \n"
    "\tfield TEXT DEFAULT '' NOT NULL, \n"
    "\tvalue TEXT, \n"
    "\toverwrote TEXT, \n"
    "\tknew TEXT, \n"
    "\tPRIMARY KEY (change, kind, entity, field), \n"
    "\tFOREIGN KEY(change) REFERENCES change (n)\n"
    ")\n"
    " WITHOUT ROWID,\n"
    " STRICT"
)
ITEM_ADDED = ("knew",)
ITEM_INDEX = "CREATE INDEX item_edits ON item (entity, field) WHERE field != ''"

FRAMEWORK = (
    "CREATE TABLE framework (\n"
    "\tn INTEGER NOT NULL, \n"
    "\tid BLOB NOT NULL, \n"
    "\tpack TEXT NOT NULL, \n"
    "\tedition TEXT, \n"
    "\tversion TEXT, \n"
    "\ttitle BLOB, \n"
    "\tcitation BLOB, \n"
    "\tprovenance BLOB, \n"
    "\tpurpose BLOB, \n"
    "\tunreviewed TEXT, \n"
    "\tposition INTEGER, \n"
    "\tborn INTEGER NOT NULL, \n"
    "\tgone INTEGER DEFAULT '0' NOT NULL, \n"
    "\tPRIMARY KEY (n), \n"
    "\tCHECK (length(id) = 16), \n"
    "\tUNIQUE (id), \n"
    "\tFOREIGN KEY(title) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(citation) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(provenance) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(purpose) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(born) REFERENCES change (n)\n"
    ")\n"
    " STRICT"
)
FRAMEWORK_ADDED = ("unreviewed",)

PARTICIPANT = (
    "CREATE TABLE participant (\n"
    "\tn INTEGER NOT NULL, \n"
    "\tid BLOB NOT NULL, \n"
    "\tname BLOB, \n"
    '\t"case" BLOB, \n'
    "\tsetting BLOB, \n"
    "\tpost BLOB, \n"
    "\tvoices BLOB, \n"
    "\tquoted_as BLOB, \n"
    "\tperson BLOB, \n"
    "\tborn INTEGER NOT NULL, \n"
    "\tgone INTEGER DEFAULT '0' NOT NULL, \n"
    "\tPRIMARY KEY (n), \n"
    "\tCHECK (length(id) = 16), \n"
    "\tUNIQUE (id), \n"
    "\tFOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    '\tFOREIGN KEY("case") REFERENCES "case" (id) DEFERRABLE INITIALLY DEFERRED, \n'
    "\tFOREIGN KEY(setting) REFERENCES setting (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(post) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(voices) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(quoted_as) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(person) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(born) REFERENCES change (n)\n"
    ")\n"
    " STRICT"
)
PARTICIPANT_ADDED = ("quoted_as",)

CONSTRUCT = (
    "CREATE TABLE construct (\n"
    "\tn INTEGER NOT NULL, \n"
    "\tid BLOB NOT NULL, \n"
    "\tframework BLOB NOT NULL, \n"
    "\treference TEXT NOT NULL, \n"
    "\tparent BLOB, \n"
    "\tnumber TEXT, \n"
    "\tconstruct_kind TEXT, \n"
    "\tmeasure TEXT, \n"
    "\tpolarity TEXT, \n"
    "\tposition INTEGER, \n"
    "\tlabel_en BLOB, \n"
    "\tlabel_sv BLOB, \n"
    "\tlabel_fr BLOB, \n"
    "\tlabel_zh BLOB, \n"
    "\tdefinition_en BLOB, \n"
    "\tdefinition_sv BLOB, \n"
    "\tdefinition_fr BLOB, \n"
    "\tdefinition_zh BLOB, \n"
    "\tplain_en BLOB, \n"
    "\tplain_sv BLOB, \n"
    "\tplain_fr BLOB, \n"
    "\tplain_zh BLOB, \n"
    "\tdefinition_provenance TEXT, \n"
    "\tsource_definition BLOB, \n"
    "\tproject_wording BLOB, \n"
    "\tcue BLOB, \n"
    "\tinclusion BLOB, \n"
    "\texclusion BLOB, \n"
    "\tquestions BLOB, \n"
    "\tcriteria_provenance TEXT, \n"
    "\tcategory_values BLOB, \n"
    "\tborn INTEGER NOT NULL, \n"
    "\tgone INTEGER DEFAULT '0' NOT NULL, \n"
    "\tPRIMARY KEY (n), \n"
    "\tCHECK (length(id) = 16), \n"
    "\tUNIQUE (id), \n"
    "\tFOREIGN KEY(framework) REFERENCES framework (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(parent) REFERENCES construct (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(label_en) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(label_sv) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(label_fr) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(label_zh) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(definition_en) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(definition_sv) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(definition_fr) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(definition_zh) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(plain_en) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(plain_sv) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(plain_fr) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(plain_zh) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(source_definition) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(project_wording) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(cue) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(inclusion) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(exclusion) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(questions) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(category_values) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(born) REFERENCES change (n)\n"
    ")\n"
    " STRICT"
)
CONSTRUCT_ADDED = ("plain_en", "plain_sv", "plain_fr", "plain_zh")
CONSTRUCT_INDEX = "CREATE INDEX construct_by_framework ON construct (framework)"

CODE = (
    "CREATE TABLE code (\n"
    "\tn INTEGER NOT NULL, \n"
    "\tid BLOB NOT NULL, \n"
    "\tconstruct BLOB, \n"
    "\tlabel BLOB, \n"
    "\tparent BLOB, \n"
    "\tdefinition BLOB, \n"
    "\tinclusion BLOB, \n"
    "\texclusion BLOB, \n"
    "\texamples BLOB, \n"
    "\tnear_misses BLOB, \n"
    "\tcolour TEXT, \n"
    "\tshortcut TEXT, \n"
    "\tposition INTEGER, \n"
    "\tretired INTEGER, \n"
    "\tmerged_into BLOB, \n"
    "\tborn INTEGER NOT NULL, \n"
    "\tgone INTEGER DEFAULT '0' NOT NULL, \n"
    "\tPRIMARY KEY (n), \n"
    "\tCHECK (length(id) = 16), \n"
    "\tUNIQUE (id), \n"
    "\tFOREIGN KEY(construct) REFERENCES construct (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(label) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(parent) REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(definition) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(inclusion) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(exclusion) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(examples) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(near_misses) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(merged_into) REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(born) REFERENCES change (n)\n"
    ")\n"
    " STRICT"
)
CODE_ADDED = ("near_misses", "retired", "merged_into")
CODE_INDEX = "CREATE INDEX code_by_construct ON code (construct)"

CODING = (
    "CREATE TABLE coding (\n"
    "\tn INTEGER NOT NULL, \n"
    "\tid BLOB NOT NULL, \n"
    "\tpassage BLOB NOT NULL, \n"
    "\tcode BLOB NOT NULL, \n"
    "\tcoder BLOB NOT NULL, \n"
    "\trole BLOB, \n"
    "\tvalence TEXT, \n"
    "\texample TEXT, \n"
    "\tabout TEXT, \n"
    "\tmemo BLOB, \n"
    "\tquoted BLOB, \n"
    "\tscore REAL, \n"
    "\tconfirmed TEXT, \n"
    "\tconfirmed_because BLOB, \n"
    "\tborn INTEGER NOT NULL, \n"
    "\tgone INTEGER DEFAULT '0' NOT NULL, \n"
    "\tPRIMARY KEY (n), \n"
    "\tCHECK (length(id) = 16), \n"
    "\tUNIQUE (id), \n"
    "\tFOREIGN KEY(passage) REFERENCES passage (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(code) REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(coder) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(role) REFERENCES construct (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(memo) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(quoted) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(confirmed_because) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(born) REFERENCES change (n)\n"
    ")\n"
    " STRICT"
)
CODING_ADDED = ("confirmed", "confirmed_because")
CODING_INDEXES = (
    "CREATE INDEX coding_by_code ON coding (code)",
    "CREATE INDEX coding_by_passage ON coding (passage)",
)
SOURCE = (
    "CREATE TABLE source (\n"
    "\tn INTEGER NOT NULL, \n"
    "\tid BLOB NOT NULL, \n"
    "\ttitle BLOB, \n"
    "\tsource_kind TEXT NOT NULL, \n"
    '\t"case" BLOB, \n'
    "\twave BLOB, \n"
    "\tsetting BLOB, \n"
    "\tinnovation BLOB, \n"
    "\twritten TEXT, \n"
    "\tcovers TEXT, \n"
    "\tlanguage TEXT, \n"
    "\ttranslation_of BLOB, \n"
    "\tproducer BLOB, \n"
    "\tfile_name BLOB, \n"
    "\tnote BLOB, \n"
    "\tborn INTEGER NOT NULL, \n"
    "\tgone INTEGER DEFAULT '0' NOT NULL, \n"
    "\tPRIMARY KEY (n), \n"
    "\tCHECK (length(id) = 16), \n"
    "\tUNIQUE (id), \n"
    "\tFOREIGN KEY(title) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    '\tFOREIGN KEY("case") REFERENCES "case" (id) DEFERRABLE INITIALLY DEFERRED, \n'
    "\tFOREIGN KEY(wave) REFERENCES wave (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(setting) REFERENCES setting (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(innovation) REFERENCES innovation (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(translation_of) REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(producer) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(file_name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(note) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(born) REFERENCES change (n)\n"
    ")\n"
    " STRICT"
)
SOURCE_ADDED = ("translation_of",)
SOURCE_INDEXES = (
    'CREATE INDEX source_by_case ON source ("case")',
    "CREATE INDEX source_by_translation_of ON source (translation_of)",
    "CREATE INDEX source_by_wave ON source (wave)",
)
REVISION = (
    "CREATE TABLE revision (\n"
    "\tn INTEGER NOT NULL, \n"
    "\tid BLOB NOT NULL, \n"
    "\tsource BLOB NOT NULL, \n"
    "\ttext BLOB NOT NULL, \n"
    "\tfollows BLOB, \n"
    "\tsettles BLOB, \n"
    "\tdigest TEXT NOT NULL, \n"
    "\tformat TEXT, \n"
    "\tencoding TEXT, \n"
    "\tmarks BLOB, \n"
    "\treading_notes BLOB, \n"
    "\tborn INTEGER NOT NULL, \n"
    "\tgone INTEGER DEFAULT '0' NOT NULL, \n"
    "\tPRIMARY KEY (n), \n"
    "\tCHECK (length(id) = 16), \n"
    "\tUNIQUE (id), \n"
    "\tFOREIGN KEY(source) REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(text) REFERENCES text (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(follows) REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(settles) REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(marks) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(reading_notes) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, \n"
    "\tFOREIGN KEY(born) REFERENCES change (n)\n"
    ")\n"
    " STRICT"
)
REVISION_ADDED = ("settles",)
REVISION_INDEXES = (
    "CREATE INDEX revision_by_digest ON revision (digest)",
    "CREATE INDEX revision_by_source ON revision (source)",
)
TRANSLATION = (
    "CREATE TABLE translation (\n"
    "\tsource_n INTEGER NOT NULL, \n"
    "\toriginal_n INTEGER NOT NULL, \n"
    "\tPRIMARY KEY (source_n)\n"
    ")\n"
    " STRICT"
)
