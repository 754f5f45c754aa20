"""Usage: pyhanko_corpus.py FILE...  One JSON line per file: whether pyHanko finds every signature intact and every change explained.

Trust is not asked: the files are other people's. A file that pyHanko refuses to read is refused. Twenty seconds a file.
"""
import json
import logging
import signal
import sys
import warnings

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)
warnings.filterwarnings("ignore")


class TooLong(Exception):
    pass


def ring(*_):
    raise TooLong("took longer than 20 s")


def context():
    return ValidationContext(trust_roots=[], allow_fetching=False, revocation_mode="soft-fail")


def faults(signature):
    is_timestamp = signature.sig_object.get("/Type") == "/DocTimeStamp" or signature.sig_object.get("/SubFilter") == "/ETSI.RFC3161"
    status = validate_pdf_timestamp(signature, context()) if is_timestamp else validate_pdf_signature(signature, context())
    found = []
    if not status.intact:
        found.append("digest")
    if not status.valid:
        found.append("signature value")
    if status.coverage is not None and status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        found.append("coverage " + status.coverage.name)
    if status.modification_level is not None and status.modification_level > ModificationLevel.FORM_FILLING:
        found.append("changes " + status.modification_level.name)
    if status.docmdp_ok is False:
        found.append("DocMDP")
    return found


def judge(path):
    signal.alarm(20)
    try:
        with open(path, "rb") as handle:
            signatures = list(PdfFileReader(handle).embedded_signatures)
            if not signatures:
                return {"verdict": "unsigned", "why": ""}
            found = sorted({fault for each in signatures for fault in faults(each)})
            return {"verdict": "refused" if found else "accepted", "why": ", ".join(found)}
    except Exception as problem:  # a refusal to read is a verdict too
        return {"verdict": "refused", "why": f"{type(problem).__name__}"}
    finally:
        signal.alarm(0)


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, ring)
    for file_name in sys.argv[1:]:
        print(json.dumps({"file": file_name, **judge(file_name)}), flush=True)
