#!/usr/bin/env python3
"""Pairs cpro with the program that does the same thing, in one run, A B A B, and prints ratios.

    cargo build --release --example argon2
    python3 benches/paires.py target/release/cpro [rounds] [imports,xml,hashes,slips,answers,nights]

Needs sqlite3 (the shell), python3-argon2, faketime and, for the slips, ReportLab and typst (`pip install reportlab qrcode pillow
typst`); the bare loop of Argon2 is ours, beside the program. What is missing is skipped, with its reason. Machines are shared and noisy: only the ratios of one run mean something.
"""
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

CPRO = os.path.abspath(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
ONLY = sys.argv[3] if len(sys.argv) > 3 else ""
ROWS, SLIPS, MANY, NIGHTS = 300_000, 2_000, 20_000, 3 * 365
HERE = os.path.dirname(os.path.abspath(__file__))


class Run:
    """What one command took: seconds of the clock and of the processor, peak memory in MB."""

    def __init__(self, command, **kwargs):
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **kwargs)
        _, status, usage = os.wait4(process.pid, 0)
        assert os.waitstatus_to_exitcode(status) == 0, command
        self.wall, self.cpu, self.memory = time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def report(what, ours, theirs, peer):
    """A line of the table: the ratio of processor time, its extremes, that of the clock, the most memory."""
    cpu = sorted(one.cpu / other.cpu for one, other in zip(ours, theirs))
    wall = statistics.median(one.wall / other.wall for one, other in zip(ours, theirs))
    memory, seconds = max(one.memory for one in ours), statistics.median(one.cpu for one in ours)
    ratio = f"{statistics.median(cpu):.2f} [{cpu[0]:.2f}..{cpu[-1]:.2f}]"
    print(f"{what:44} {ratio:20} {wall:6.2f} {seconds:8.2f} s {memory:6.0f} MB  {peer}", flush=True)


def made(path, rows):
    """The same, by another process: what is measured inherits the peak of the memory of the one that starts it."""
    script = f"import sys; sys.argv = ['', {CPRO!r}]; sys.dont_write_bytecode = True; sys.path.insert(0, {HERE!r}); import paires; paires.export({path!r}, {rows})"
    subprocess.run([sys.executable, "-c", script], check=True)


def export(path, rows):
    rng = random.Random(1)
    heads = "MAR DUP LEF BER ROU GIR MOR LAM FAU BON CHE VID GAR PER RIC".split()
    tails = "TIN ONT ÈVRE NARD SSEL AUD EAU BERT CHER NET VAL AL NIER RIN HARD".split()
    first = "Léa Hugo Zoé Noé Inès Adam Emma Lina Paul Rayan Jade Tom Maël Élise Chloé Louis Anna Théo Eva Milo".split()
    first += [f"{a}-{b}" for a in first[:10] for b in first[10:]]
    with open(path, "w", encoding="cp1252", newline="") as file:
        file.write("Nom de famille;Nom d'usage;Prénom 1;Prénom 2;Date de naissance;Sexe;INE;N° interne;Code MEF;Division;Régime;Date de sortie\r\n")
        seen = set()
        for n in range(rows):
            ine = f"{rng.randrange(10**9):09}{rng.choice('ABCDEFGHJK')}{rng.choice('ABCDEFGHJK')}"
            # Numbers come round after 100,000: their holders have other names, or they would be in doubt, as namesakes are.
            while True:
                name, one = rng.choice(heads[n // 100000 % 3 :: 3]) + rng.choice(tails), rng.choice(first)
                birth = f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{rng.randint(2007, 2011)}"
                if (name, one, birth) not in seen:
                    break
            seen.add((name, one, birth))
            file.write(f"{name};;{one};{rng.choice(first)};{birth};F;{ine};{n % 100000:05}990001;24725510211;2A{n % 900};EXTERNE;\r\n")


def school(folder, base):
    env = dict(os.environ, CPRO_DB=base)
    for command in (
        ["init", "--name", "Lycée", "--uai", "0990001N", "--email", "a@b.example"],
        ["settings", "set", "passwords.eleve", "random"],
        ["settings", "logo", os.path.join(HERE, "../fixtures/demo/logo.png")],
        ["settings", "stamp", os.path.join(HERE, "../fixtures/demo/cachet.png")],
    ):
        Run([CPRO, *command], env=env, cwd=folder)
    return env


COLUMNS = "family,usage,first,first2,birth,sex,ine,number,mef,division,regime,gone"
LISTED = """select a.login, a.profile, a.password_state, a.status, a.must_change, a.expires_on, a.locked_until, a.last_login_at,
    a.created_at, p.family_name, p.usage_name, p.first_name, p.birth_date, p.ine, p.division, p.mef, p.email
    from accounts a left join persons p on p.id = a.person_id"""


def shell_import(folder, utf8):
    """The same rows through the shell of SQLite, with the index that our table has."""
    target, path = os.path.join(folder, "s.db"), os.path.join(folder, "s.sql")
    if os.path.exists(target):
        os.remove(target)
    script = f"pragma synchronous=full; create table t({COLUMNS}); create index i1 on t(ine);\n.mode csv\n.separator ;\n.import --skip 1 {utf8} t\n"
    open(path, "w").write(script)
    return Run(["sqlite3", target, f".read {path}"])


def shell_table(folder, base):
    """The same people, as they are in the end, through the shell of SQLite into a table like ours, with its checks and its index."""
    target, path, rows = (os.path.join(folder, name) for name in ("t.db", "t.sql", "t.csv"))
    if os.path.exists(target):
        os.remove(target)
    shell = lambda query: subprocess.run(["sqlite3", "-csv", "-separator", ";", base, query], check=True, capture_output=True, text=True).stdout
    # An empty cell is no null to the shell.
    table = shell("select sql || ';' from sqlite_schema where tbl_name = 'persons'").replace('"', "").replace("(length", "(birth_date = '' or length")
    with open(rows, "w") as out:
        subprocess.run(["sqlite3", "-csv", "-separator", ";", base, "select * from persons"], check=True, stdout=out)
    open(path, "w").write(f"pragma synchronous=full;\n{table}\n.mode csv\n.separator ;\n.import {rows} persons\n")
    return Run(["sqlite3", target, f".read {path}"])


COPIED = """attach '{base}' as made; pragma synchronous=full; pragma cache_size=-65536; pragma foreign_keys=on; begin;
    insert into logins select * from made.logins where login not in (select login from logins) order by login;
    drop index accounts_by_login; drop index accounts_by_person;
    insert into accounts select * from made.accounts where id > (select max(id) from accounts);
    create unique index accounts_by_login on accounts (login); create unique index accounts_by_person on accounts (person_id); commit;"""


def imports(folder):
    for rows in (3_000, 30_000, ROWS):
        source, utf8 = os.path.join(folder, "e.csv"), os.path.join(folder, "e8.csv")
        made(source, rows)
        with open(source, encoding="cp1252", newline="") as a, open(utf8, "w", encoding="utf-8", newline="") as b:
            b.writelines(a)
        base = os.path.join(folder, "c.db")
        before = os.path.join(folder, "before.db")
        names = ("import", "again", "create", "status", "nightly", "list", "shell", "table", "copied", "select")
        runs = {name: [] for name in names}
        for _ in range(ROUNDS):
            for end in ("", "-wal", "-shm"):
                if os.path.exists(base + end):
                    os.remove(base + end)
            env = school(folder, base)

            def ours(name, *command):
                runs[name].append(Run([CPRO, *command], env=env, cwd=folder))

            ours("import", "import", "siecle", source, "--quiet", "--yes")
            runs["shell"].append(shell_import(folder, utf8))
            runs["table"].append(shell_table(folder, base))
            ours("again", "import", "siecle", source, "--quiet", "--yes")
            shutil.copy(base, before)
            ours("create", "accounts", "create", "--quiet")
            runs["copied"].append(Run(["sqlite3", before, COPIED.format(base=base)]))
            ours("status", "status")
            ours("nightly", "nightly", "-q")
            ours("list", "accounts", "list", "--format", "csv")
            runs["select"].append(Run(["sqlite3", "-csv", base, LISTED]))
        report(f"import de {rows} lignes", runs["import"], runs["shell"], "sqlite3 .import, un index")
        report("  les mêmes", runs["import"], runs["table"], "sqlite3 .import, une table comme la nôtre")
        report("  le même fichier encore", runs["again"], runs["import"], "premier import")
        report("  accounts create, à tirer", runs["create"], runs["import"], "premier import")
        report("  les mêmes comptes", runs["create"], runs["copied"], "sqlite3, recopiés")
        report("  status", runs["status"], runs["import"], "premier import")
        report("  nightly, rien à faire", runs["nightly"], runs["import"], "premier import")
        report("  accounts list --format csv", runs["list"], runs["select"], "sqlite3, les mêmes lignes")


EXPAT = """
import sys, xml.parsers.expat as expat
parser = expat.ParserCreate()
parser.ParseFile(open(sys.argv[1], "rb"))
"""


def xml(folder):
    """Pupils as the ministry's XML, against expat, which only reads it."""
    path, script = os.path.join(folder, "ElevesSansAdresses.xml"), os.path.join(folder, "expat.py")
    rng, rows = random.Random(2), 300_000
    with open(path, "w", encoding="iso-8859-15") as file:
        file.write("<?xml version='1.0' encoding='ISO-8859-15'?><BEE_ELEVES VERSION='3.0'><PARAMETRES><UAJ>0990001N</UAJ></PARAMETRES><DONNEES><ELEVES>\n")
        for n in range(rows):
            ine = f"{rng.randrange(10**9):09}{rng.choice('ABCDEFGHJK')}{rng.choice('ABCDEFGHJK')}"
            birth = f"{n % 28 + 1:02}/{n % 12 + 1:02}/{2007 + n % 5}"
            file.write(
                f"<ELEVE ELEVE_ID='{n}' ELENOET='{n}'><ID_NATIONAL>{ine}</ID_NATIONAL><INE_RNIE>{ine}</INE_RNIE><ELENOET>{n}</ELENOET>"
                f"<NOM_DE_FAMILLE>NOM{n % 977}</NOM_DE_FAMILLE><PRENOM>Prénom{n}</PRENOM><PRENOM2>Élise</PRENOM2><DATE_NAISS>{birth}</DATE_NAISS>"
                "<DOUBLEMENT>0</DOUBLEMENT><CODE_REGIME>0</CODE_REGIME><DATE_ENTREE>01/09/2026</DATE_ENTREE><CODE_SEXE>1</CODE_SEXE>"
                "<CODE_STATUT>ST</CODE_STATUT><CODE_MEF>24725510211</CODE_MEF></ELEVE>\n"
            )
        file.write("</ELEVES><STRUCTURES>\n")
        for n in range(rows):
            file.write(f"<STRUCTURES_ELEVE ELEVE_ID='{n}'><STRUCTURE><CODE_STRUCTURE>2A{n % 900}</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>\n")
        file.write("</STRUCTURES></DONNEES></BEE_ELEVES>\n")
    open(script, "w").write(EXPAT)
    ours, theirs = [], []
    for n in range(ROUNDS):
        env = school(folder, os.path.join(folder, f"x{n}.db"))
        ours.append(Run([CPRO, "import", "siecle", path, "--quiet", "--yes"], env=env, cwd=folder))
        theirs.append(Run([sys.executable, script, path]))
    report(f"XML, {rows} élèves", ours, theirs, "expat, lecture seule")


HASHES = """
import sys
from concurrent.futures import ThreadPoolExecutor
from argon2 import PasswordHasher
hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
with ThreadPoolExecutor(2) as threads:
    list(threads.map(lambda n: hasher.hash(f"0102{n:04}"), range(int(sys.argv[1]))))
"""


def hashes(folder):
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import argon2"], stderr=subprocess.DEVNULL).returncode != 0:
        print("hachage: sauté, argon2 (python3-argon2) n’est pas installé")
        return
    source, script, count = os.path.join(folder, "h.csv"), os.path.join(folder, "h.py"), 300
    made(source, count)
    open(script, "w").write(HASHES)
    bare = os.path.join(os.path.dirname(CPRO), "examples", "argon2")
    if not os.path.exists(bare):
        print("hachage, boucle nue: sautée (cargo build --release --example argon2)")
    ours, theirs, loops = [], [], []
    for n in range(ROUNDS):
        env = school(folder, os.path.join(folder, f"h{n}.db"))
        for command in (["settings", "unset", "passwords.eleve"], ["import", "siecle", source, "--yes"]):
            Run([CPRO, *command], env=env, cwd=folder)
        ours.append(Run([CPRO, "accounts", "create", "--quiet"], env=env, cwd=folder))
        theirs.append(Run([python, script, str(count)]))
        if os.path.exists(bare):
            loops.append(Run([bare, str(count), "2"]))
    report(f"{count} mots de passe hachés", ours, theirs, "libargon2, deux fils")
    if loops:
        report(f"{count} mots de passe hachés", ours, loops, "boucle nue, mémoire réemployée")


REPORTLAB = '''
import io, sys
from reportlab.pdfgen import canvas
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
import qrcode
fonts, demo, out, n = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
for name, file in (("R", "AtkinsonHyperlegibleNext-Regular"), ("B", "AtkinsonHyperlegibleNext-Bold"), ("M", "AtkinsonHyperlegibleMono-Regular")):
    pdfmetrics.registerFont(TTFont(name, f"{fonts}/{file}.ttf"))
logo, stamp = ImageReader(f"{demo}/logo.png"), ImageReader(f"{demo}/cachet.png")
code = qrcode.QRCode(border=4); code.add_data("https://www.cpro-sti.fr/0990001n"); code.make(fit=True)
picture = io.BytesIO(); code.make_image().save(picture, "PNG"); picture.seek(0); qr = ImageReader(picture)
page = canvas.Canvas(out, pagesize=A4)
lines = [("B", 16, "Lycée des Tilleuls"), ("R", 13, "Année scolaire 2026-2027"), ("B", 20, "Papillon de connexion"), ("B", 26, "Marie-Clémentine DE LA ROCHE {n}"),
  ("R", 15, "Division : 2MELEC1"), ("R", 14, "Identifiez-vous avec le compte qui vous a été attribué :"), ("R", 13, "Votre identifiant de connexion :"),
  ("M", 29, "marie.de-la-roche{n}"), ("R", 13, "Votre mot de passe (*) :"), ("M", 29, "k7rf-9wqh-3xtm"), ("R", 13, "Adresse du site :"),
  ("B", 17, "https://www.cpro-sti.fr/0990001n"), ("R", 12, "à taper dans la barre d’adresse du navigateur, pas dans un moteur de recherche"),
  ("R", 12, "(*) Mot de passe provisoire : à votre première connexion, vous devrez le remplacer par un mot de"), ("R", 12, "passe personnel, puis vous identifier de nouveau avec celui-ci. Il est valable jusqu’au"),
  ("R", 12, "01/10/2026."), ("R", 11, "« login inconnu » : vérifiez l’adresse du site et l’identifiant, sans espace ni majuscule."),
  ("R", 11, "« mot de passe non valide » : recopiez le mot de passe tel qu’il est imprimé, sans espace ; après la"), ("R", 11, "première connexion, seul votre mot de passe personnel est accepté."),
  ("R", 11, "Toujours bloqué ? Adressez-vous au secrétariat de l’établissement."), ("R", 9, "N° 1-{n} – 01/09/2026")]
for k in range(n):
    y = 800
    page.drawImage(logo, 34, 740, 60, 60); page.drawImage(stamp, 450, 40, 84, 56); page.drawImage(qr, 430, 560, 127, 127); page.rect(34, 560, 380, 127)
    for font, size, text in lines:
        page.setFont(font, size); page.drawString(110 if y > 740 else 44, y, text.replace("{n}", str(k))); y -= size * 1.4
    page.showPage()
page.save()
'''


TYPST = '''
#set page(paper: "a4", margin: 0pt)
#set text(font: "Atkinson Hyperlegible Next", size: 12pt)
#let lines = (
  ("B", 16pt, "Lycée des Tilleuls"), ("R", 13pt, "Année scolaire 2026-2027"), ("B", 20pt, "Papillon de connexion"), ("B", 26pt, "Marie-Clémentine DE LA ROCHE {n}"),
  ("R", 15pt, "Division : 2MELEC1"), ("R", 14pt, "Identifiez-vous avec le compte qui vous a été attribué :"), ("R", 13pt, "Votre identifiant de connexion :"),
  ("M", 29pt, "marie.de-la-roche{n}"), ("R", 13pt, "Votre mot de passe (*) :"), ("M", 29pt, "k7rf-9wqh-3xtm"), ("R", 13pt, "Adresse du site :"),
  ("B", 17pt, "https://www.cpro-sti.fr/0990001n"), ("R", 12pt, "à taper dans la barre d’adresse du navigateur, pas dans un moteur de recherche"),
  ("R", 12pt, "(*) Mot de passe provisoire : à votre première connexion, vous devrez le remplacer par un mot de"), ("R", 12pt, "passe personnel, puis vous identifier de nouveau avec celui-ci. Il est valable jusqu’au"),
  ("R", 12pt, "01/10/2026."), ("R", 11pt, "« login inconnu » : vérifiez l’adresse du site et l’identifiant, sans espace ni majuscule."),
  ("R", 11pt, "« mot de passe non valide » : recopiez le mot de passe tel qu’il est imprimé, sans espace ; après la"), ("R", 11pt, "première connexion, seul votre mot de passe personnel est accepté."),
  ("R", 11pt, "Toujours bloqué ? Adressez-vous au secrétariat de l’établissement."), ("R", 9pt, "N° 1-{n} – 01/09/2026"))
#let face(kind, size, body) = if kind == "M" { text(font: "Atkinson Hyperlegible Mono", size: size, body) } else { text(size: size, weight: if kind == "B" { "bold" } else { "regular" }, body) }
#for k in range(COUNT) {
  place(dx: 34pt, dy: 42pt, image("logo.png", width: 60pt)); place(dx: 450pt, dy: 746pt, image("cachet.png", width: 84pt)); place(dx: 430pt, dy: 155pt, image("qr.png", width: 127pt))
  place(dx: 34pt, dy: 155pt, rect(width: 380pt, height: 127pt))
  let y = 40pt
  for (kind, size, words) in lines {
    place(dx: if y < 100pt { 110pt } else { 44pt }, dy: y, face(kind, size, words.replace("{n}", str(k))))
    y += size * 1.4
  }
  if k + 1 < COUNT { pagebreak() }
}
'''


def typst_command(folder, fonts, demo, target):
    import qrcode
    for name in ("logo.png", "cachet.png"):
        shutil.copy(os.path.join(demo, name), folder)
    code = qrcode.QRCode(border=4)
    code.add_data("https://www.cpro-sti.fr/0990001n")
    code.make_image().save(os.path.join(folder, "qr.png"))
    source = os.path.join(folder, "p.typ")
    open(source, "w", encoding="utf-8").write(TYPST.replace("COUNT", str(SLIPS)))
    script = f"import typst; typst.compile({source!r}, output={target!r}, font_paths=[{fonts!r}])"
    return [sys.executable, "-c", script]


def slips(folder):
    try:
        import qrcode, reportlab  # noqa: F401, E401
    except ImportError as missing:
        print(f"papillons: sauté, {missing.name} n’est pas installé")
        return
    env = printable(folder, os.path.join(folder, "p.db"), SLIPS)
    script = os.path.join(folder, "rl.py")
    open(script, "w").write(REPORTLAB)
    ours, theirs, typst_times = [], [], []
    target, other = os.path.join(folder, "nous.pdf"), os.path.join(folder, "eux.pdf")
    fonts, demo = os.path.join(HERE, "../src/paper/fonts"), os.path.join(HERE, "../fixtures/demo")
    try:
        import typst  # noqa: F401
        typeset = typst_command(folder, fonts, demo, os.path.join(folder, "typst.pdf"))
    except ImportError:
        print("papillons, typst: sauté, il n’est pas installé")
        typeset = None
    many_env, many = printable(folder, os.path.join(folder, "q.db"), MANY), []
    for _ in range(ROUNDS):
        many.append(Run([CPRO, "slips", "generate", "--per-page", "2", "--force", "-o", target], env=many_env))
        ours.append(Run([CPRO, "slips", "generate", "--per-page", "1", "--force", "-o", target], env=env))
        theirs.append(Run([sys.executable, script, fonts, demo, other, str(SLIPS)]))
        if typeset:
            typst_times.append(Run(typeset))
    report(f"{SLIPS} papillons, un par page", ours, theirs, "ReportLab, QR en cache")
    if typst_times:
        report(f"{SLIPS} papillons, un par page", ours, typst_times, "typst")
    report(f"{MANY} papillons, deux par page, un fichier", many, ours, f"{SLIPS}, un par page")
    print(f"  {os.path.getsize(target) / SLIPS / 1000:.2f} kB par page (ReportLab {os.path.getsize(other) / SLIPS / 1000:.2f})")


def printable(folder, base, people):
    """A school whose passwords are printed without being hashed, which is what the peers do."""
    source = os.path.join(folder, "p.csv")
    made(source, people)
    env = school(folder, base)
    Run([CPRO, "import", "siecle", source], env=env)
    Run([CPRO, "accounts", "create"], env=env)
    subprocess.run(["sqlite3", base, "update accounts set password_state='initial', hash='x' where profile='eleve'"], check=True)
    return env


def nights(folder):
    """Three years of nights: neither the base nor a night may grow."""
    if shutil.which("faketime") is None:
        print("nuits: sautées, faketime n’est pas installé")
        return
    source, base = os.path.join(folder, "n.csv"), os.path.join(folder, "n.db")
    made(source, 3_000)
    env = school(folder, base)
    for command in (["import", "siecle", source, "--yes"], ["accounts", "create"]):
        Run([CPRO, *command], env=env, cwd=folder)
    took, size = [], []
    for night in range(1, NIGHTS + 1):
        took.append(Run(["faketime", f"+{night} days", CPRO, "nightly", "-q"], env=env, cwd=folder).cpu)
        size.append(os.path.getsize(base) / 1e6)
    first, last = statistics.median(took[:30]), statistics.median(took[-30:])
    print(f"{NIGHTS} nuits, 3000 élèves{'':22} {last / first:.2f} de la première; base {size[0]:.1f} Mo, puis {size[-1]:.1f} Mo")


def answers(folder):
    base = os.path.join(folder, "p.db")
    if not os.path.exists(base):
        return
    env = dict(os.environ, CPRO_DB=base)
    login = subprocess.run([CPRO, "accounts", "list", "--format", "csv"], env=env, capture_output=True, text=True).stdout.splitlines()[1].split(";")[0]
    for command in (["--version"], ["accounts", "show", login]):
        times = [Run([CPRO, *command], env=env).wall - Run(["/bin/true"]).wall for _ in range(20)]
        print(f"cpro {command[0]}: {statistics.median(times) * 1000:.1f} ms au-delà d’un processus vide")


def main():
    folder = tempfile.mkdtemp(prefix="cpro-paires-")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        print(f"{'':44} {'processeur':20} {'montre':>6} {'le nôtre':>10} {'mémoire':>9}  à côté de")
        for part in (imports, xml, hashes, slips, answers, nights):
            if not ONLY or part.__name__ in ONLY.split(","):
                part(folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
