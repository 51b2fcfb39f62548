//! Microsoft School Data Sync, version 2.1: five files, the same ones at each upload. Who is absent has left.

use super::{Document, Form, School, Target, Unfit, at_most, roster, rows};
use crate::domain::member::{Accepts, Member};
use crate::domain::setting::Key;

pub static TARGET: Target = Target {
    name: "sds",
    purpose: "Microsoft School Data Sync 2.1, cinq fichiers",
    load: "School Data Sync, flux entrant CSV 2.1 : les cinq fichiers à chaque envoi ; les absents deviennent inactifs",
    accepts: Accepts::Nothing,
    forces_change: false,
    closes: false,
    needs_clear: false,
    form: Form::Folder("sds"),
    needs: &[Key::AccountDomain],
    check,
    unique: School::address,
    write,
};

fn check(school: &School, member: &Member) -> Result<(), Unfit> {
    let address = school.address(member).ok_or(Unfit::NoAddress)?;
    at_most("adresse", &address, 113)?;
    at_most("prénom", member.first_name(), 64)?;
    at_most("nom", member.surname(), 64)
}

fn write(school: &School, members: &[Member]) -> Vec<Document> {
    let none = String::new;
    let org = || school.uai.clone();
    let orgs = [[org(), school.name.clone(), "school".to_owned(), none()]];
    let users = members.iter().map(|member| {
        let address = school.address(member).unwrap_or_default();
        let names = (member.first_name().to_owned(), member.surname().to_owned());
        [school.id(member), address, names.0, names.1, none(), none(), none(), none(), none()]
    });
    let roles = members.iter().map(|member| {
        let role = roster::role(member, ["student", "teacher", "principal", "staff"]);
        [school.id(member), org(), role.to_owned(), none(), none(), none(), none(), none()]
    });
    let classes = roster::classes(school, members);
    let enrolled = members.iter().filter_map(|member| {
        let class = roster::class(school, member.division()?);
        Some([class.id, school.id(member), roster::role(member, ["student", "teacher", "staff", "staff"]).to_owned()])
    });
    vec![
        Document::new("orgs.csv", rows::csv(["sourcedId", "name", "type", "parentSourcedId"], orgs)),
        Document::new("users.csv", rows::csv(USERS, users)),
        Document::new("roles.csv", rows::csv(ROLES, roles)),
        Document::new(
            "classes.csv",
            rows::csv(["sourcedId", "orgSourcedId", "title"], classes.into_iter().map(|it| [it.id, org(), it.title])),
        ),
        Document::new("enrollments.csv", rows::csv(["classSourcedId", "userSourcedId", "role"], enrolled)),
    ]
}

const USERS: [&str; 9] =
    ["sourcedId", "username", "givenName", "familyName", "password", "activeDirectoryMatchId", "email", "phone", "sms"];

const ROLES: [&str; 8] =
    ["userSourcedId", "orgSourcedId", "role", "sessionSourcedId", "grade", "isPrimary", "roleStartDate", "roleEndDate"];
