-- Schema 3: files of every kind, batches that can be undone, conflicts that somebody decides.
-- Runs with foreign keys off: a table that others refer to is made anew.

-- Which kind of list knows the person: only the lists of that kind can tell that the person left.
-- A list of values under « in » would be built anew for each of a school's pupils; comparisons are not.
alter table persons add column origin text not null default 'siecle'
    check (origin = 'siecle' or origin = 'sts' or origin = 'candidats' or origin = 'autre');
update persons set origin = 'candidats' where enrolment is not null and mef is null and number = '';
update persons set origin = 'autre' where profile <> 'eleve';

-- One run that changed data. The action is the program's word: a new command needs no new table.
create table new_batches (
    id          integer primary key autoincrement,  -- number of the batch
    at          text not null,                      -- instant
    actor       text not null,                      -- system user
    action      text not null,                      -- command that ran
    source      text not null default '',           -- names of the files read, without their folder
    summary     text not null default '{}' check (json_valid(summary)), -- totals of the report, no personal data
    kept        integer not null default 1 check (kept in (0, 1)),      -- 1 while what it takes to undo it is kept
    undoes      integer,                            -- batch that this one undid
    undone_by   integer                             -- batch that undid this one
) strict;
insert into new_batches (id, at, actor, action, source, summary, kept)
    select id, at, actor, action, source, summary, 0 from batches;
drop table batches;
alter table new_batches rename to batches;

-- Rows that a batch changed, removed or (for a batch that undoes another) added. Newcomers of the other batches
-- carry their number themselves: created_batch.
drop table changes;
create table changes (
    id          integer primary key,                -- order of the changes
    batch_id    integer not null,                   -- who changed it
    record      text not null,                      -- which table
    record_id   integer not null,                   -- which row, 0 where the key is no number
    before      text check (before is null or json_valid(before)),    -- its columns as they were, NULL where it did not exist
    after       text check (after is null or json_valid(after))      -- its columns as they became, NULL where it is gone
) strict;
create index changes_by_batch on changes (batch_id);
create index changes_by_record on changes (record, record_id);

-- Highest number of a row that an undo removed: it is not given again.
create table retired (
    record      text primary key,                   -- which table
    last        integer not null                    -- the number
) strict, without rowid;

-- Whose a login was, where its account was undone after somebody saw it: it can come back to that person alone.
alter table logins add column held_by text not null default '';

-- Rows of a file that may be somebody known, or share a number with another row, and what was decided.
create table conflicts (
    id          integer primary key autoincrement,  -- number of the conflict
    batch_id    integer not null,                   -- import that met it first
    source      text not null,                      -- name of the file
    line        integer not null,                   -- line of the row
    subject     text not null,                      -- who the row is: number, INE, birth date, names
    row         text not null check (json_valid(row)),      -- the person as read
    known_id    integer not null default 0,         -- the known person it may be, 0 where it is another row
    other       text not null default '',           -- who the other row is
    other_row   text check (other_row is null or json_valid(other_row)), -- the other person as read
    decision    text not null default '' check (decision in ('', 'same', 'two', 'ignore')),    -- '' while nobody decided
    decided_at  text                                -- instant
) strict;
create unique index conflicts_once on conflicts (subject, known_id, other);

-- Which column is what, in files that only this school has.
create table mappings (
    name        text primary key,                   -- given by the user
    pairs       text not null check (json_valid(pairs))     -- label → field
) strict, without rowid;

-- When something last ran that leaves no other trace.
create table runs (
    name        text primary key,                   -- nightly
    at          text not null                       -- instant
) strict, without rowid;
