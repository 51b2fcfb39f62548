#!/usr/bin/env python3
"""Counts the instructions of usual commands (valgrind, callgrind), which a loaded machine does not change, beside those kept.

    python3 benches/instructions.py target/release/cpro            prints what changed by more than 5 %
    python3 benches/instructions.py target/release/cpro --update   keeps the counts in instructions.toml

Counts are those of one compiler and one processor: another one moves them all together.
"""
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import tomllib

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
KEPT = os.path.join(HERE, "instructions.toml")
CPRO = os.path.abspath(sys.argv[1])
UPDATE = "--update" in sys.argv
NOTABLE = 0.05


def exporter():
    """The function of paires.py that invents a school, without what that script measures."""
    spec = importlib.util.spec_from_file_location("paires", os.path.join(HERE, "paires.py"))
    module = importlib.util.module_from_spec(spec)
    argv, sys.argv = sys.argv, ["paires.py", CPRO]
    spec.loader.exec_module(module)
    sys.argv = argv
    return module.export


def counted(folder, env, *command):
    """Millions of instructions of one command, threads included."""
    out = os.path.join(folder, "callgrind")
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", CPRO, *command],
        env=env, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return int(re.search(r"Collected : (\d+)", run.stderr)[1]) / 1e6


def measure(folder):
    export = exporter()
    env = dict(os.environ, CPRO_DB=os.path.join(folder, "c.db"), XDG_CONFIG_HOME=folder)

    def plainly(*command):
        subprocess.run([CPRO, *command], env=env, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    large, small = os.path.join(folder, "large.csv"), os.path.join(folder, "small.csv")
    export(large, 20_000)
    export(small, 50)
    counts = {}
    plainly("init", "--name", "Lycée", "--uai", "0990001N", "--email", "a@b.example")
    counts["import de 20 000 lignes"] = counted(folder, env, "import", "siecle", large, "--quiet")
    counts["le même fichier encore"] = counted(folder, env, "import", "siecle", large, "--quiet")
    plainly("settings", "set", "passwords.eleve", "random")
    plainly("accounts", "create", "--quiet")
    counts["status, 20 000 personnes"] = counted(folder, env, "status")
    counts["nightly, rien à faire"] = counted(folder, env, "nightly", "-q")
    counts["accounts list, CSV"] = counted(folder, env, "accounts", "list", "--format", "csv")
    env["CPRO_DB"] = os.path.join(folder, "s.db")
    plainly("init", "--name", "Lycée", "--uai", "0990001N", "--email", "a@b.example")
    export(small, 200)
    plainly("import", "siecle", small, "--yes", "--quiet")
    plainly("settings", "set", "passwords.eleve", "random")
    plainly("accounts", "create", "--quiet")
    # Personal passwords print a login only: the slip without its hash.
    subprocess.run(["sqlite3", env["CPRO_DB"], "update accounts set password_state='initial', hash='x' where profile='eleve'"], check=True)
    counts["200 papillons"] = counted(folder, env, "slips", "generate", "-o", "p.pdf", "--quiet")
    env["CPRO_DB"] = os.path.join(folder, "k.db")
    plainly("init", "--name", "Lycée", "--uai", "0990001N", "--email", "a@b.example")
    export(small, 50)
    plainly("import", "siecle", small, "--yes", "--quiet")
    counts["50 comptes hachés"] = counted(folder, env, "accounts", "create", "--quiet")
    return counts


def main():
    with tempfile.TemporaryDirectory(prefix="cpro-instructions-") as folder:
        counts = measure(folder)
    if UPDATE:
        lines = [f'"{name}" = {count:.1f}\n' for name, count in counts.items()]
        head = "# Millions of instructions of usual commands, as benches/instructions.py counts them.\n"
        with open(KEPT, "w", encoding="utf-8") as file:
            file.write(head + "".join(lines))
    with open(KEPT, "rb") as file:
        kept = tomllib.load(file)
    for name, count in counts.items():
        before = kept.get(name)
        change = f"{count / before - 1:+.1%}" if before else "nouveau"
        mark = " ←" if before and abs(count / before - 1) > NOTABLE else ""
        print(f"{name:28} {count:9.1f} M instructions, {change}{mark}")


main()
