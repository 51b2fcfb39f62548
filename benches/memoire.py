#!/usr/bin/env python3
"""Imports a SIECLE XML export of about 200 MB and tells the most memory that it took.

    cargo build --release && python3 benches/memoire.py target/release/cpro [PUPILS]
"""
import os, resource, subprocess, sys, tempfile

program, pupils = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 300_000
names = ["RENAUD", "LEFÈVRE", "DE LA TOUR-GUILLAUME", "MÜLLER", "O'CONNOR", "BENALI"]
firsts = ["Ethan", "Zoé", "Marie-Claire", "Kübra", "Jean Baptiste"]
letters = "ABCDEFGHJK"


def write(path):
    with open(path, "w", encoding="iso-8859-15") as out:
        out.write('<?xml version="1.0" encoding="ISO-8859-15"?>\n<BEE_ELEVES VERSION="3.0"><PARAMETRES><UAJ>0990001N</UAJ></PARAMETRES><DONNEES><ELEVES>\n')
        for i in range(pupils):
            ine = f"{i:09d}{letters[i % 10]}{letters[i // 10 % 10]}"
            out.write(
                f'<ELEVE ELEVE_ID="{1800000 + 3 * i}" ELENOET="{i}"><ID_NATIONAL>{ine}</ID_NATIONAL><INE_RNIE>{ine}</INE_RNIE>'
                f"<ELENOET>{i}</ELENOET><ID_ELEVE_ETAB>{i % 100000:05d}990001</ID_ELEVE_ETAB>"
                f"<NOM_DE_FAMILLE>{names[i % 6]} {i // 30}</NOM_DE_FAMILLE><PRENOM>{firsts[i % 5]}</PRENOM><PRENOM2>Emma</PRENOM2>"
                f"<DATE_NAISS>{1 + i % 28:02d}/{1 + i % 12:02d}/20{8 + i % 4:02d}</DATE_NAISS><DOUBLEMENT>0</DOUBLEMENT>"
                f"<CODE_REGIME>0</CODE_REGIME><DATE_ENTREE>01/09/2026</DATE_ENTREE><CODE_SEXE>1</CODE_SEXE>"
                f"<CODE_STATUT>ST</CODE_STATUT><CODE_MEF>24123305111</CODE_MEF></ELEVE>\n"
            )
        out.write("</ELEVES><STRUCTURES>\n")
        for i in range(pupils):
            out.write(
                f'<STRUCTURES_ELEVE ELEVE_ID="{1800000 + 3 * i}"><STRUCTURE><CODE_STRUCTURE>{1 + i % 900} DIV</CODE_STRUCTURE>'
                f"<TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>\n"
            )
        out.write("</STRUCTURES></DONNEES></BEE_ELEVES>\n")


with tempfile.TemporaryDirectory() as folder:
    path, base = os.path.join(folder, "eleves.xml"), os.path.join(folder, "base", "cpro.db")
    write(path)
    subprocess.run([program, "--db", base, "import", "siecle", path, "--yes", "--quiet"], check=True, stdout=subprocess.DEVNULL)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(f"{os.path.getsize(path) / 1e6:.0f} MB of XML, {pupils} pupils: {peak / 1e6:.0f} MB at most")
