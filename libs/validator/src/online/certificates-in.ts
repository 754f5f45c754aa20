import { asArray, asDictionary, asStream, asString, openPdf, PdfError, signatureFields, type PdfView } from '#pdf/read';
import { attributesOf, Oid, parseCertificate, parseSignedData, PkiError, splitPadding, type Certificate, type SignedData } from '#pki/parse';

const maxStored = 200;

export interface FoundCertificates {
  /** Each once. Nothing is believed of them. */
  readonly certificates: readonly Certificate[];
  /** False when something could not be read, or there was more of it than we look at. */
  readonly isWhole: boolean;
}

/** Every certificate that a file brings: in its signatures, their timestamps and its security store. */
export function certificatesIn(bytes: Uint8Array): FoundCertificates {
  return new Search().in(bytes);
}

class Search {
  #isWhole = true;

  in(bytes: Uint8Array): FoundCertificates {
    const found = this.#orNothing(() => {
      const view = openPdf(bytes).current;
      const signed = this.#orNothing(() => signatureFields(view).flatMap(({ value }) => {
        const contents = value === undefined ? undefined : asString(view.get(value, 'Contents'));
        return contents === undefined ? [] : this.#orNothing(() => this.#inSignedData(parseSignedData(splitPadding(contents.bytes).message)));
      }));
      return [...signed, ...this.#inStore(view)];
    });
    return { certificates: [...new Map(found.map((certificate) => [certificate.sha256, certificate])).values()], isWhole: this.#isWhole };
  }

  #inSignedData(data: SignedData): Certificate[] {
    const tokens = data.signerInfos.flatMap(({ unsignedAttributes }) => attributesOf(unsignedAttributes, Oid.signatureTimeStampToken).flatMap(({ values }) => values));
    return [...data.certificates, ...tokens.flatMap((token) => this.#orNothing(() => [...parseSignedData(token).certificates]))];
  }

  #inStore(view: PdfView): Certificate[] {
    return this.#orNothing(() => {
      const store = asDictionary(view.get(view.catalog, 'DSS'));
      const listed = (store === undefined ? undefined : asArray(view.get(store, 'Certs')))?.items ?? [];
      if (listed.length > maxStored) this.#isWhole = false;
      return listed.slice(0, maxStored).flatMap((item) => this.#orNothing(() => {
        const stream = asStream(view.resolve(item));
        return stream === undefined ? [] : [parseCertificate(view.streamData(stream, 1024 * 1024))];
      }));
    });
  }

  /** What cannot be read brings nothing: the validator says what is wrong with it. */
  #orNothing(read: () => Certificate[]): Certificate[] {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof PdfError || error instanceof PkiError)) throw error;
      this.#isWhole = false;
      return [];
    }
  }
}
