"""A second implementation of what docs/evidence.md says about log files, by the text alone: chains, leaves, tree, checkpoint.

usage: evidence_log.py LOG.ndjson CHECKPOINT.json      exit code 0 when it holds, 1 when not
Integers and strings only: Python writes other numbers otherwise than RFC 8785 asks.
"""
import hashlib
import json
import sys


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def label(name):
    return b"justera.evidence." + name + b".v1\0"


def root(leaves):
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01", root(leaves[:split]), root(leaves[split:]))


def check(log, checkpoint):
    lines = [json.loads(line) for line in open(log, encoding="utf-8")]
    header, records = lines[0], lines[1:]
    note = json.load(open(checkpoint, encoding="utf-8"))["note"]
    if header["size"] != len(records) or header["origin"] != note["origin"]:
        return "header"
    heads, leaves = {}, []
    for index, record in enumerate(records):
        sequence, previous = heads.get(record["requestId"], (0, "0" * 64))
        entry = record["entry"]
        digest = sha256(label(b"entry"), bytes.fromhex(previous), canonical(entry)).hex()
        place = (record["index"], record["sequence"], entry["sequence"], entry["requestId"], record["previousHash"], record["entryHash"])
        if place != (index, sequence + 1, sequence + 1, record["requestId"], previous, digest):
            return f"entry {index}"
        heads[record["requestId"]] = (sequence + 1, digest)
        leaf = {"entryHash": digest, "index": index, "requestId": record["requestId"], "sequence": sequence + 1}
        leaves.append(sha256(b"\x00", label(b"leaf"), canonical(leaf)))
    if root(leaves[: note["size"]]).hex() != note["root"]:
        return f"root at {note['size']}"
    print(f"{len(leaves)} entries of {len(heads)} cases, root at {note['size']} as sealed")
    return None


broken = check(sys.argv[1], sys.argv[2])
if broken is not None:
    print(f"broken: {broken}")
    sys.exit(1)
