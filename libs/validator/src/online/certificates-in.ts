import { asArray, asDictionary, asStream, asString, openPdf, PdfError, signatureFields, type PdfView } from '#pdf/read';
import { attributesOf, Oid, parseCertificate, parseSignedData, PkiError, splitPadding, type Certificate, type SignedData } from '#pki/parse';

const maxStored = 200;

/** Every certificate that a file brings: in its signatures, their timestamps and its security store. Nothing is believed of them. */
export function certificatesIn(bytes: Uint8Array): Certificate[] {
  return orNothing(() => {
    const view = openPdf(bytes).current;
    const signed = orNothing(() => signatureFields(view).flatMap(({ value }) => {
      const contents = value === undefined ? undefined : asString(view.get(value, 'Contents'));
      return contents === undefined ? [] : orNothing(() => inSignedData(parseSignedData(splitPadding(contents.bytes).message)));
    }));
    return [...new Map([...signed, ...inStore(view)].map((certificate) => [certificate.sha256, certificate])).values()];
  });
}

function inSignedData(data: SignedData): Certificate[] {
  const tokens = data.signerInfos.flatMap(({ unsignedAttributes }) => attributesOf(unsignedAttributes, Oid.signatureTimeStampToken).flatMap(({ values }) => values));
  return [...data.certificates, ...tokens.flatMap((token) => orNothing(() => [...parseSignedData(token).certificates]))];
}

function inStore(view: PdfView): Certificate[] {
  return orNothing(() => {
    const store = asDictionary(view.get(view.catalog, 'DSS'));
    const listed = store === undefined ? undefined : asArray(view.get(store, 'Certs'));
    return (listed?.items ?? []).slice(0, maxStored).flatMap((item) => orNothing(() => {
      const stream = asStream(view.resolve(item));
      return stream === undefined ? [] : [parseCertificate(view.streamData(stream, 1024 * 1024))];
    }));
  });
}

/** What cannot be read brings nothing: the validator says what is wrong with it. */
function orNothing<Item>(read: () => Item[]): Item[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof PdfError || error instanceof PkiError) return [];
    throw error;
  }
}
