#!/usr/bin/env python3
"""Verifies an Ombud audit log offline: python3 verify_audit.py [--from CHECKPOINT] KEY DIRECTORY...

A second opinion: shares no code with Ombud, needs Python 3.8 alone. KEY is the log's public key (name+id+key), or a file with it. Prints
for each directory `OK size root`, or `BROKEN index kind` with the first entry that cannot be relied on. Exit status: 0 all are whole,
1 one is damaged, 2 it could not be checked."""
import argparse, base64, hashlib, pathlib, re, sys

P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
WIDTH, EMPTY, PERSONS = 256, hashlib.sha256().digest(), 1000  # the most persons of an entry
CODE, NUMBER, BYTES = "[a-z][a-z0-9-]{0,47}", "(?:0|[1-9][0-9]{0,19})", "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="
LEAF = re.compile(
    rf"ombud-audit/(?P<version>[12]) (?P<sequence>{NUMBER}) (?P<time>{NUMBER}) (?P<operation>{NUMBER}) (?P<phase>intent|shown|done|refused|failed|unknown) "
    rf"(?P<intent>-|{NUMBER}) (?P<actor>account-[0-9a-f]{{32}}|console|anonymous|(?:job|source):{CODE}) (?:-|{CODE}) "
    rf"(?:-|{CODE}-(?:[0-9a-f]{{16}}|[0-9a-f]{{32}})|{CODE}:{CODE}) (?:-|person-(?P<persons>[0-9a-f]{{16}}(?:,[0-9a-f]{{16}})*)) (?:-|{CODE}) "
    rf"(?:-|case-[0-9a-f]{{32}}) (?P<commitment>-|{BYTES})")
HEAD = re.compile(
    rf"(?P<text>(?P<origin>[^\0-\x1f]+)\n(?P<size>{NUMBER})\n(?P<root>{BYTES})\n)\n(?P<lines>(?:\u2014 [^\s\0-\x1f]+ [^\s\0-\x1f]+\n)+)")

class Broken(Exception): pass  # with the first entry that cannot be relied on, and what is wrong

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def decode(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("not the one spelling of base64")
    return data

def point(data):  # Ed25519 (RFC 8032), points as (x, y)
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = pow(x2 := (y * y - 1) * pow(D * y * y + 1, -1, P) % P, (P + 3) // 8, P)
    x = x if (x * x - x2) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - x2) % P or (x == 0 and sign):
        raise ValueError("not a point")
    return (x if x & 1 == sign else P - x), y

def plus(a, b):
    t = D * a[0] * b[0] * a[1] * b[1]
    return (a[0] * b[1] + b[0] * a[1]) * pow(1 + t, -1, P) % P, (a[1] * b[1] + a[0] * b[0]) * pow(1 - t, -1, P) % P

def times(number, a):
    result = (0, 1)
    while number:
        result, a, number = plus(result, a) if number & 1 else result, plus(a, a), number >> 1
    return result

def good_signature(public, message, signature):
    try:
        a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    except ValueError:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    base = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    return len(signature) == 64 and s < Q and (0, 1) not in (times(8, a), times(8, r)) and times(s, base) == plus(r, times(h, a))

def read_head(data, key):  # size and root of a checkpoint, or what is wrong with it
    try:
        head = HEAD.fullmatch(data.decode())
        signatures = [(name, decode(value)) for _, name, value in map(str.split, head["lines"].splitlines())]
    except (ValueError, TypeError):
        return "checkpoint"
    ours = (key[0], sha(key[0].encode(), b"\n", key[1])[:4])
    mine = [value[4:] for name, value in signatures if (name, value[:4]) == ours]
    if head["origin"] != key[0] or not mine or not all(good_signature(key[1][1:], head["text"].encode(), one) for one in mine):
        return "signature"
    return int(head["size"]), decode(head["root"])

def halve(hashes):
    return [sha(b"\1", hashes[i], hashes[i + 1]) for i in range(0, len(hashes) - 1, 2)]

class Log:
    def __init__(self, directory):
        self.directory, self.levels, self.open, self.size, self.marks = directory, [[]], {}, 0, {0: EMPTY}
    def read(self, path):
        path = pathlib.Path(self.directory, path)
        return path.read_bytes() if path.is_file() else None
    def piece(self, folder, index, width=WIDTH):  # a tile's or bundle's bytes, and whether they must end after `width` places
        path = f"{index % 1000:03}"
        while index := index // 1000:
            path = f"x{index % 1000:03}/{path}"
        data = self.read(f"{folder}/{path}" + (f".p/{width}" if width < WIDTH else ""))
        return (data, True) if data is not None else (self.read(f"{folder}/{path}"), False)
    def root(self):
        result = None
        for hashes in self.levels:
            while hashes:  # an odd one at the right joins what came from the right of it
                if len(hashes) % 2:
                    result = hashes[-1] if result is None else sha(b"\1", hashes[-1], result)
                hashes = halve(hashes)
        return result or EMPTY
    def push(self, value):
        self.size, level = self.size + 1, 0
        self.levels[0].append(value)
        while len(full := self.levels[level]) == WIDTH:
            self.levels[level] = []
            self.upper(level, self.size // WIDTH ** (level + 1) - 1, full)
            while len(full) > 1:
                full = halve(full)
            self.levels += [[]] * (level + 1 == len(self.levels))
            level += 1
            self.levels[level] = self.levels[level] + full
    def upper(self, level, index, hashes):  # compares a tile above the leaves' with what was computed
        if level and hashes:
            data, exact = self.piece(f"tile/{level}", index, len(hashes))
            for place, value in enumerate(hashes + [b""] * exact):
                if (data or b"")[32 * place:32 * place + 32] != value:
                    raise Broken((index * WIDTH + place) * WIDTH**level, "tile")
    def entry(self, index, leaf):
        match = LEAF.fullmatch(leaf.decode("ascii", "replace"))
        if not match or (match["phase"] == "intent") != (match["intent"] == "-"):
            raise Broken(index, "leaf")
        persons, shown = (match["persons"] or "").split(","), match["phase"] == "shown"
        if persons != sorted(set(persons)) or len(persons) > PERSONS or shown and persons == [""]:
            raise Broken(index, "leaf")
        if match["version"] == "1" and (shown or len(persons) > 1):  # the first version has one person at most
            raise Broken(index, "leaf")
        if int(match["sequence"]) != index or int(match["time"]) < 1577836800000:  # 2020-01-01
            raise Broken(index, "sequence" if int(match["sequence"]) != index else "time")
        if match["phase"] == "intent":
            self.open[index] = match["operation"], match["actor"]
        else:  # an outcome closes its intent; more of whom an act showed comes before
            intent = (self.open.get if shown else self.open.pop)(int(match["intent"]), None)
            if intent != (match["operation"], match["actor"]):
                raise Broken(index, "outcome")
        return match["commitment"]
    def beside(self, first, size):  # commitments beside the entries of a bundle, None for lines that cannot be read
        found, (*lines, torn) = {}, (self.piece("sidecar", first // WIDTH)[0] or b"").split(b"\n")
        for line in lines + [torn] * bool(torn and first // WIDTH != size // WIDTH):
            try:
                number, salt, payload = line.decode().split(" ")
                if int(number) < size:
                    found[None if int(number) in found else int(number)] = sha(decode(salt), decode(payload))
            except ValueError:
                found[None] = None
        return found
    def bundle(self, first, size):
        width = min(WIDTH, size - first)
        (data, exact), (tile, tile_exact) = (self.piece(f"tile/{kind}", first // WIDTH, width) for kind in ("entries", 0))
        beside = self.beside(first, size)
        if data is None or tile is None:
            raise Broken(first, "entry-missing" if data is None else "tile")
        for index in range(first, first + width):
            end = 2 + int.from_bytes(data[:2], "big")
            if not 2 <= end <= min(len(data), 1026 + 17 * PERSONS):
                raise Broken(index, "entry" if data else "entry-missing")
            leaf, data, expected = data[2:end], data[end:], tile[32 * (index - first):32 * (index - first + 1)]
            if sha(b"\0", leaf) != expected:
                raise Broken(index, "entry" if len(expected) == 32 else "tile")
            commitment = self.entry(index, leaf)
            if index in beside and base64.b64encode(beside.pop(index)).decode() != commitment:
                raise Broken(index, "sidecar")
            self.push(expected)
            if self.size in self.marks:
                self.marks[self.size] = self.root()
        if exact and data or tile_exact and len(tile) != 32 * width:
            raise Broken(first + width, "entry" if exact and data else "tile")
        if beside:
            raise Broken(first, "sidecar")
    def scan(self, size):
        for first in range(0, size, WIDTH):
            self.bundle(first, size)
        for level, hashes in enumerate(self.levels):
            self.upper(level, size // WIDTH ** (level + 1), hashes)
        return self.root()
    def verify(self, key, older):
        head, (size, old_root) = read_head(self.read("checkpoint") or b"", key), older or (0, EMPTY)
        self.marks.setdefault(size, None)
        if isinstance(head, str):
            raise Broken(size if older and self.scan(size) == old_root else 0, head)
        if self.scan(head[0]) != head[1]:
            raise Broken(size if self.marks[size] == old_root else 0, "root")
        if self.marks[size] != old_root:
            raise Broken(*((head[0], "rolled-back") if size > head[0] else (0, "rewritten")))
        return head

def main():
    parser = argparse.ArgumentParser(description="Verifies an Ombud audit log offline.")
    parser.add_argument("--from", dest="older", metavar="CHECKPOINT", help="file with an older checkpoint that was kept elsewhere")
    parser.add_argument("key", help="the log's public key, or a file with it")
    parser.add_argument("directory", nargs="+")
    options, older, status = parser.parse_args(), None, 0
    try:
        file = pathlib.Path(options.key)
        name, key_id, key = (file.read_text() if file.is_file() else options.key).strip().split("+", 2)
        key = (name, decode(key))
        if len(key[1]) != 33 or key[1][0] != 1 or sha(name.encode(), b"\n", key[1])[:4].hex() != key_id:
            raise ValueError("the key is not the public key of a log")
        if options.older and isinstance(older := read_head(pathlib.Path(options.older).read_bytes(), key), str):
            raise ValueError("the older checkpoint is not one that this key has signed")
        for directory in options.directory:
            try:
                size, root = Log(directory).verify(key, older)
                print("OK", size, base64.b64encode(root).decode())
            except Broken as broken:
                print("BROKEN", *broken.args)
                status = 1
    except (OSError, ValueError, IndexError) as error:
        print("cannot verify:", error, file=sys.stderr)
        status = 2
    return status

if __name__ == "__main__":
    sys.exit(main())
