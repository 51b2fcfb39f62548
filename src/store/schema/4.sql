-- Schema 4: the establishment's own labels on the scenario forms.

create table masks (
    diploma     text not null,                      -- code of the diploma: BCP-MELEC
    field       text not null,                      -- name of the field: contexte
    label       text not null,                      -- the establishment's own words
    primary key (diploma, field)
) strict, without rowid;

-- What only people entered by hand, or the staff's record, have.
alter table persons add column civility text;       -- M. or Mme
alter table persons add column discipline text;     -- what a teacher teaches
