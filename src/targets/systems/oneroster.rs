//! OneRoster 1.2: a zip of lists in bulk, which name each other.

use super::{Document, Form, School, Target, anybody, nothing_more, roster, rows};
use crate::domain::member::{Accepts, Member};

pub static TARGET: Target = Target {
    name: "oneroster",
    purpose: "OneRoster 1.2, zip (plates-formes, gestion de tablettes)",
    load: "déposez le zip tel quel ; chaque envoi remplace le précédent",
    accepts: Accepts::Nothing,
    forces_change: false,
    closes: true,
    needs_clear: false,
    form: Form::File("oneroster.zip"),
    needs: &[],
    check: anybody,
    unique: nothing_more,
    write,
};

/// Every list that the specification names; those that are not written are said to be absent.
const LISTS: [&str; 21] = [
    "academicSessions",
    "categories",
    "classResources",
    "classes",
    "courseResources",
    "courses",
    "demographics",
    "enrollments",
    "lineItemLearningObjectiveIds",
    "lineItemScoreScales",
    "lineItems",
    "orgs",
    "resources",
    "resultLearningObjectiveIds",
    "resultScoreScales",
    "results",
    "roles",
    "scoreScales",
    "userProfiles",
    "userResources",
    "users",
];

fn write(school: &School, members: &[Member]) -> Vec<Document> {
    let mut lists = vec![("orgs", orgs(school)), ("academicSessions", sessions(school))];
    if !members.is_empty() {
        lists.extend([("users", users(school, members)), ("roles", roles(school, members))]);
    }
    // A list without a row is not allowed: it is absent.
    if !School::divisions(members).is_empty() {
        lists.extend([
            ("courses", courses(school, members)),
            ("classes", classes(school, members)),
            ("enrollments", enrolments(school, members)),
        ]);
    }
    let written: Vec<&str> = lists.iter().map(|(name, _)| *name).collect();
    let mut files = vec![("manifest.csv".to_owned(), manifest(school, &written))];
    files.extend(lists.into_iter().map(|(name, bytes)| (format!("{name}.csv"), bytes)));
    Document::only(rows::zip(files))
}

fn manifest(school: &School, written: &[&str]) -> Vec<u8> {
    let text = str::to_owned;
    let mut lines = vec![[text("manifest.version"), text("1.0")], [text("oneroster.version"), text("1.2")]];
    let word = |list: &str| if written.contains(&list) { "bulk" } else { "absent" };
    lines.extend(LISTS.map(|list| [format!("file.{list}"), text(word(list))]));
    lines.extend([[text("source.systemName"), text("cpro")], [text("source.systemCode"), school.uai.clone()]]);
    rows::csv(["propertyName", "value"], lines)
}

fn orgs(school: &School) -> Vec<u8> {
    let headings = ["sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"];
    let none = String::new;
    let uai = || school.uai.clone();
    rows::csv(headings, [[uai(), none(), none(), school.name.clone(), "school".to_owned(), uai(), none()]])
}

fn session(school: &School) -> String {
    format!("{}-{}", school.uai, school.year)
}

fn sessions(school: &School) -> Vec<u8> {
    let headings = [
        "sourcedId",
        "status",
        "dateLastModified",
        "title",
        "type",
        "startDate",
        "endDate",
        "parentSourcedId",
        "schoolYear",
    ];
    let (none, next) = (String::new, school.year + 1);
    rows::csv(
        headings,
        [[
            session(school),
            none(),
            none(),
            format!("{}-{next}", school.year),
            "schoolYear".to_owned(),
            format!("{}-09-01", school.year),
            format!("{next}-08-31"),
            none(),
            next.to_string(),
        ]],
    )
}

fn users(school: &School, members: &[Member]) -> Vec<u8> {
    let headings = [
        "sourcedId",
        "status",
        "dateLastModified",
        "enabledUser",
        "username",
        "userIds",
        "givenName",
        "familyName",
        "middleName",
        "identifier",
        "email",
        "sms",
        "phone",
        "agentSourcedIds",
        "grades",
        "password",
        "userMasterIdentifier",
        "resourceSourcedIds",
        "preferredGivenName",
        "preferredMiddleName",
        "preferredFamilyName",
        "primaryOrgSourcedId",
        "pronouns",
    ];
    let none = String::new;
    let row = |member: &Member| {
        [
            school.id(member),
            none(),
            none(),
            member.is_open.to_string(),
            member.login.to_string(),
            none(),
            member.first_name().to_owned(),
            member.surname().to_owned(),
            none(),
            member.ine().unwrap_or_default().to_owned(),
            member.email().unwrap_or_default().to_owned(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            school.uai.clone(),
            none(),
        ]
    };
    rows::csv(headings, members.iter().map(row))
}

fn roles(school: &School, members: &[Member]) -> Vec<u8> {
    let headings = [
        "sourcedId",
        "status",
        "dateLastModified",
        "userSourcedId",
        "roleType",
        "role",
        "beginDate",
        "endDate",
        "orgSourcedId",
        "userProfileSourcedId",
    ];
    let none = String::new;
    let row = |member: &Member| {
        let role = roster::role(member, ["student", "teacher", "principal", "aide"]).to_owned();
        let (id, uai) = (school.id(member), school.uai.clone());
        [format!("{id}-role"), none(), none(), id, "primary".to_owned(), role, none(), none(), uai, none()]
    };
    rows::csv(headings, members.iter().map(row))
}

fn courses(school: &School, members: &[Member]) -> Vec<u8> {
    let headings = [
        "sourcedId",
        "status",
        "dateLastModified",
        "schoolYearSourcedId",
        "title",
        "courseCode",
        "grades",
        "orgSourcedId",
        "subjects",
        "subjectCodes",
    ];
    let none = String::new;
    let row = |class: roster::Class| {
        let (id, uai) = (format!("{}-cours", class.id), school.uai.clone());
        [id, none(), none(), session(school), class.title, none(), none(), uai, none(), none()]
    };
    rows::csv(headings, roster::classes(school, members).into_iter().map(row))
}

fn classes(school: &School, members: &[Member]) -> Vec<u8> {
    let headings = [
        "sourcedId",
        "status",
        "dateLastModified",
        "title",
        "grades",
        "courseSourcedId",
        "classCode",
        "classType",
        "location",
        "schoolSourcedId",
        "termSourcedIds",
        "subjects",
        "subjectCodes",
        "periods",
    ];
    let none = String::new;
    let row = |class: roster::Class| {
        [
            class.id.clone(),
            none(),
            none(),
            class.title,
            none(),
            format!("{}-cours", class.id),
            none(),
            "homeroom".to_owned(),
            none(),
            school.uai.clone(),
            session(school),
            none(),
            none(),
            none(),
        ]
    };
    rows::csv(headings, roster::classes(school, members).into_iter().map(row))
}

fn enrolments(school: &School, members: &[Member]) -> Vec<u8> {
    let headings = [
        "sourcedId",
        "status",
        "dateLastModified",
        "classSourcedId",
        "schoolSourcedId",
        "userSourcedId",
        "role",
        "primary",
        "beginDate",
        "endDate",
    ];
    let none = String::new;
    let row = |member: &Member| {
        let class = roster::class(school, member.division()?);
        let role = roster::role(member, ["student", "teacher", "administrator", "administrator"]).to_owned();
        let (id, uai) = (school.id(member), school.uai.clone());
        Some([format!("{id}-{}", class.id), none(), none(), class.id, uai, id, role, none(), none(), none()])
    };
    rows::csv(headings, members.iter().filter_map(row))
}
