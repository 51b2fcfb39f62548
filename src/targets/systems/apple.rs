//! Apple School Manager: six files in a zip, never a password. Who is absent leaves the roster.

use super::{Document, Form, School, Target, anybody, nothing_more, roster, rows};
use crate::domain::member::{Accepts, Member};
use crate::domain::profile::Profile;

pub static TARGET: Target = Target {
    name: "apple",
    purpose: "Apple School Manager, zip à déposer par SFTP",
    load: "déposez le zip par SFTP dans dropbox/ ; les absents quittent les classes",
    accepts: Accepts::Nothing,
    forces_change: false,
    closes: false,
    needs_clear: false,
    form: Form::File("apple.zip"),
    needs: &[],
    check: anybody,
    unique: nothing_more,
    write,
};

/// Length of the codes that Apple draws for pupils.
const POLICY: &str = "8";

fn write(school: &School, members: &[Member]) -> Vec<Document> {
    let (pupils, staff): (Vec<&Member>, Vec<&Member>) =
        members.iter().partition(|member| member.profile == Profile::Student);
    let uai = || school.uai.clone();
    let email = |member: &Member| school.address(member).unwrap_or_default();
    let students = pupils.iter().map(|member| {
        let (first, last) = (member.first_name().to_owned(), member.surname().to_owned());
        let (id, number) = (school.id(member), member.ine().unwrap_or_default().to_owned());
        let none = String::new;
        [id, number, first, none(), last, none(), email(member), member.login.to_string(), POLICY.to_owned(), uai()]
    });
    let staff = staff.iter().map(|member| {
        let (first, last) = (member.first_name().to_owned(), member.surname().to_owned());
        let none = String::new;
        [school.id(member), none(), first, none(), last, email(member), member.login.to_string(), uai()]
    });
    let classes = roster::classes(school, members);
    let course = |class: &roster::Class| format!("{}-cours", class.id);
    let courses = classes.iter().map(|class| [course(class), class.title.clone(), class.title.clone(), uai()]);
    let groups =
        classes.iter().map(|class| [class.id.clone(), class.title.clone(), course(class), String::new(), uai()]);
    let rosters = pupils.iter().filter_map(|member| {
        let class = roster::class(school, member.division()?);
        Some([format!("{}-{}", school.id(member), class.id), class.id, school.id(member)])
    });
    let files = [
        ("students.csv", list(STUDENTS, students)),
        ("staff.csv", list(STAFF, staff)),
        ("courses.csv", list(["course_id", "course_number", "course_name", "location_id"], courses)),
        ("classes.csv", list(["class_id", "class_number", "course_id", "instructor_id", "location_id"], groups)),
        ("rosters.csv", list(["roster_id", "class_id", "student_id"], rosters)),
        ("locations.csv", list(["location_id", "location_name"], [[uai(), school.name.clone()]])),
    ];
    Document::only(rows::zip(files.map(|(name, bytes)| (name.to_owned(), bytes))))
}

const STUDENTS: [&str; 10] = [
    "person_id",
    "person_number",
    "first_name",
    "middle_name",
    "last_name",
    "grade_level",
    "email_address",
    "sis_username",
    "password_policy",
    "location_id",
];

const STAFF: [&str; 8] = [
    "person_id",
    "person_number",
    "first_name",
    "middle_name",
    "last_name",
    "email_address",
    "sis_username",
    "location_id",
];

/// Apple’s own dialect: line ends of Unix, quotes around what has a blank or a separator, a backslash before a quote.
fn list<const N: usize>(headings: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Vec<u8> {
    let mut text = headings.join(",");
    text.push('\n');
    for row in rows {
        text.push_str(&row.map(|cell| quoted(&cell)).join(","));
        text.push('\n');
    }
    text.into_bytes()
}

fn quoted(cell: &str) -> String {
    let escaped = cell.replace('\\', "\\\\").replace('"', "\\\"").replace(['\r', '\n'], " ");
    let needs_quotes = cell.contains(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ';' | '"' | '\\'));
    if needs_quotes { format!("\"{escaped}\"") } else { escaped }
}
