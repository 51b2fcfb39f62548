-- Schema 1 of a cpro base. Dates are ISO 8601 texts; instants carry their offset.
-- In persons, NULL means « the source had no such column », '' means « the cell was empty ».
pragma application_id = 1129337423; -- « CPRO »

-- What the establishment has set; a key that is absent has its default.
create table settings (
    key     text primary key,                       -- establishment.name, passwords.eleve…
    value   text not null
) strict, without rowid;

-- The establishment's pictures, decoded and encoded again by us.
create table images (
    kind    text primary key check (kind in ('logo', 'stamp')),
    width   integer not null check (width > 0),     -- pixels
    height  integer not null check (height > 0),
    png     blob not null
) strict, without rowid;

-- One run that changed data: what was done, by whom, from which file.
create table batches (
    id      integer primary key autoincrement,
    at      text not null,                          -- instant
    actor   text not null,                          -- system user
    action  text not null check (action in
            ('init', 'import', 'accounts.create', 'accounts.reset', 'slips.generate')),
    source  text not null default '',               -- names of the files read, without their folder
    summary text not null default '{}' check (json_valid(summary))  -- totals of the report, no personal data
) strict;

-- Pupils, candidates and staff.
create table persons (
    id              integer primary key,
    profile         text not null check (profile in
                    ('eleve', 'enseignant', 'personnel', 'chef-etablissement', 'inspecteur', 'administrateur')),
    family_name     text not null,
    usage_name      text,
    first_name      text not null,
    birth_date      text check (length(birth_date) = 10),
    ine             text not null default '',       -- national number, '' where none
    number          text not null default '',       -- SIECLE's internal number, '' where none
    mef             text,                           -- training code, or its label
    division        text,                           -- administrative class
    groups          text,                           -- teaching groups, separated by ', '
    has_left        integer not null default 0 check (has_left in (0, 1)),   -- a row announced the departure
    diploma         text,                           -- examination of a candidate
    enrolment       text,                           -- state of the candidate's enrolment
    email           text,
    departed_on     text,                           -- day from which the person is absent from the files
    -- Numbers of batches, which are never removed: a foreign key would be checked once for each of a school's pupils.
    created_batch   integer not null,               -- undoing a batch removes what it created
    changed_batch   integer not null,               -- last batch that touched the person…
    changed_line    integer not null default 0      -- …and the line of its file
) strict;
create index persons_by_ine on persons (ine) where ine <> '';

-- Accounts. A person has one at most; the administrator's belongs to nobody.
create table accounts (
    id              integer primary key,
    person_id       integer references persons (id),
    login           text not null collate nocase,   -- always in logins too
    profile         text not null check (profile in
                    ('eleve', 'enseignant', 'personnel', 'chef-etablissement', 'inspecteur', 'administrateur')),
    password_state  text not null check (password_state in ('initial', 'pending', 'temporary', 'personal')),
    hash            text check ((hash is null) = (password_state = 'pending')),  -- PHC string, Argon2id
    must_change     integer not null check (must_change in (0, 1)),
    status          text not null check (status in ('active', 'inactive', 'locked')),
    issued_at       text,                           -- instant at which the present password was issued
    expires_on      text,                           -- last day of an initial or temporary password
    failures        integer not null default 0 check (failures >= 0),
    locked_until    text,                           -- instant
    last_login_at   text,                           -- instant
    created_at      text not null,                  -- instant
    created_batch   integer not null,               -- number of a batch
    version         integer not null default 1      -- grows with each password: guards against stale lists
) strict;
create unique index accounts_by_login on accounts (login);
create unique index accounts_by_person on accounts (person_id);

-- Every login ever given. Rows are never removed, so that no login is given to somebody else.
create table logins (
    login       text primary key collate nocase,
    given_on    text not null                       -- day
) strict, without rowid;

-- Rows as they were before a batch changed them, so that the batch can be undone.
create table changes (
    id          integer primary key,
    batch_id    integer not null references batches (id),
    record      text not null check (record in ('person', 'account')),
    record_id   integer not null,
    before      text not null check (json_valid(before))
) strict;
create index changes_by_batch on changes (batch_id);

-- Documents produced, kept so that they can be found again.
create table documents (
    id          integer primary key autoincrement,
    batch_id    integer not null references batches (id),
    created_at  text not null,                      -- instant
    kind        text not null check (kind in ('slips')),
    name        text not null,                      -- file name, without its folder
    per_page    integer not null check (per_page > 0),
    slips       integer not null check (slips >= 0),
    pages       integer not null check (pages >= 0),
    bytes       integer not null check (bytes >= 0),
    type        text not null,                      -- media type
    status      text not null check (status in ('valid', 'void', 'purged')),
    content     blob                                -- NULL once purged
) strict;

-- Whose slip is in which document, and which password it speaks of.
create table document_accounts (
    document_id     integer not null references documents (id),
    account_id      integer not null references accounts (id),
    version         integer not null,               -- of the account when the slip was made
    primary key (document_id, account_id)
) strict, without rowid;

-- Who did what, when, on which record: numbers only, no name, no login.
create table journal (
    id          integer primary key autoincrement,
    at          text not null,                      -- instant
    actor       text not null,                      -- system user
    action      text not null,                      -- noun.verb
    record      text not null default '' check (record in ('', 'person', 'account', 'document', 'setting', 'batch')),
    record_id   integer,
    result      text not null
) strict;
create index journal_by_record on journal (record, record_id);
