"""Reads each document as a screen reader does, through its structure tree, and compares that with what poppler reads: the same
letters, and what matters of a slip in the same order. Nothing that is drawn may be outside the tree but artifacts."""

import re
import subprocess
import sys
import unicodedata
from collections import Counter

import pikepdf


def letters_of(font):
    """Code of a glyph → letters, as the font says."""
    text = font.ToUnicode.read_bytes().decode("latin-1")
    table = {}
    decode = lambda digits: bytes.fromhex(digits).decode("utf-16-be")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            table[int(code, 16)] = decode(letters)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                start = decode(letters)
                table[code] = start[:-1] + chr(ord(start[-1]) + step)
    return table


def marked(page, fonts):
    """Marked content of a page → its letters, and how many letters are outside of all."""
    said, outside, stack, table = {}, 0, [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            properties = operands[1]
            stack.append((int(properties.MCID) if "/MCID" in properties else None, properties.get("/ActualText")))
            if stack[-1][1] is not None:
                owner = next(mark for mark, _ in reversed(stack) if mark is not None)
                said[owner] = said.get(owner, "") + str(stack[-1][1])
        elif name == "BMC":
            stack.append(("artifact", None))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            table = fonts[str(operands[0])]
        elif name == "Tj":
            code = bytes(operands[0])
            text = "".join(table[int.from_bytes(code[at : at + 2], "big")] for at in range(0, len(code), 2))
            owner = next((mark for mark, _ in reversed(stack) if mark is not None), None)
            if owner is None:
                outside += len(text)
            elif owner != "artifact" and not any(actual is not None for _, actual in stack):
                said[owner] = said.get(owner, "") + text + " "
    return said, outside


def heard(element, pages, page=None):
    """Texts below an element, in the order of the tree, each with its tag."""
    page = element.get("/Pg", page)
    actual = element.get("/ActualText")
    if "/Alt" in element:
        assert str(element.Alt).strip(), "a figure without words"
        return
    kids = element.get("/K", None)
    # A cell to be filled in by hand has nothing in it.
    kids = [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    if actual is not None:
        yield str(element.S), str(actual)
        return
    marks = [kid for kid in kids if not isinstance(kid, pikepdf.Object)]
    if marks:
        yield str(element.S), " ".join(pages[page.objgen].get(int(mark), "") for mark in marks)
    for kid in kids:
        if isinstance(kid, pikepdf.Object):
            yield from heard(kid, pages, page)


def plain(text):
    """Letters alone, as they are composed, whatever the spaces and the marks of direction."""
    text = unicodedata.normalize("NFKC", text)
    return [letter for letter in text if not letter.isspace() and unicodedata.category(letter) not in ("Cf", "Mn", "Mc")]


def check(file):
    pdf = pikepdf.open(file)
    pages, fonts = {}, None
    for page in pdf.pages:
        # One set of fonts for all.
        fonts = fonts or {str(name): letters_of(font) for name, font in page.Resources.Font.items()}
        pages[page.objgen], outside = marked(page, fonts)
        assert outside == 0, f"{file}: {outside} letters that nobody hears"
    texts = [(tag, text) for kid in pdf.Root.StructTreeRoot.K.K for tag, text in heard(kid, pages)]
    ours = Counter(plain("".join(text for _, text in texts)))
    theirs = Counter(plain(subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True).stdout))
    # Page numbers are read by poppler alone; a ligature of a script may be told whole by one and in parts by the other.
    lost, more = ours - theirs, theirs - ours
    share = (sum(lost.values()) + sum(more.values())) / max(1, sum(ours.values()))
    assert share < 0.02, f"{file}: {lost} {more}"
    order = [tag for tag, _ in texts if tag in ("/H1", "/Lbl", "/LBody")]
    assert "/H1" in order, f"{file}: no heading"
    return texts


if __name__ == "__main__":
    for name in sys.argv[1:]:
        texts = check(name)
        if name == "1-fr.pdf":
            slip = texts[: next(at for at, (tag, _) in enumerate(texts) if at and tag == "/H1" and at > 3) + 14]
            spoken = [text.strip() for _, text in slip]
            raw = subprocess.run(["pdftotext", "-f", "1", "-l", "1", "-layout", name, "-"], capture_output=True, text=True).stdout
            wanted = [word for word in ("Lucas BOIVIN", "lucas.boivin", "14032010", "https://www.cpro-sti.fr") if word in raw]
            places = [next((at for at, text in enumerate(spoken) if word in text), None) for word in wanted]
            assert places == sorted(place for place in places if place is not None), (wanted, places)
            assert [raw.index(word) for word in wanted] == sorted(raw.index(word) for word in wanted)
