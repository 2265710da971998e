CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
)
 STRICT;

CREATE TABLE change (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	stamp INTEGER NOT NULL, 
	author BLOB, 
	at TEXT, 
	action TEXT NOT NULL, 
	batch BLOB, 
	undoes BLOB, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id)
)
 STRICT;

CREATE INDEX change_by_author ON change (author, stamp) WHERE author IS NOT NULL;

CREATE INDEX change_by_batch ON change (batch) WHERE batch IS NOT NULL;

CREATE INDEX change_by_stamp ON change (stamp);

CREATE INDEX change_by_undoes ON change (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE item (
	change INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	entity BLOB NOT NULL, 
	field TEXT DEFAULT '' NOT NULL, 
	value TEXT, 
	overwrote TEXT, 
	knew TEXT, 
	PRIMARY KEY (change, kind, entity, field), 
	FOREIGN KEY(change) REFERENCES change (n)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX item_edits ON item (entity, field) WHERE field != '';

CREATE TABLE wording (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	words TEXT NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id)
)
 STRICT;

CREATE TABLE person (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	name BLOB, 
	voices BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(voices) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE memo (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	about TEXT NOT NULL CHECK ("about" GLOB '?*:*' AND substr("about", -33, 1) = ':' AND substr("about", -32) NOT GLOB '*[^0-9a-f]*'), 
	memo_kind TEXT NOT NULL, 
	title BLOB, 
	text BLOB, 
	author BLOB NOT NULL, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(title) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(text) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(author) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE INDEX memo_by_about ON memo (about);

CREATE TABLE memo_link (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	memo BLOB NOT NULL, 
	thing TEXT NOT NULL CHECK ("thing" GLOB '?*:*' AND substr("thing", -33, 1) = ':' AND substr("thing", -32) NOT GLOB '*[^0-9a-f]*'), 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(memo) REFERENCES memo (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE INDEX memo_link_by_memo ON memo_link (memo);

CREATE INDEX memo_link_by_thing ON memo_link (thing);

CREATE TABLE study (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	title BLOB, 
	language TEXT, 
	notice BLOB, 
	fictional INTEGER, 
	questions BLOB, 
	originals TEXT, 
	citation BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(title) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(notice) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(questions) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(citation) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE innovation (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	name BLOB, 
	description BLOB, 
	position INTEGER, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(description) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE innovation_version (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	innovation BLOB NOT NULL, 
	name BLOB, 
	date TEXT, 
	description BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(innovation) REFERENCES innovation (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(description) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE setting (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	name BLOB, 
	level TEXT, 
	within BLOB, 
	position INTEGER, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(within) REFERENCES setting (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE "case" (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	name BLOB, 
	innovation BLOB, 
	setting BLOB, 
	period TEXT, 
	served BLOB, 
	"trigger" BLOB, 
	description BLOB, 
	position INTEGER, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(innovation) REFERENCES innovation (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(setting) REFERENCES setting (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(served) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY("trigger") REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(description) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE case_setting (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	"case" BLOB NOT NULL, 
	setting BLOB NOT NULL, 
	side TEXT, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY("case") REFERENCES "case" (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(setting) REFERENCES setting (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE wave (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	name BLOB, 
	date TEXT, 
	note BLOB, 
	position INTEGER, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(note) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE phase (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	"case" BLOB NOT NULL, 
	name BLOB, 
	phase TEXT, 
	period TEXT NOT NULL, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY("case") REFERENCES "case" (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE participant (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	name BLOB, 
	"case" BLOB, 
	setting BLOB, 
	post BLOB, 
	voices BLOB, 
	quoted_as BLOB, 
	person BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY("case") REFERENCES "case" (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(setting) REFERENCES setting (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(post) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(voices) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(quoted_as) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(person) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE "plan" (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	"case" BLOB, 
	wave BLOB, 
	source_kind TEXT NOT NULL, 
	count INTEGER NOT NULL, 
	note BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY("case") REFERENCES "case" (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(wave) REFERENCES wave (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(note) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE framework (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	pack TEXT NOT NULL, 
	edition TEXT, 
	version TEXT, 
	title BLOB, 
	citation BLOB, 
	provenance BLOB, 
	purpose BLOB, 
	unreviewed TEXT, 
	position INTEGER, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(title) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(citation) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(provenance) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(purpose) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE construct (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	framework BLOB NOT NULL, 
	reference TEXT NOT NULL, 
	parent BLOB, 
	number TEXT, 
	construct_kind TEXT, 
	measure TEXT, 
	polarity TEXT, 
	position INTEGER, 
	label_en BLOB, 
	label_sv BLOB, 
	label_fr BLOB, 
	label_zh BLOB, 
	definition_en BLOB, 
	definition_sv BLOB, 
	definition_fr BLOB, 
	definition_zh BLOB, 
	plain_en BLOB, 
	plain_sv BLOB, 
	plain_fr BLOB, 
	plain_zh BLOB, 
	definition_provenance TEXT, 
	source_definition BLOB, 
	project_wording BLOB, 
	cue BLOB, 
	inclusion BLOB, 
	exclusion BLOB, 
	questions BLOB, 
	criteria_provenance TEXT, 
	category_values BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(framework) REFERENCES framework (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(parent) REFERENCES construct (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(label_en) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(label_sv) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(label_fr) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(label_zh) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(definition_en) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(definition_sv) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(definition_fr) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(definition_zh) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(plain_en) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(plain_sv) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(plain_fr) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(plain_zh) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(source_definition) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(project_wording) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(cue) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inclusion) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(exclusion) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(questions) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(category_values) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE INDEX construct_by_framework ON construct (framework);

CREATE TABLE source (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	title BLOB, 
	source_kind TEXT NOT NULL, 
	"case" BLOB, 
	wave BLOB, 
	setting BLOB, 
	innovation BLOB, 
	written TEXT, 
	covers TEXT, 
	language TEXT, 
	translation_of BLOB, 
	producer BLOB, 
	file_name BLOB, 
	note BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(title) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY("case") REFERENCES "case" (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(wave) REFERENCES wave (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(setting) REFERENCES setting (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(innovation) REFERENCES innovation (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(translation_of) REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(producer) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(file_name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(note) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE INDEX source_by_case ON source ("case");

CREATE INDEX source_by_translation_of ON source (translation_of);

CREATE INDEX source_by_wave ON source (wave);

CREATE TABLE text (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	content TEXT NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id)
)
 STRICT;

CREATE TABLE revision (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	source BLOB NOT NULL, 
	text BLOB NOT NULL, 
	follows BLOB, 
	settles BLOB, 
	digest TEXT NOT NULL, 
	format TEXT, 
	encoding TEXT, 
	marks BLOB, 
	reading_notes BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(source) REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(text) REFERENCES text (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(follows) REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(settles) REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(marks) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(reading_notes) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE INDEX revision_by_digest ON revision (digest);

CREATE INDEX revision_by_source ON revision (source);

CREATE TABLE original (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	revision BLOB NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(revision) REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX original_by_revision ON original (revision);

CREATE TABLE speaker (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	source BLOB NOT NULL, 
	label BLOB, 
	role TEXT, 
	participant BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(source) REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(label) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(participant) REFERENCES participant (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE INDEX speaker_by_source ON speaker (source);

CREATE TABLE turn (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	revision BLOB NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	words_start INTEGER NOT NULL, 
	turn_kind TEXT NOT NULL, 
	speaker BLOB, 
	seconds REAL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(revision) REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(speaker) REFERENCES speaker (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX turn_by_revision_number ON turn (revision, number);

CREATE TABLE former_turn (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	turn BLOB NOT NULL, 
	former BLOB NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(turn) REFERENCES turn (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(former) REFERENCES turn (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX former_turn_by_former ON former_turn (former);

CREATE INDEX former_turn_by_turn ON former_turn (turn);

CREATE TABLE turn_role (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	turn BLOB NOT NULL, 
	role TEXT, 
	participant BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(turn) REFERENCES turn (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(participant) REFERENCES participant (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE INDEX turn_role_by_turn ON turn_role (turn);

CREATE TABLE picture (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id)
)
 STRICT;

CREATE TABLE page_picture (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	revision BLOB NOT NULL, 
	picture BLOB NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(revision) REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(picture) REFERENCES picture (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE INDEX page_picture_by_revision_start ON page_picture (revision, start);

CREATE TABLE code (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	construct BLOB, 
	label BLOB, 
	parent BLOB, 
	definition BLOB, 
	inclusion BLOB, 
	exclusion BLOB, 
	examples BLOB, 
	near_misses BLOB, 
	colour TEXT, 
	shortcut TEXT, 
	position INTEGER, 
	retired INTEGER, 
	merged_into BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(construct) REFERENCES construct (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(label) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(parent) REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(definition) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inclusion) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(exclusion) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(examples) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(near_misses) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(merged_into) REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE INDEX code_by_construct ON code (construct);

CREATE TABLE passage (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	revision BLOB NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(revision) REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX passage_by_revision_start ON passage (revision, start);

CREATE TABLE coding (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	passage BLOB NOT NULL, 
	code BLOB NOT NULL, 
	coder BLOB NOT NULL, 
	role BLOB, 
	valence TEXT, 
	example TEXT, 
	about TEXT, 
	memo BLOB, 
	quoted BLOB, 
	score REAL, 
	confirmed TEXT, 
	confirmed_because BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(passage) REFERENCES passage (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(code) REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(coder) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(role) REFERENCES construct (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(memo) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(quoted) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(confirmed_because) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE INDEX coding_by_code ON coding (code);

CREATE INDEX coding_by_passage ON coding (passage);

CREATE TABLE "query" (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	name BLOB, 
	expression BLOB, 
	code BLOB NOT NULL, 
	scope TEXT, 
	note BLOB, 
	position INTEGER, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(expression) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(code) REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(note) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE candidate_decision (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	"query" BLOB NOT NULL, 
	passage BLOB NOT NULL, 
	decision TEXT NOT NULL, 
	coding BLOB, 
	reason BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY("query") REFERENCES "query" (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(passage) REFERENCES passage (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(coding) REFERENCES coding (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(reason) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE INDEX candidate_decision_by_query ON candidate_decision ("query");

CREATE TABLE codebook_version (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	name BLOB, 
	note BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(note) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE coding_query (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	name BLOB, 
	wish TEXT NOT NULL, 
	note BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(name) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(note) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE TABLE flag (
	n INTEGER NOT NULL, 
	id BLOB NOT NULL, 
	passage BLOB NOT NULL, 
	note BLOB, 
	born INTEGER NOT NULL, 
	gone INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (n), 
	CHECK (length(id) = 16), 
	UNIQUE (id), 
	FOREIGN KEY(passage) REFERENCES passage (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(note) REFERENCES wording (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(born) REFERENCES change (n)
)
 STRICT;

CREATE INDEX flag_by_passage ON flag (passage);

CREATE TABLE source_now (
	source_n INTEGER NOT NULL, 
	revision_n INTEGER NOT NULL, 
	revisions INTEGER NOT NULL, 
	case_n INTEGER NOT NULL, 
	wave_n INTEGER NOT NULL, 
	setting_n INTEGER NOT NULL, 
	source_kind TEXT NOT NULL, 
	said_from INTEGER, 
	said_to INTEGER, 
	characters INTEGER NOT NULL, 
	turns INTEGER NOT NULL, 
	words INTEGER NOT NULL, 
	evidence_words INTEGER NOT NULL, 
	PRIMARY KEY (source_n)
)
 STRICT;

CREATE TABLE translation (
	source_n INTEGER NOT NULL, 
	original_n INTEGER NOT NULL, 
	PRIMARY KEY (source_n)
)
 STRICT;

CREATE INDEX translation_by_original ON translation (original_n);

CREATE TABLE spoken (
	turn_n INTEGER NOT NULL, 
	source_n INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	words_start INTEGER NOT NULL, 
	turn_kind TEXT NOT NULL, 
	role TEXT NOT NULL, 
	speaker_n INTEGER NOT NULL, 
	participant_n INTEGER NOT NULL, 
	words INTEGER NOT NULL, 
	evidence INTEGER NOT NULL, 
	PRIMARY KEY (turn_n)
)
 STRICT;

CREATE INDEX spoken_by_source ON spoken (source_n, number);

CREATE TABLE heard (
	source_n INTEGER NOT NULL, 
	participant_n INTEGER NOT NULL, 
	words INTEGER NOT NULL, 
	PRIMARY KEY (source_n, participant_n)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE place (
	coding_n INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	code_n INTEGER NOT NULL, 
	coder_n INTEGER NOT NULL, 
	role_n INTEGER NOT NULL, 
	source_n INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	case_n INTEGER NOT NULL, 
	wave_n INTEGER NOT NULL, 
	setting_n INTEGER NOT NULL, 
	participant_n INTEGER NOT NULL, 
	source_kind TEXT NOT NULL, 
	said_from INTEGER, 
	said_to INTEGER, 
	words INTEGER NOT NULL, 
	evidence INTEGER NOT NULL, 
	about_from INTEGER, 
	about_to INTEGER, 
	about_stated INTEGER NOT NULL, 
	valence TEXT, 
	example TEXT, 
	score REAL, 
	PRIMARY KEY (coding_n, part)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX place_by_code ON place (code_n, role_n, case_n, wave_n, participant_n, source_n, part, evidence, source_kind);

CREATE INDEX place_by_source ON place (source_n, start);

CREATE INDEX place_in_order ON place (code_n, source_n, start);

CREATE TABLE adrift (
	coding_n INTEGER NOT NULL, 
	source_n INTEGER NOT NULL, 
	PRIMARY KEY (coding_n)
)
 STRICT;

CREATE INDEX adrift_by_source ON adrift (source_n);

CREATE TABLE coded (
	source_n INTEGER NOT NULL, 
	codings INTEGER NOT NULL, 
	PRIMARY KEY (source_n)
)
 STRICT;

CREATE TABLE candidate (
	n INTEGER NOT NULL, 
	query_n INTEGER NOT NULL, 
	code_n INTEGER NOT NULL, 
	source_n INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	case_n INTEGER NOT NULL, 
	wave_n INTEGER NOT NULL, 
	setting_n INTEGER NOT NULL, 
	participant_n INTEGER NOT NULL, 
	source_kind TEXT NOT NULL, 
	said_from INTEGER, 
	said_to INTEGER, 
	words INTEGER NOT NULL, 
	evidence INTEGER NOT NULL, 
	decision TEXT NOT NULL, 
	PRIMARY KEY (n)
)
 STRICT;

CREATE INDEX candidate_by_code ON candidate (code_n, case_n, wave_n);

CREATE INDEX candidate_by_query ON candidate (query_n, decision);

CREATE INDEX candidate_by_source ON candidate (source_n, start);

CREATE VIRTUAL TABLE turn_index USING fts5(terms, content='', tokenize="ascii");
