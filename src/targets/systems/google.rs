//! Google Workspace’s « Mettre à jour les utilisateurs de façon groupée ».

use super::{Document, Form, School, Target, Unfit, at_most, rows};
use crate::domain::member::{Accepts, Member};

pub static TARGET: Target = Target {
    name: "google",
    purpose: "Google Workspace, mise à jour groupée (mots de passe tirés à la création)",
    load: "console d’administration, Utilisateurs, Mettre à jour de façon groupée ; l’unité organisationnelle doit exister",
    accepts: Accepts::Clear,
    forces_change: true,
    closes: true,
    needs_clear: true,
    form: Form::File("google.csv"),
    needs: &[],
    check,
    unique: School::address,
    write,
};

/// What leaves the password of a user as it is.
const SAME: &str = "****";

fn check(school: &School, member: &Member) -> Result<(), Unfit> {
    at_most("prénom", member.first_name(), 60)?;
    at_most("nom", member.surname(), 60)?;
    let address = school.address(member).ok_or(Unfit::NoAddress)?;
    at_most("adresse", address.split('@').next().unwrap_or_default(), 64)
}

fn write(school: &School, members: &[Member]) -> Vec<Document> {
    let row = |member: &Member| {
        [
            member.first_name().to_owned(),
            member.surname().to_owned(),
            school.address(member).unwrap_or_default(),
            member.clear().unwrap_or(SAME).to_owned(),
            school.org_unit.clone(),
            school.id(member),
            member.division().unwrap_or_default().to_owned(),
            if member.clear().is_some() { "TRUE" } else { "" }.to_owned(),
            if member.is_open { "Active" } else { "Suspended" }.to_owned(),
        ]
    };
    let headings = [
        "First Name [Required]",
        "Last Name [Required]",
        "Email Address [Required]",
        "Password [Required]",
        "Org Unit Path [Required]",
        "Employee ID",
        "Department",
        "Change Password at Next Sign-In",
        "New Status [UPLOAD ONLY]",
    ];
    Document::only(rows::csv(headings, members.iter().map(row)))
}
