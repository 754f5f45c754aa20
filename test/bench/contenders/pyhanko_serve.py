# `python pyhanko_serve.py FILE FIELD KEYS PASSPHRASE`: as serve.mjs. With OUT behind: signs once, from file to file.
import io, json, logging, os, sys, time
logging.disable(logging.CRITICAL)
from pyhanko.sign import signers, fields
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

source, field, keys, passphrase = sys.argv[1:5]
signer = signers.SimpleSigner.load_pkcs12(os.path.join(keys, 'p256.p12'), passphrase=passphrase.encode())
meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm='sha256', subfilter=fields.SigSeedSubFilter.PADES)


def sign(opened, output):
    signers.sign_pdf(IncrementalPdfFileWriter(opened), meta, signer=signer, output=output, bytes_reserved=8192)


if len(sys.argv) > 5:
    with open(source, 'rb') as opened, open(sys.argv[5], 'w+b') as output:
        sign(opened, output)
    sys.exit(0)
data = open(source, 'rb').read()
for line in sys.stdin:
    taken = []
    for _ in range(int(line)):
        started = time.perf_counter()
        sign(io.BytesIO(data), io.BytesIO())
        taken.append((time.perf_counter() - started) * 1000)
    print(json.dumps({'milliseconds': taken}), flush=True)
