-- The hub's own tables. Keys are compared in collation C; personal data stands in sealed columns (bytea) only.
create schema if not exists hub;

create sequence hub.id_seq as bigint;
create sequence hub.run_seq as bigint;

create table hub.system (
    system_id int generated always as identity primary key,
    id text collate "C" not null unique
);

create table hub.stream (
    stream_id int generated always as identity primary key,
    system_id int not null references hub.system,
    name text collate "C" not null,
    part text collate "C" not null,
    cursor text,
    reached_present_at timestamptz,
    paused boolean not null default false,
    unique (system_id, name)
);

create table hub.target (
    target_id int generated always as identity primary key,
    id text collate "C" not null unique,
    paused boolean not null default false
);

create table hub.mapping_revision (
    revision_id int generated always as identity primary key,
    mapping text collate "C" not null,
    revision text collate "C" not null,
    first_used_at timestamptz not null default clock_timestamp(),
    unique (mapping, revision)
);

-- A lease is fenced by its epoch: writers hold a key share lock on the row and compare. The epoch is part of a key, so that
-- taking the lease over must wait for them, while renewing it (which changes no key) need not.
create table hub.lease (
    name text collate "C" primary key,
    epoch bigint not null,
    holder text,
    expires_at timestamptz not null,
    unique (name, epoch)
) with (fillfactor = 50);

create table hub.cases (
    case_id bigint primary key,
    known boolean not null,
    version int not null,
    content_digest bytea,
    status text collate "C",
    department text collate "C",
    created_at timestamptz not null default clock_timestamp(),
    changed_at timestamptz not null default clock_timestamp()
) with (fillfactor = 80);

-- The key of a case in a system; a case may have keys in several.
create table hub.case_key (
    system_id int not null,
    value text collate "C" not null,
    case_id bigint not null,
    primary key (system_id, value)
);
create index case_key_case on hub.case_key (case_id);

-- Further numbers of a case. Two cases may carry the same number until they are recognised as one.
create table hub.case_number (
    kind smallint not null,
    value text collate "C" not null,
    case_id bigint not null,
    primary key (kind, value, case_id)
);
create index case_number_case on hub.case_number (case_id);

create table hub.match_token (
    kind smallint not null,
    token bytea not null,
    case_id bigint not null,
    primary key (kind, token, case_id)
);
create index match_token_case on hub.match_token (case_id);

create table hub.case_version (
    case_id bigint not null,
    version int not null,
    operation smallint not null,            -- 0 upsert, 1 withdrawn at its source
    status text collate "C",
    content_digest bytea not null,
    content bytea,                          -- sealed; none where the case was withdrawn
    run_id bigint not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (case_id, version),
    check (operation in (0, 1)),
    check (operation = 1 or content is not null)
);
alter table hub.case_version alter column content set storage external;

-- What each source record says now. A record whose content is that of a version of its case refers to it instead of holding it twice.
create table hub.contribution (
    contribution_id bigint primary key,
    stream_id int not null,
    source_key text collate "C" not null,
    case_id bigint not null,
    source_version timestamptz,
    record_digest bytea,
    revision_id int not null,
    content_digest bytea,
    content bytea,                          -- sealed
    content_version int,
    deleted boolean not null,
    run_id bigint not null,
    changed_at timestamptz not null default clock_timestamp(),
    unique (stream_id, source_key),
    check (deleted or content is not null or content_version is not null)
) with (fillfactor = 85);
alter table hub.contribution alter column content set storage external;
create index contribution_case on hub.contribution (case_id);

create table hub.landing (
    landing_id bigint not null,
    landed_at timestamptz not null default clock_timestamp(),
    contribution_id bigint not null,
    run_id bigint not null,
    operation smallint not null,
    source_version timestamptz,
    raw bytea not null                      -- sealed
) partition by range (landed_at);
alter table hub.landing alter column raw set storage external;
create index landing_contribution on hub.landing (contribution_id);

create table hub.run (
    run_id bigint not null,
    started_at timestamptz not null,
    stream_id int not null,
    kind smallint not null,
    node text not null,
    state smallint not null,
    finished_at timestamptz,
    pages int not null default 0,
    versions int not null default 0,
    pulled int not null default 0,
    mapped int not null default 0,
    unchanged int not null default 0,
    waiting int not null default 0,
    superseded int not null default 0,
    excluded int not null default 0,
    quarantined int not null default 0,
    cursor_from text,
    cursor_to text,
    failure_kind text,
    failure text,
    notices text[] not null default '{}',
    primary key (run_id, started_at),
    constraint run_nothing_vanishes check (pulled = mapped + unchanged + waiting + superseded + excluded + quarantined)
) partition by range (started_at);
create index run_running on hub.run (stream_id) where state = 0;
create index run_stream on hub.run (stream_id, started_at desc);

-- What became of each record of a run, by stored source key: every count leads to its records.
create table hub.run_page (
    run_id bigint not null,
    committed_at timestamptz not null default clock_timestamp(),
    pulled int not null,
    mapped text[] not null,
    unchanged text[] not null,
    waiting text[] not null,
    superseded text[] not null,
    excluded text[] not null,
    quarantined text[] not null,
    constraint run_page_nothing_vanishes check (pulled = cardinality(mapped) + cardinality(unchanged) + cardinality(waiting)
        + cardinality(superseded) + cardinality(excluded) + cardinality(quarantined))
) partition by range (committed_at);
create index run_page_run on hub.run_page (run_id);

create table hub.quarantine (
    quarantine_id bigint primary key,
    stream_id int,                          -- a record that could not be mapped …
    source_key text collate "C",
    target_id int,                          -- … or a version a target refused
    case_id bigint,
    version int,
    state smallint not null default 0,      -- 0 open, 1 closed by a good record, 2 superseded, 3 discarded, 4 released
    case_key text collate "C",
    operation smallint not null default 0,
    source_version timestamptz,
    errors jsonb not null,                  -- [{field, source, reason, value, message}]; values only where harmless
    raw bytea,                              -- sealed
    times_seen int not null default 1,
    first_seen timestamptz not null default clock_timestamp(),
    last_seen timestamptz not null default clock_timestamp(),
    last_run_id bigint,
    closed_at timestamptz,
    closed_by text,
    closed_reason text,
    check ((stream_id is not null and source_key is not null and raw is not null) or (target_id is not null and case_id is not null))
);
alter table hub.quarantine alter column raw set storage external;
create unique index quarantine_open_record on hub.quarantine (stream_id, source_key) where state = 0 and stream_id is not null;
create unique index quarantine_open_delivery on hub.quarantine (target_id, case_id) where state = 0 and target_id is not null;

-- Keys that complete reads of a stream did not show, and how many in a row.
create table hub.missing_key (
    stream_id int not null,
    source_key text collate "C" not null,
    sightings int not null,
    missed_at timestamptz not null default clock_timestamp(),
    primary key (stream_id, source_key)
);

-- Pushed requests that were committed, so that a repetition has no effect.
create table hub.pushed (
    stream_id int not null,
    replay_key text collate "C" not null,
    at timestamptz not null default clock_timestamp(),
    primary key (stream_id, replay_key)
);

-- What the records of a stream look like, learned from the first of them.
create table hub.stream_shape (
    stream_id int primary key,
    shape jsonb not null,
    changed_at timestamptz not null default clock_timestamp()
);

-- How records departed from it: each departure is raised once.
create table hub.drift (
    drift_id bigint generated always as identity primary key,
    stream_id int not null,
    kind smallint not null,                 -- 0 new field, 1 missing field, 2 changed type, 3 unknown code
    field text collate "C" not null,
    value text collate "C" not null,        -- the code; otherwise empty
    detail int not null,                    -- the types that came, as bits
    example text not null,                  -- masked
    action smallint not null,               -- 0 warn, 1 quarantine, 2 stop
    count bigint not null,
    first_seen timestamptz not null default clock_timestamp(),
    last_seen timestamptz not null default clock_timestamp(),
    accepted_at timestamptz,
    accepted_by text,
    unique (stream_id, kind, field, value)
) with (fillfactor = 70);

create table hub.outbox (
    target_id int not null,
    case_id bigint not null,
    version int not null,
    lane smallint not null,
    department text collate "C" not null default '',
    state smallint not null default 0,      -- 0 pending, 1 sending, 2 refused, 3 parked, 4 waiting for its parent
    waits_for text collate "C",             -- the parent's key or number
    epoch bigint,                           -- of the lease that claimed it
    attempts int not null default 0,
    uncertain boolean not null default false,
    due_at timestamptz not null default clock_timestamp(),
    created_at timestamptz not null default clock_timestamp(),
    last_code text,
    last_message text,
    primary key (case_id, target_id, version)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
-- An expression on purpose: the claim walks this index, and no statement that looks for a row by its key can be lured into it
-- while the statistics still say that the table is empty.
create index outbox_due on hub.outbox ((target_id + 0), lane, department, due_at) where state in (0, 1);

create index outbox_waiting on hub.outbox (target_id) where state = 4;

-- What each target holds of each case, as far as its receipts say.
create table hub.target_case (
    target_id int not null,
    case_id bigint not null,
    version int not null,
    operation smallint not null,
    content_digest bytea not null,
    platform_id text,
    changed_at timestamptz not null default clock_timestamp(),
    primary key (case_id, target_id)
) with (fillfactor = 80);

create table hub.receipt (
    received_at timestamptz not null default clock_timestamp(),
    target_id int not null,
    case_id bigint not null,
    version int not null,
    attempt int not null,
    verdict smallint not null,              -- 0 delivered, 1 repeated, 2 rejected, 4 parked
    idempotency_key text collate "C" not null,
    code text,
    message text,
    platform_id text
) partition by range (received_at);
create index receipt_case on hub.receipt (case_id);

create table hub.audit (
    audit_id bigint generated always as identity,
    at timestamptz not null default clock_timestamp(),
    actor text not null,
    action text collate "C" not null,
    subject text not null,
    detail jsonb not null
) partition by range (at);
create index audit_at on hub.audit (at);

create function hub.audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'hub.audit is append-only';
end
$$;
create trigger audit_append_only before update or delete on hub.audit
    for each row execute function hub.audit_is_append_only();

-- Tokens of a system's request budget, granted to nodes in slices.
create table hub.budget (
    system text collate "C" primary key,
    tokens double precision not null,
    refilled_at timestamptz not null
) with (fillfactor = 50);

create table hub.account (
    name text collate "C" primary key,
    password_hash text not null,
    role text collate "C" not null,
    must_change boolean not null,
    failed_attempts int not null default 0,
    locked_until timestamptz,
    created_at timestamptz not null default clock_timestamp()
);

-- Facts of the installation, such as the fingerprint of its keys.
create table hub.installation (
    name text collate "C" primary key,
    value text not null
);
