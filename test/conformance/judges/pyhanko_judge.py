"""Usage: pyhanko_judge.py ANCHOR_FOLDER FILE...  One JSON line per file: what pyHanko says of every signature.

Embedded timestamps are validated first; the signer's chain is then judged at the earliest time they prove (best-signature-time).
No network. Revocation is soft-fail: short-term certificates carry noRevAvail (RFC 9608), which certvalidator does not know.
"""
import glob
import json
import logging
import os
import sys

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)


def roots(folder):
    found = []
    for name in sorted(glob.glob(os.path.join(folder, "*.cer"))):
        with open(name, "rb") as handle:
            found.append(x509.Certificate.load(handle.read()))
    return found


def context(trust, moment=None):
    extra = {"moment": moment, "best_signature_time": moment} if moment else {}
    return ValidationContext(trust_roots=trust, allow_fetching=False, revocation_mode="soft-fail", **extra)


def judge_signature(signature, trust):
    first = validate_pdf_signature(signature, signer_validation_context=context(trust), ts_validation_context=context(trust))
    proven = first.timestamp_validity.timestamp if first.timestamp_validity else None
    status = first
    if proven is not None:
        status = validate_pdf_signature(
            signature, signer_validation_context=context(trust, proven), ts_validation_context=context(trust)
        )
    return {
        "field": signature.field_name,
        "kind": "signature",
        "intact": bool(status.intact),
        "valid": bool(status.valid),
        "trusted": bool(status.trusted),
        "coverage": status.coverage.name if status.coverage else None,
        "modification": status.modification_level.name if status.modification_level else None,
        "docMdpOk": status.docmdp_ok,
        "timestamp": bool(status.timestamp_validity and status.timestamp_validity.valid and status.timestamp_validity.intact and status.timestamp_validity.trusted),
        "passed": bool(status.bottom_line),
    }


def judge_timestamp(signature, trust):
    status = validate_pdf_timestamp(signature, validation_context=context(trust))
    return {
        "field": signature.field_name,
        "kind": "documentTimestamp",
        "intact": bool(status.intact),
        "valid": bool(status.valid),
        "trusted": bool(status.trusted),
        "coverage": status.coverage.name if status.coverage else None,
        "modification": status.modification_level.name if status.modification_level else None,
        "passed": bool(status.intact and status.valid and status.trusted),
    }


def judge(path, trust):
    try:
        with open(path, "rb") as handle:
            reader = PdfFileReader(handle)
            signatures = [judge_signature(s, trust) for s in reader.embedded_regular_signatures]
            timestamps = [judge_timestamp(s, trust) for s in reader.embedded_timestamp_signatures]
            return {"file": os.path.basename(path), "signatures": signatures, "timestamps": timestamps}
    except Exception as problem:  # a refusal to read is a verdict too
        return {"file": os.path.basename(path), "signatures": [], "timestamps": [], "problem": f"{type(problem).__name__}: {problem}"}


if __name__ == "__main__":
    anchors = roots(sys.argv[1])
    for file_name in sys.argv[2:]:
        print(json.dumps(judge(file_name, anchors)))
