# `python pyhanko_validate_serve.py FILE ROOT diff|nodiff`: as validate-serve.mjs. Integrity, chain to the root, and difference analysis with `diff`.
import io, json, logging, sys, time, warnings
logging.disable(logging.CRITICAL)
warnings.filterwarnings('ignore')
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

source, root, mode = sys.argv[1:4]
anchor = x509.Certificate.load(open(root, 'rb').read())
data = open(source, 'rb').read()


def run():
    for signature in PdfFileReader(io.BytesIO(data)).embedded_signatures:
        context = ValidationContext(trust_roots=[anchor], allow_fetching=False, revocation_mode='soft-fail')
        status = validate_pdf_signature(signature, context, skip_diff=mode == 'nodiff')
        if not (status.intact and status.valid):
            raise RuntimeError('Error: not intact')


for line in sys.stdin:
    taken = []
    for _ in range(int(line)):
        started = time.perf_counter()
        run()
        taken.append((time.perf_counter() - started) * 1000)
    print(json.dumps({'milliseconds': taken}), flush=True)
