/** The constants of PKCS #11 2.40 that we use, by the names it gives them. */
export const Ck = {
  // Object classes and attributes
  CKO_CERTIFICATE: 1, CKO_PUBLIC_KEY: 2, CKO_PRIVATE_KEY: 3,
  CKA_CLASS: 0x0, CKA_TOKEN: 0x1, CKA_PRIVATE: 0x2, CKA_LABEL: 0x3, CKA_VALUE: 0x11, CKA_KEY_TYPE: 0x100, CKA_ID: 0x102, CKA_SENSITIVE: 0x103,
  CKA_SIGN: 0x108, CKA_VERIFY: 0x10a, CKA_MODULUS: 0x120, CKA_MODULUS_BITS: 0x121, CKA_PUBLIC_EXPONENT: 0x122, CKA_EXTRACTABLE: 0x162,
  CKA_EC_PARAMS: 0x180, CKA_EC_POINT: 0x181,
  // Key types and mechanisms
  CKK_RSA: 0, CKK_EC: 3,
  CKM_RSA_PKCS_KEY_PAIR_GEN: 0x0, CKM_RSA_PKCS: 0x1, CKM_EC_KEY_PAIR_GEN: 0x1040, CKM_ECDSA: 0x1041,
  // Sessions
  CKF_OS_LOCKING_OK: 2, CKF_RW_SESSION: 2, CKF_SERIAL_SESSION: 4, CKU_USER: 1,
  // Return values
  CKR_DEVICE_ERROR: 0x30, CKR_DEVICE_REMOVED: 0x32, CKR_KEY_HANDLE_INVALID: 0x60, CKR_OBJECT_HANDLE_INVALID: 0x82, CKR_PIN_INCORRECT: 0xa0,
  CKR_PIN_INVALID: 0xa1, CKR_PIN_LEN_RANGE: 0xa2, CKR_PIN_LOCKED: 0xa4, CKR_SESSION_CLOSED: 0xb0, CKR_SESSION_HANDLE_INVALID: 0xb3,
  CKR_TOKEN_NOT_PRESENT: 0xe0, CKR_USER_ALREADY_LOGGED_IN: 0x100, CKR_USER_NOT_LOGGED_IN: 0x101, CKR_CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const;

export type Handle = Buffer;

export interface Attribute {
  readonly type: number;
  readonly value?: Buffer | number | string | boolean;
}

/** The part of pkcs11js that we use; it is written out here because the package is optional and may be missing where types are checked. */
export interface Cryptoki {
  load(library: string): void;
  C_Initialize(options: { readonly flags: number }): void;
  C_Finalize(): void;
  C_GetSlotList(tokenPresent: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): { readonly label: string; readonly serialNumber: string };
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_Login(session: Handle, userType: number, pin: string): void;
  C_FindObjectsInit(session: Handle, template: Attribute[]): void;
  C_FindObjects(session: Handle, count: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(session: Handle, object: Handle, template: Attribute[]): { readonly type: number; readonly value: Buffer }[];
  C_GenerateKeyPair(session: Handle, mechanism: Mechanism, publicTemplate: Attribute[], privateTemplate: Attribute[]): { readonly publicKey: Handle; readonly privateKey: Handle };
  C_SignInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_SignAsync(session: Handle, data: Buffer, into: Buffer): Promise<Buffer>;
}

export interface Mechanism {
  readonly mechanism: number;
}

/** The CKR_… value of an error that the library reported; undefined for any other error. */
export function returnValue(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}
