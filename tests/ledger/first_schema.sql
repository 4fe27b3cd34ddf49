-- The tables of schema revision 0001, as SQLite told them. Never changed: migrations are tested on it.

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT pk_alembic_version PRIMARY KEY (version_num)
);

CREATE TABLE about (
	name VARCHAR(40) NOT NULL,
	value TEXT NOT NULL,
	CONSTRAINT pk_about PRIMARY KEY (name)
);

CREATE TABLE commits (
	no INTEGER NOT NULL,
	kind VARCHAR(12) NOT NULL,
	submission VARCHAR(20) NOT NULL,
	at VARCHAR(26) NOT NULL,
	rules VARCHAR(64) NOT NULL,
	exported BOOLEAN NOT NULL,
	CONSTRAINT pk_commits PRIMARY KEY (no)
);

CREATE TABLE submissions (
	id VARCHAR(20) NOT NULL,
	folder TEXT NOT NULL,
	name TEXT NOT NULL,
	size BIGINT NOT NULL,
	mtime_ns BIGINT NOT NULL,
	inode VARCHAR(40) NOT NULL,
	work_name TEXT NOT NULL,
	sender TEXT NOT NULL,
	authority TEXT NOT NULL,
	privacy SMALLINT NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	state VARCHAR(12) NOT NULL,
	verdict VARCHAR(12) NOT NULL,
	duplicate_of VARCHAR(20) NOT NULL,
	attempts INTEGER NOT NULL,
	worker TEXT NOT NULL,
	epoch INTEGER NOT NULL,
	lease_until VARCHAR(26),
	retry_at VARCHAR(26),
	problem TEXT NOT NULL,
	forms JSON NOT NULL,
	counts JSON NOT NULL,
	result JSON NOT NULL,
	manifest JSON NOT NULL,
	receipt TEXT NOT NULL,
	archived_as TEXT NOT NULL,
	seen_at VARCHAR(26) NOT NULL,
	claimed_at VARCHAR(26),
	committed_at VARCHAR(26),
	ended_at VARCHAR(26),
	undone_by INTEGER,
	CONSTRAINT pk_submissions PRIMARY KEY (id),
	CONSTRAINT fk_submissions_undone_by FOREIGN KEY(undone_by) REFERENCES commits (no)
);

CREATE TABLE records (
	id INTEGER NOT NULL,
	commit_no INTEGER NOT NULL,
	ended INTEGER,
	form VARCHAR(24) NOT NULL,
	"key" TEXT NOT NULL,
	version INTEGER NOT NULL,
	payload JSON NOT NULL,
	cells TEXT NOT NULL,
	customer VARCHAR(64) NOT NULL,
	owner TEXT NOT NULL,
	day DATE,
	deal_stage TEXT NOT NULL,
	amount FLOAT,
	privacy SMALLINT NOT NULL,
	submission VARCHAR(20) NOT NULL,
	sheet TEXT NOT NULL,
	"row" INTEGER NOT NULL,
	CONSTRAINT pk_records PRIMARY KEY (id),
	CONSTRAINT uq_records_form_key_version UNIQUE (form, "key", version),
	CONSTRAINT fk_records_commit_no FOREIGN KEY(commit_no) REFERENCES commits (no),
	CONSTRAINT fk_records_ended FOREIGN KEY(ended) REFERENCES commits (no)
);

CREATE TABLE customers (
	row_id INTEGER NOT NULL,
	commit_no INTEGER NOT NULL,
	ended INTEGER,
	id VARCHAR(64) NOT NULL,
	version INTEGER NOT NULL,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	brand TEXT NOT NULL,
	brand_head VARCHAR(8) NOT NULL,
	brand_tail VARCHAR(8) NOT NULL,
	credit_code VARCHAR(24) NOT NULL,
	phone TEXT NOT NULL,
	phone_key VARCHAR(40) NOT NULL,
	owner TEXT NOT NULL,
	deal_stage TEXT NOT NULL,
	grade VARCHAR(8) NOT NULL,
	registered_on DATE,
	CONSTRAINT pk_customers PRIMARY KEY (row_id),
	CONSTRAINT uq_customers_id_version UNIQUE (id, version),
	CONSTRAINT fk_customers_commit_no FOREIGN KEY(commit_no) REFERENCES commits (no),
	CONSTRAINT fk_customers_ended FOREIGN KEY(ended) REFERENCES commits (no)
);

CREATE TABLE moves (
	id INTEGER NOT NULL,
	commit_no INTEGER NOT NULL,
	ended INTEGER,
	customer VARCHAR(64) NOT NULL,
	"before" TEXT NOT NULL,
	"after" TEXT NOT NULL,
	"on" DATE NOT NULL,
	person TEXT NOT NULL,
	cause TEXT NOT NULL,
	submission VARCHAR(20) NOT NULL,
	sheet TEXT NOT NULL,
	"row" INTEGER NOT NULL,
	CONSTRAINT pk_moves PRIMARY KEY (id),
	CONSTRAINT fk_moves_commit_no FOREIGN KEY(commit_no) REFERENCES commits (no),
	CONSTRAINT fk_moves_ended FOREIGN KEY(ended) REFERENCES commits (no)
);

CREATE TABLE scores (
	id INTEGER NOT NULL,
	commit_no INTEGER NOT NULL,
	ended INTEGER,
	customer VARCHAR(64) NOT NULL,
	day DATE NOT NULL,
	total FLOAT NOT NULL,
	fit FLOAT NOT NULL,
	engagement FLOAT,
	grade VARCHAR(8) NOT NULL,
	provisional BOOLEAN NOT NULL,
	completeness FLOAT NOT NULL,
	red_lines JSON NOT NULL,
	factors JSON NOT NULL,
	CONSTRAINT pk_scores PRIMARY KEY (id),
	CONSTRAINT fk_scores_commit_no FOREIGN KEY(commit_no) REFERENCES commits (no),
	CONSTRAINT fk_scores_ended FOREIGN KEY(ended) REFERENCES commits (no)
);

CREATE TABLE reminders (
	id INTEGER NOT NULL,
	commit_no INTEGER NOT NULL,
	ended INTEGER,
	"key" TEXT NOT NULL,
	owner TEXT NOT NULL,
	due DATE NOT NULL,
	text TEXT NOT NULL,
	customer VARCHAR(64) NOT NULL,
	cause TEXT NOT NULL,
	CONSTRAINT pk_reminders PRIMARY KEY (id),
	CONSTRAINT fk_reminders_commit_no FOREIGN KEY(commit_no) REFERENCES commits (no),
	CONSTRAINT fk_reminders_ended FOREIGN KEY(ended) REFERENCES commits (no)
);

CREATE TABLE orders (
	id INTEGER NOT NULL,
	commit_no INTEGER NOT NULL,
	submission VARCHAR(20) NOT NULL,
	kind VARCHAR(8) NOT NULL,
	content JSON NOT NULL,
	ended INTEGER,
	CONSTRAINT pk_orders PRIMARY KEY (id),
	CONSTRAINT fk_orders_commit_no FOREIGN KEY(commit_no) REFERENCES commits (no),
	CONSTRAINT fk_orders_ended FOREIGN KEY(ended) REFERENCES commits (no)
);

CREATE TABLE numbers (
	prefix VARCHAR(64) NOT NULL,
	last INTEGER NOT NULL,
	commit_no INTEGER NOT NULL,
	CONSTRAINT pk_numbers PRIMARY KEY (prefix),
	CONSTRAINT fk_numbers_commit_no FOREIGN KEY(commit_no) REFERENCES commits (no)
);

CREATE TABLE receipt_rows (
	submission VARCHAR(20) NOT NULL,
	sheet TEXT NOT NULL,
	commit_no INTEGER NOT NULL,
	rows JSON NOT NULL,
	CONSTRAINT pk_receipt_rows PRIMARY KEY (submission, sheet),
	CONSTRAINT fk_receipt_rows_commit_no FOREIGN KEY(commit_no) REFERENCES commits (no)
);

CREATE TABLE mappings (
	id INTEGER NOT NULL,
	commit_no INTEGER NOT NULL,
	ended INTEGER,
	form VARCHAR(24) NOT NULL,
	heading TEXT NOT NULL,
	field TEXT NOT NULL,
	person TEXT NOT NULL,
	CONSTRAINT pk_mappings PRIMARY KEY (id),
	CONSTRAINT fk_mappings_commit_no FOREIGN KEY(commit_no) REFERENCES commits (no),
	CONSTRAINT fk_mappings_ended FOREIGN KEY(ended) REFERENCES commits (no)
);

CREATE TABLE audit (
	no INTEGER NOT NULL,
	commit_no INTEGER NOT NULL,
	at VARCHAR(26) NOT NULL,
	actor TEXT NOT NULL,
	action VARCHAR(24) NOT NULL,
	subject TEXT NOT NULL,
	detail JSON NOT NULL,
	hash VARCHAR(64) NOT NULL,
	CONSTRAINT pk_audit PRIMARY KEY (no),
	CONSTRAINT fk_audit_commit_no FOREIGN KEY(commit_no) REFERENCES commits (no)
);

CREATE TABLE documents (
	id INTEGER NOT NULL,
	commit_no INTEGER NOT NULL,
	submission VARCHAR(20) NOT NULL,
	order_id INTEGER,
	number TEXT NOT NULL,
	kind TEXT NOT NULL,
	customer VARCHAR(64) NOT NULL,
	template TEXT NOT NULL,
	template_hash VARCHAR(64) NOT NULL,
	data_hash VARCHAR(64) NOT NULL,
	folder TEXT NOT NULL,
	name TEXT NOT NULL,
	path TEXT NOT NULL,
	version INTEGER NOT NULL,
	state VARCHAR(4) NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	size BIGINT NOT NULL,
	privacy SMALLINT NOT NULL,
	check_code VARCHAR(16) NOT NULL,
	missing JSON NOT NULL,
	sources JSON NOT NULL,
	ended INTEGER,
	CONSTRAINT pk_documents PRIMARY KEY (id),
	CONSTRAINT uq_documents_folder_name_version UNIQUE (folder, name, version),
	CONSTRAINT fk_documents_commit_no FOREIGN KEY(commit_no) REFERENCES commits (no),
	CONSTRAINT fk_documents_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
	CONSTRAINT fk_documents_ended FOREIGN KEY(ended) REFERENCES commits (no)
);

CREATE INDEX ix_commits_submission ON commits (submission);

CREATE INDEX ix_commits_unexported ON commits (no) WHERE exported = false;

CREATE INDEX ix_submissions_open ON submissions (seen_at) WHERE ended_at IS NULL;

CREATE INDEX ix_submissions_sha256 ON submissions (sha256);

CREATE UNIQUE INDEX uq_submissions_waiting ON submissions (folder, name) WHERE state IN ('seen', 'settled');

CREATE INDEX ix_submissions_seen_at ON submissions (seen_at);

CREATE INDEX ix_records_day ON records (form, day) WHERE ended IS NULL;

CREATE INDEX ix_records_commit_no ON records (commit_no);

CREATE INDEX ix_records_ended ON records (ended) WHERE ended IS NOT NULL;

CREATE INDEX ix_records_current ON records (customer, form) WHERE ended IS NULL;

CREATE INDEX ix_customers_head ON customers (brand_head) WHERE ended IS NULL AND brand_head <> '';

CREATE INDEX ix_customers_owner ON customers (owner) WHERE ended IS NULL;

CREATE INDEX ix_customers_ended ON customers (ended) WHERE ended IS NOT NULL;

CREATE INDEX ix_customers_name ON customers (name_key) WHERE ended IS NULL;

CREATE INDEX ix_customers_tail ON customers (brand_tail) WHERE ended IS NULL AND brand_tail <> '';

CREATE INDEX ix_customers_phone ON customers (phone_key) WHERE ended IS NULL AND phone_key <> '';

CREATE INDEX ix_customers_brand ON customers (brand) WHERE ended IS NULL;

CREATE INDEX ix_customers_commit_no ON customers (commit_no);

CREATE INDEX ix_customers_code ON customers (credit_code) WHERE ended IS NULL AND credit_code <> '';

CREATE INDEX ix_moves_customer ON moves (customer);

CREATE INDEX ix_moves_commit_no ON moves (commit_no);

CREATE INDEX ix_moves_ended ON moves (ended) WHERE ended IS NOT NULL;

CREATE INDEX ix_scores_ended ON scores (ended) WHERE ended IS NOT NULL;

CREATE INDEX ix_scores_commit_no ON scores (commit_no);

CREATE INDEX ix_scores_customer_day ON scores (customer, day);

CREATE INDEX ix_reminders_ended ON reminders (ended) WHERE ended IS NOT NULL;

CREATE INDEX ix_reminders_due ON reminders (due) WHERE ended IS NULL;

CREATE INDEX ix_reminders_commit_no ON reminders (commit_no);

CREATE UNIQUE INDEX uq_reminders_current ON reminders ("key") WHERE ended IS NULL;

CREATE INDEX ix_orders_ended ON orders (ended) WHERE ended IS NOT NULL;

CREATE INDEX ix_orders_commit_no ON orders (commit_no);

CREATE INDEX ix_orders_submission ON orders (submission);

CREATE INDEX ix_orders_waiting ON orders (id) WHERE ended IS NULL;

CREATE INDEX ix_receipt_rows_commit_no ON receipt_rows (commit_no);

CREATE INDEX ix_mappings_commit_no ON mappings (commit_no);

CREATE UNIQUE INDEX uq_mappings_current ON mappings (form, heading) WHERE ended IS NULL;

CREATE INDEX ix_mappings_ended ON mappings (ended) WHERE ended IS NOT NULL;

CREATE INDEX ix_audit_subject ON audit (subject);

CREATE INDEX ix_audit_commit_no ON audit (commit_no);

CREATE INDEX ix_documents_customer ON documents (customer);

CREATE INDEX ix_documents_number ON documents (number);

CREATE INDEX ix_documents_sha256 ON documents (sha256);

CREATE INDEX ix_documents_commit_no ON documents (commit_no);

CREATE INDEX ix_documents_submission ON documents (submission);

CREATE INDEX ix_documents_ended ON documents (ended) WHERE ended IS NOT NULL;
