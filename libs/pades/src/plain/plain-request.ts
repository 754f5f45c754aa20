export interface PlainRequest {
  readonly pdf: Uint8Array;
  /** PKCS #12 with an RSA key: the library behind it knows no other. */
  readonly p12: Uint8Array;
  readonly passphrase: string;
  /** An empty field of the file; when not given, an invisible one is added. */
  readonly fieldName?: string;
  readonly signerName?: string;
  readonly signingTime: Date;
  /** IANA name. */
  readonly timeZone: string;
}
