import { gapsOf, messageIn, withMessage, withTwin, type Gap } from './contents-gap.js';
import { derBytes, derNodes, derTree, signerInfoOf, type DerTree } from './der-tree.js';

type Operator = (bytes: Buffer, at: number, random: () => number) => Buffer | undefined;

const pick = <T>(items: readonly T[], random: () => number): T | undefined => items[Math.floor(random() * items.length)];

/** The newest signature in half of all cases: nothing lies over its message. */
function someGap(bytes: Buffer, random: () => number): Gap | undefined {
  const gaps = gapsOf(bytes);
  return random() < 0.5 ? gaps.at(-1) : pick(gaps, random);
}

/** Takes the message of a signature apart, changes it and puts it back with lengths that are right. */
const onMessage = (change: (tree: DerTree, random: () => number) => void): Operator => (bytes, _, random) => {
  const gap = someGap(bytes, random);
  if (gap === undefined) return undefined;
  const tree = derTree(messageIn(bytes, gap));
  change(tree, random);
  return withMessage(bytes, gap, derBytes(tree));
};

const onNode = (change: (found: ReturnType<typeof derNodes>[number], random: () => number) => void): Operator =>
  onMessage((tree, random) => {
    const found = pick(derNodes(tree).slice(1), random);
    if (found !== undefined) change(found, random);
  });

/** Attribute { 1.2.3.4.<n>, { NULL } }. */
const unknownAttribute = (random: () => number): DerTree => ({
  tag: 0x30, children: [{ tag: 0x06, content: Buffer.from([0x2a, 0x03, 0x04, Math.floor(random() * 100)]) }, { tag: 0x31, children: [{ tag: 0x05, content: Buffer.alloc(0) }] }],
});

/** Edits that know the structure of a CMS message. */
export const messageOperators: Readonly<Record<string, Operator>> = {
  derByte: onNode(({ node }, random) => {
    if (node.content !== undefined && node.content.length > 0) node.content[Math.floor(random() * node.content.length)] = Math.floor(random() * 256);
  }),
  derTag: onNode(({ node }, random) => {
    node.tag = (node.tag & 0x20) | (Math.floor(random() * 256) & 0xdf);
  }),
  derRemove: onNode(({ node, siblings }) => siblings.splice(siblings.indexOf(node), 1)),
  derRepeat: onNode(({ node, siblings }) => siblings.splice(siblings.indexOf(node), 0, structuredClone(node))),
  derSwap: onNode(({ node, siblings }, random) => {
    const [a, b] = [siblings.indexOf(node), Math.floor(random() * siblings.length)];
    [siblings[a], siblings[b]] = [siblings[b] ?? node, node];
  }),
  derEmpty: onNode(({ node }) => {
    if (node.children === undefined) node.content = Buffer.alloc(0);
    else node.children = [];
  }),
  derLonger: onNode(({ node }) => {
    if (node.content !== undefined) node.content = Buffer.concat([Buffer.from([0]), node.content]);
  }),
  unsignedAttribute: onMessage((tree, random) => {
    const signerInfo = signerInfoOf(tree);
    const attributes = signerInfo?.children?.find(({ tag }) => tag === 0xa1);
    if (attributes !== undefined) attributes.children?.push(unknownAttribute(random));
    else signerInfo?.children?.push({ tag: 0xa1, children: [unknownAttribute(random)] });
  }),
  messageOfAnother: (bytes, _, random) => {
    const [from, to] = [someGap(bytes, random), someGap(bytes, random)];
    return from === undefined || to === undefined ? undefined : withMessage(bytes, to, messageIn(bytes, from));
  },
  padding: (bytes, _, random) => {
    const gap = someGap(bytes, random);
    if (gap === undefined) return undefined;
    const used = messageIn(bytes, gap).length * 2;
    const copy = Buffer.from(bytes);
    const at = gap.start + used + Math.floor(random() * (gap.end - gap.start - used));
    copy.write('123456789abcdef'.charAt(Math.floor(random() * 15)), at, 'latin1');
    return copy;
  },
  ecdsaTwin: (bytes, _, random) => {
    const gap = someGap(bytes, random);
    return gap === undefined ? undefined : withTwin(bytes, gap);
  },
};
