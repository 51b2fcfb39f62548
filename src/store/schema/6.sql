-- Schema 6: slips that were handed out, departures that are announced, replies to tickets, what left for other systems.
-- Runs with foreign keys off: two tables that others refer to are made anew.

-- People and accounts, with the columns that came since in their place. A list of values under « in » is built anew for
-- each row, which was a quarter of an import; comparisons are not.
create table new_persons (
    id              integer primary key,            -- number of the person
    profile         text not null check (           -- what the person is here
                    profile = 'eleve' or profile = 'enseignant' or profile = 'personnel'
                    or profile = 'chef-etablissement' or profile = 'inspecteur' or profile = 'administrateur'),
    family_name     text not null,                  -- nom de famille
    usage_name      text,                           -- nom d'usage
    first_name      text not null,                  -- first of the first names
    birth_date      text check (length(birth_date) = 10),           -- day, NULL where unknown
    ine             text not null default '',       -- national number, '' where none
    number          text not null default '',       -- SIECLE's internal number, '' where none
    mef             text,                           -- training code, or its label
    division        text,                           -- administrative class
    groups          text,                           -- teaching groups, separated by ', '
    has_left        integer not null default 0 check (has_left = 0 or has_left = 1),    -- a row announced the departure
    diploma         text,                           -- examination of a candidate
    enrolment       text,                           -- state of the candidate's enrolment
    email           text,                           -- e-mail address
    civility        text,                           -- M. or Mme
    discipline      text,                           -- what a teacher teaches
    leaves_on       text,                           -- day of a departure that was announced and has not come
    departed_on     text,                           -- day from which the person is absent from the files
    -- Which kind of list knows the person: only the lists of that kind can tell that the person left.
    origin          text not null default 'siecle'
                    check (origin = 'siecle' or origin = 'sts' or origin = 'candidats' or origin = 'autre'),
    -- Numbers of batches, which are never removed: a foreign key would be checked once for each of a school's pupils.
    created_batch   integer not null,               -- undoing a batch removes what it created
    changed_batch   integer not null,               -- last batch that touched the person…
    changed_line    integer not null default 0      -- …and the line of its file
) strict;
insert into new_persons (id, profile, family_name, usage_name, first_name, birth_date, ine, number, mef, division, groups,
        has_left, diploma, enrolment, email, civility, discipline, departed_on, origin, created_batch, changed_batch, changed_line)
    select id, profile, family_name, usage_name, first_name, birth_date, ine, number, mef, division, groups,
        has_left, diploma, enrolment, email, civility, discipline, departed_on, origin, created_batch, changed_batch, changed_line
    from persons;
drop table persons;
alter table new_persons rename to persons;
create index persons_by_ine on persons (ine) where ine <> '';

-- A person has one account at most; the administrator's belongs to nobody.
create table new_accounts (
    id              integer primary key,            -- number of the account
    person_id       integer references persons (id),    -- whose, NULL for the administrator's
    login           text not null collate nocase,   -- always in logins too
    profile         text not null check (           -- of the person when the account was made
                    profile = 'eleve' or profile = 'enseignant' or profile = 'personnel'
                    or profile = 'chef-etablissement' or profile = 'inspecteur' or profile = 'administrateur'),
    password_state  text not null check (           -- birth date, drawn with the next slip, drawn at random, chosen
                    password_state = 'initial' or password_state = 'pending'
                    or password_state = 'temporary' or password_state = 'personal'),
    hash            text check ((hash is null) = (password_state = 'pending')),         -- PHC string, Argon2id
    must_change     integer not null check (must_change = 0 or must_change = 1),        -- at the next sign-in
    status          text not null check (           -- inactive once departed
                    status = 'active' or status = 'inactive' or status = 'locked'),
    issued_at       text,                           -- instant at which the present password was issued
    expires_on      text,                           -- last day of an initial or temporary password
    expires_at      text,                           -- last moment of a password that was mailed, NULL for the others
    failures        integer not null default 0 check (failures >= 0),           -- in a row
    locked_until    text,                           -- instant at which a lock ends
    last_login_at   text,                           -- instant of the last sign-in
    closes_on       text,                           -- last day of an inspector's access, NULL for the others
    opened_by       integer,                        -- account of the head who let the inspector in, NULL for the others
    created_at      text not null,                  -- instant
    created_batch   integer not null,               -- number of a batch
    version         integer not null default 1      -- grows with each password: guards against stale lists
) strict;
insert into new_accounts (id, person_id, login, profile, password_state, hash, must_change, status, issued_at, expires_on,
        expires_at, failures, locked_until, last_login_at, closes_on, opened_by, created_at, created_batch, version)
    select id, person_id, login, profile, password_state, hash, must_change, status, issued_at, expires_on,
        expires_at, failures, locked_until, last_login_at, closes_on, opened_by, created_at, created_batch, version
    from accounts;
drop table accounts;
alter table new_accounts rename to accounts;
create unique index accounts_by_login on accounts (login);
create unique index accounts_by_person on accounts (person_id);

alter table document_accounts add column handed_at text;    -- instant at which the slip was handed out, NULL until then
alter table document_accounts add column rank integer;      -- number of the slip in its document, from 1, NULL where older
create index document_accounts_by_account on document_accounts (account_id);

-- Letters with a first password, which nobody asked for.
alter table outbox add column first integer not null default 0 check (first = 0 or first = 1);
alter table outbox add column until text;                   -- last day of the password, NULL for the usual one

-- Where the families of pupils live, for letters alone: empty unless letters.addresses says that it is kept.
create table addresses (
    person_id   integer primary key references persons (id) on delete cascade,  -- the pupil
    addressee   text not null,                      -- « Mme Dominique RENAUD », '' for the family
    lines       text not null                       -- of the address, one under the other
) strict;

-- What was answered to a ticket, and what was answered to that.
create table ticket_replies (
    ticket_id   integer not null references tickets (id),       -- which ticket
    position    integer not null,                   -- in the order in which they came, from 0
    at          text not null,                      -- instant
    actor       text not null,                      -- system user
    origin      text not null check (origin in ('school', 'service')),  -- who wrote it
    message     text not null,
    primary key (ticket_id, position)
) strict, without rowid;

-- What left for other systems: which one, when, how much of it; no name.
create table exports (
    id          integer primary key autoincrement,  -- order of the exports
    at          text not null,                      -- instant
    actor       text not null,                      -- system user
    target      text not null,                      -- ldif, keycloak…
    accounts    integer not null check (accounts >= 0),     -- how many left
    passwords   integer not null check (passwords >= 0)     -- how many of them with a password or its hash
) strict;

-- What each other system has of an account: what is the same is not sent again.
create table exported (
    target      text not null,                      -- ldif, keycloak…
    account_id  integer not null,                   -- whose; it may have been taken back since
    version     integer not null,                   -- of the account’s password, as it left or was known to have been replaced
    told        text,                               -- SHA-256 of what left, NULL where it is not known to have arrived
    open        integer not null check (open in (0, 1)),    -- whether it was told to be open
    primary key (target, account_id)
) strict, without rowid;
create index exported_by_account on exported (account_id);

-- The key under which seals of people who were erased are made: without it they cannot even be tried.
create table erasure_key (
    one         integer primary key check (one = 1),            -- there is one
    key         blob not null check (length(key) = 32)          -- drawn at the first erasure
) strict;

-- What stays of people who were erased: nobody can tell who they were, and no restore brings them back.
create table erased (
    id          integer primary key autoincrement,  -- number of the erasure
    at          text not null,                      -- instant
    actor       text not null,                      -- system user
    reason      text not null check (reason in ('asked', 'due', 'restored')),   -- somebody asked, time was up, came back in a copy
    person_id   integer not null,                   -- number that the person had
    login       text not null,                      -- HMAC-SHA-256 of the login, which is not given again; '' where none
    ine         text not null,                      -- of the INE; '' where none
    identity    text not null                       -- of birth date and names
) strict;
create index erased_by_login on erased (login) where login <> '';

-- Versions of the register of processing, so that the next one says what changed.
create table registers (
    id          integer primary key autoincrement,  -- number of the version
    at          text not null,                      -- instant
    actor       text not null,                      -- system user
    text        text not null                       -- a line for each thing that is said; no name of anybody whose data are kept
) strict;

-- How long everything is kept stands in one table of settings. Existing bases keep what they had been told: people who left
-- a year, files of transfers as long as slips, tickets as long as the journal. New ones keep who left ninety days.
insert or ignore into settings (key, value) select 'rgpd.departed', '365'
    where exists (select 1 from settings) and not exists (select 1 from settings where key = 'departed.days');
insert or ignore into settings (key, value) select 'rgpd.transfers', value from settings where key = 'documents.days';
insert or ignore into settings (key, value) select 'rgpd.tickets', value from settings where key = 'journal.days';
update settings set key = 'rgpd.' || substr(key, 1, length(key) - 5)
    where key in ('departed.days', 'documents.days', 'journal.days', 'undo.days');
