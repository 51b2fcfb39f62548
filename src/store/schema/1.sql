-- Schema 1 of a cpro base. Dates are ISO 8601 texts; instants carry their offset.
-- In persons, NULL means « the source had no such column », '' means « the cell was empty ».
pragma application_id = 1129337423; -- « CPRO »

-- What the establishment has set; a key that is absent has its default.
create table settings (
    key     text primary key,                       -- establishment.name, passwords.eleve…
    value   text not null                           -- checked by the program before it is set
) strict, without rowid;

-- The establishment's pictures, decoded and encoded again by us.
create table images (
    kind    text primary key check (kind in ('logo', 'stamp')),     -- which picture
    width   integer not null check (width > 0),     -- pixels
    height  integer not null check (height > 0),    -- pixels
    png     blob not null                           -- 8 bits a channel, no transparency
) strict, without rowid;

-- One run that changed data: what was done, by whom, from which file.
create table batches (
    id      integer primary key autoincrement,      -- number of the batch
    at      text not null,                          -- instant
    actor   text not null,                          -- system user
    action  text not null check (action in          -- command that ran
            ('init', 'import', 'accounts.create', 'accounts.reset', 'slips.generate')),
    source  text not null default '',               -- names of the files read, without their folder
    summary text not null default '{}' check (json_valid(summary))  -- totals of the report, no personal data
) strict;

-- Pupils, candidates and staff.
create table persons (
    id              integer primary key,            -- number of the person
    profile         text not null check (profile in -- what the person is here
                    ('eleve', 'enseignant', 'personnel', 'chef-etablissement', 'inspecteur', 'administrateur')),
    family_name     text not null,                  -- nom de famille
    usage_name      text,                           -- nom d'usage
    first_name      text not null,                  -- first of the first names
    birth_date      text check (length(birth_date) = 10),           -- day, NULL where unknown
    ine             text not null default '',       -- national number, '' where none
    number          text not null default '',       -- SIECLE's internal number, '' where none
    mef             text,                           -- training code, or its label
    division        text,                           -- administrative class
    groups          text,                           -- teaching groups, separated by ', '
    has_left        integer not null default 0 check (has_left in (0, 1)),   -- a row announced the departure
    diploma         text,                           -- examination of a candidate
    enrolment       text,                           -- state of the candidate's enrolment
    email           text,                           -- e-mail address
    departed_on     text,                           -- day from which the person is absent from the files
    -- Numbers of batches, which are never removed: a foreign key would be checked once for each of a school's pupils.
    created_batch   integer not null,               -- undoing a batch removes what it created
    changed_batch   integer not null,               -- last batch that touched the person…
    changed_line    integer not null default 0      -- …and the line of its file
) strict;
create index persons_by_ine on persons (ine) where ine <> '';

-- Accounts. A person has one at most; the administrator's belongs to nobody.
create table accounts (
    id              integer primary key,            -- number of the account
    person_id       integer references persons (id),    -- whose, NULL for the administrator's
    login           text not null collate nocase,   -- always in logins too
    profile         text not null check (profile in -- of the person when the account was made
                    ('eleve', 'enseignant', 'personnel', 'chef-etablissement', 'inspecteur', 'administrateur')),
    -- birth date, drawn with the next slip, drawn at random, chosen by the person
    password_state  text not null check (password_state in ('initial', 'pending', 'temporary', 'personal')),
    hash            text check ((hash is null) = (password_state = 'pending')),  -- PHC string, Argon2id
    must_change     integer not null check (must_change in (0, 1)),             -- at the next sign-in
    status          text not null check (status in ('active', 'inactive', 'locked')),   -- inactive once departed
    issued_at       text,                           -- instant at which the present password was issued
    expires_on      text,                           -- last day of an initial or temporary password
    failures        integer not null default 0 check (failures >= 0),           -- in a row
    locked_until    text,                           -- instant at which a lock ends
    last_login_at   text,                           -- instant of the last sign-in
    created_at      text not null,                  -- instant
    created_batch   integer not null,               -- number of a batch
    version         integer not null default 1      -- grows with each password: guards against stale lists
) strict;
create unique index accounts_by_login on accounts (login);
create unique index accounts_by_person on accounts (person_id);

-- Every login ever given. Rows are never removed, so that no login is given to somebody else.
create table logins (
    login       text primary key collate nocase,    -- prenom.nom, or the UAI
    given_on    text not null                       -- day of the first time
) strict, without rowid;

-- Rows as they were before a batch changed them, so that the batch can be undone.
create table changes (
    id          integer primary key,                -- order of the changes
    batch_id    integer not null references batches (id),               -- who changed it
    record      text not null check (record in ('person', 'account')),  -- which table
    record_id   integer not null,                   -- which row
    before      text not null check (json_valid(before))                -- its columns, as a JSON object
) strict;
create index changes_by_batch on changes (batch_id);

-- Documents produced, kept so that they can be found again.
create table documents (
    id          integer primary key autoincrement,  -- printed on each slip
    batch_id    integer not null references batches (id),   -- run that made it
    created_at  text not null,                      -- instant
    kind        text not null check (kind in ('slips')),    -- what is in it
    name        text not null,                      -- file name, without its folder
    per_page    integer not null check (per_page > 0),      -- slips a page
    slips       integer not null check (slips >= 0),        -- in all
    pages       integer not null check (pages >= 0),        -- of paper
    bytes       integer not null check (bytes >= 0),        -- of content
    type        text not null,                      -- media type
    status      text not null check (status in ('valid', 'void', 'purged')),    -- void: not to be used; purged: erased
    content     blob                                -- the file itself, NULL once purged
) strict;

-- Whose slip is in which document, and which password it speaks of.
create table document_accounts (
    document_id     integer not null references documents (id),    -- which document
    account_id      integer not null references accounts (id),     -- whose slip
    version         integer not null,               -- of the account when the slip was made
    primary key (document_id, account_id)
) strict, without rowid;

-- Who did what, when, on which record: numbers only, no name, no login.
create table journal (
    id          integer primary key autoincrement,  -- order of the lines
    at          text not null,                      -- instant
    actor       text not null,                      -- system user
    action      text not null,                      -- noun.verb
    record      text not null default '' check (record in ('', 'person', 'account', 'document', 'setting', 'batch')),   -- table
    record_id   integer,                            -- row of that table
    result      text not null                       -- what came of it
) strict;
create index journal_by_record on journal (record, record_id);
