"""Checks an export with nothing but Python's standard library, and none of Bailiff's code.

Usage: python3 independent.py <export.jsonl>

Prints one line of JSON: how many entries there are, the hash of the last, and the RFC 6962 root over all of them;
with openssl on the machine also how many of the manifest's checkpoints are signed by the keys that it names.
Ends with 1 and says why when something does not fit.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def canonical(value):
    """RFC 8785 for what entries are made of: names within the Basic Multilingual Plane, texts and whole numbers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def sha256(data):
    return hashlib.sha256(data).digest()


def root_of(leaves):
    """RFC 6962, section 2.1, word by word."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + root_of(leaves[:split]) + root_of(leaves[split:]))


def check_lines(path):
    prev = "0" * 64
    leaves = []
    with open(path, "rb") as file:
        for number, raw in enumerate(file, start=1):
            line = json.loads(raw)
            entry = line["entry"]
            if canonical(line) + b"\n" != raw:
                sys.exit(f"line {number} is not canonical")
            if entry["seq"] != number or entry["prev"] != prev:
                sys.exit(f"line {number} does not follow the one before")
            leaf = sha256(b"\x00" + canonical(entry))
            if leaf.hex() != line["hash"]:
                sys.exit(f"line {number} has another hash")
            if line["body"] is not None:
                committed = sha256(bytes.fromhex(line["salt"]) + canonical(line["body"]))
                if committed.hex() != entry["body"]:
                    sys.exit(f"line {number} tells something else than was committed to")
            leaves.append(leaf)
            prev = line["hash"]
    return leaves


def public_keys(verifiers):
    """Public keys by their names and ids, as PEM."""
    keys = {}
    for text in verifiers:
        name, key_id, encoded = text.split("+", 2)
        raw = base64.b64decode(encoded)
        if sha256(name.encode() + b"\n" + raw)[:4].hex() != key_id or raw[0] != 1:
            sys.exit(f"{text} is no key")
        spki = bytes.fromhex("302a300506032b6570032100") + raw[1:]
        pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(spki) + b"\n-----END PUBLIC KEY-----\n"
        keys[(name, key_id)] = pem
    return keys


def is_signed(text, signatures, keys, folder):
    for line in signatures:
        _, name, encoded = line.split(" ")
        blob = base64.b64decode(encoded)
        pem = keys.get((name, blob[:4].hex()))
        if pem is None:
            continue
        (folder / "key").write_bytes(pem)
        (folder / "text").write_bytes(text.encode())
        (folder / "signature").write_bytes(blob[4:])
        names = [str(folder / name) for name in ("key", "text", "signature")]
        command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin"]
        command += ["-inkey", names[0], "-in", names[1], "-sigfile", names[2]]
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return True
    return False


def check_checkpoints(manifest, leaves):
    keys = public_keys(manifest["verifiers"])
    signed = 0
    with tempfile.TemporaryDirectory() as folder:
        for note in manifest["checkpoints"]:
            text, signatures = note.rsplit("\n\n", 1)
            lines = text.split("\n")
            size = int(lines[1])
            if root_of(leaves[:size]) != base64.b64decode(lines[2]):
                sys.exit(f"the checkpoint of {size} entries has another root")
            signed += is_signed(text + "\n", signatures.strip().split("\n"), keys, Path(folder))
    return signed


def main(path):
    leaves = check_lines(path)
    told = {"count": len(leaves), "head": leaves[-1].hex() if leaves else None, "root": root_of(leaves).hex()}
    if shutil.which("openssl"):
        manifest = json.loads(Path(path + ".manifest.json").read_text(encoding="utf-8"))
        told["signed"] = check_checkpoints(manifest, leaves)
    print(json.dumps(told))


main(sys.argv[1])
