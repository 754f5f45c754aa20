/** A DER value taken apart, to be changed and put together again. For tests: no bounds, no checks. */
export interface DerTree {
  tag: number;
  /** Constructed values have children, primitive ones have content. */
  children?: DerTree[];
  content?: Buffer;
}

export function derTree(bytes: Buffer): DerTree {
  return readTree(bytes, 0).tree;
}

function readTree(bytes: Buffer, at: number): { readonly tree: DerTree; readonly end: number } {
  const tag = bytes[at] ?? 0;
  let length = bytes[at + 1] ?? 0;
  let start = at + 2;
  if (length >= 0x80) {
    const count = length & 0x7f;
    length = bytes.readUIntBE(start, count);
    start += count;
  }
  const end = start + length;
  if ((tag & 0x20) === 0) return { tree: { tag, content: Buffer.from(bytes.subarray(start, end)) }, end };
  const children: DerTree[] = [];
  for (let next = start; next < end; ) {
    const child = readTree(bytes, next);
    children.push(child.tree);
    next = child.end;
  }
  return { tree: { tag, children }, end };
}

export function derBytes(tree: DerTree): Buffer {
  const content = tree.children === undefined ? (tree.content ?? Buffer.alloc(0)) : Buffer.concat(tree.children.map(derBytes));
  return Buffer.concat([Buffer.from([tree.tag & 0xff]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xffff ? 6 : length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

/** Every value in the tree with the list it stands in. */
export function derNodes(tree: DerTree, siblings: DerTree[] = []): { readonly node: DerTree; readonly siblings: DerTree[] }[] {
  return [{ node: tree, siblings }, ...(tree.children ?? []).flatMap((child) => derNodes(child, tree.children))];
}

/** SignedData of a ContentInfo, and the SignerInfo in it. */
export function signerInfoOf(contentInfo: DerTree): DerTree | undefined {
  const signedData = contentInfo.children?.[1]?.children?.[0];
  return signedData?.children?.at(-1)?.children?.[0];
}

/** The value of the signature: the last OCTET STRING right inside the SignerInfo. */
export function signatureValueOf(signerInfo: DerTree): DerTree | undefined {
  return signerInfo.children?.findLast(({ tag }) => tag === 0x04);
}

const orderOfP256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** (r, n − s): the other ECDSA signature over the same data by the same key, which anybody can make. Undefined for other kinds. */
export function ecdsaTwin(signature: Buffer): Buffer | undefined {
  if (signature[0] !== 0x30 || signature.length > 72) return undefined;
  const tree = derTree(signature);
  const [r, s] = tree.children ?? [];
  if (r?.content === undefined || s?.content === undefined) return undefined;
  const value = BigInt(`0x${s.content.toString('hex')}`);
  if (value <= 0n || value >= orderOfP256) return undefined;
  const hex = (orderOfP256 - value).toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return derBytes({ tag: 0x30, children: [r, { tag: 0x02, content: (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes }] });
}
