import * as fc from 'fast-check';
import { grow } from '../testing/grown-log.js';
import { naiveConsistency, naiveInclusion, naiveRoot } from '../testing/naive-tree.js';
import { consistencyRanges, verifyConsistency } from './consistency.js';
import { Frontier } from './frontier.js';
import { emptyRoot, hashLeaf, hashNode } from './hashing.js';
import { inclusionRanges, verifyInclusion } from './inclusion.js';
import { rangeHash, rootAt } from './nodes.js';
import { TileEdge, tileWidth } from './tiles.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array => Buffer.from(text, 'hex');
const leavesOf = (count: number): Uint8Array[] => Array.from({ length: count }, (_, i) => Buffer.from(`leaf ${i}`));
const rootOf = (leaves: readonly Uint8Array[]): Uint8Array => {
  const frontier = new Frontier();
  for (const leaf of leaves) frontier.append(hashLeaf(leaf));
  return frontier.root();
};

/** The eight inputs and their answers that the implementations of Certificate Transparency (RFC 6962) have shared since 2012. */
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(bytes);
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const a = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const b = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const c = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
const d = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const e = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const f = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';

describe('known answers of RFC 6962 implementations', () => {
  it('roots of 0 to 8 leaves', () => {
    expect(hex(emptyRoot)).toBe(roots[0]);
    for (let size = 0; size <= 8; size += 1) expect(hex(rootOf(inputs.slice(0, size)))).toBe(roots[size]);
  });

  it.each([
    [0, 1, []],
    [0, 8, [a, b, c]],
    [5, 8, [d, e, roots[4]]],
    [2, 3, [roots[2]]],
    [1, 5, [roots[1], b, d]],
  ])('inclusion of leaf %i in %i', (index, size, path) => {
    const { nodeAt } = grow(inputs.slice(0, size));
    expect(inclusionRanges(index, size).map((range) => hex(rangeHash(range, nodeAt)))).toEqual(path);
  });

  it.each([
    [1, 1, []],
    [1, 8, [a, b, c]],
    [6, 8, [f, e, roots[4]]],
    [2, 5, [b, d]],
    [2, 8, [b, c]],
  ])('consistency of %i with %i', (first, second, path) => {
    const { nodeAt } = grow(inputs.slice(0, second));
    expect(consistencyRanges(first, second).map((range) => hex(rangeHash(range, nodeAt)))).toEqual(path);
  });
});

describe('against the clauses written down naively', () => {
  // Sizes past one tile, and past what a frontier of few bits shows.
  const sizes = fc.oneof(fc.integer({ min: 1, max: 70 }), fc.integer({ min: tileWidth - 2, max: tileWidth + 3 }), fc.constantFrom(2 * tileWidth, 3 * tileWidth + 1));

  it('roots, inclusion and consistency proofs are the same, and verify', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, at, before) => {
        const leaves = leavesOf(size);
        const { edge, nodeAt } = grow(leaves);
        const root = naiveRoot(leaves);
        expect(hex(edge.root())).toBe(hex(root));
        expect(hex(rootOf(leaves))).toBe(hex(root));
        expect(hex(rootAt(size, nodeAt))).toBe(hex(root));
        const index = at % size;
        const path = inclusionRanges(index, size).map((range) => rangeHash(range, nodeAt));
        expect(path.map(hex)).toEqual(naiveInclusion(index, leaves).map(hex));
        expect(verifyInclusion({ leafHash: hashLeaf(leaves[index]!), index, size, root, path })).toBe(true);
        const first = 1 + (before % size);
        const firstRoot = naiveRoot(leaves.slice(0, first));
        expect(hex(rootAt(first, nodeAt))).toBe(hex(firstRoot));
        const proof = consistencyRanges(first, size).map((range) => rangeHash(range, nodeAt));
        expect(proof.map(hex)).toEqual(naiveConsistency(first, leaves).map(hex));
        expect(verifyConsistency({ first, firstRoot, second: size, secondRoot: root, path: proof })).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('a tree of three tile levels has the root of its frontier', () => {
    const size = tileWidth ** 2 + tileWidth + 3;
    const [edge, frontier] = [new TileEdge(), new Frontier()];
    const levels = new Map<number, number>();
    for (let i = 0; i < size; i += 1) {
      const hash = hashLeaf(Buffer.from(`leaf ${i}`));
      frontier.append(hash);
      for (const { tileLevel, tileIndex } of edge.append(hash)) {
        expect(tileIndex).toBe(levels.get(tileLevel) ?? 0);
        levels.set(tileLevel, tileIndex + 1);
      }
    }
    expect(hex(edge.root())).toBe(hex(frontier.root()));
    expect([...levels]).toEqual([[0, tileWidth + 1], [1, 1]]);
  });

  it('an edge taken up again goes on as if it had never been laid down', () => {
    const leaves = leavesOf(tileWidth + 9);
    const { tiles, edge } = grow(leaves.slice(0, tileWidth + 4));
    const again = new TileEdge(edge.size, [edge.openLeaves, tiles.map((tile) => tile.root)]);
    for (const leaf of leaves.slice(tileWidth + 4)) again.append(hashLeaf(leaf));
    expect(hex(again.root())).toBe(hex(naiveRoot(leaves)));
    expect(() => new TileEdge(edge.size, [edge.openLeaves.slice(1), tiles.map((tile) => tile.root)])).toThrow(TypeError);
  });
});

describe('what is not so is never proved', () => {
  const changes = fc.record({ size: fc.integer({ min: 2, max: 40 }), at: fc.nat(), where: fc.nat(), how: fc.constantFrom('hash', 'drop', 'add', 'index', 'size', 'root', 'leaf') });

  it('inclusion: one thing changed is refused', () => {
    fc.assert(
      fc.property(changes, ({ size, at, where, how }) => {
        const leaves = leavesOf(size);
        const { nodeAt } = grow(leaves);
        const index = at % size;
        const path = inclusionRanges(index, size).map((range) => rangeHash(range, nodeAt));
        const honest = { leafHash: hashLeaf(leaves[index]!), index, size, root: naiveRoot(leaves), path };
        const other = hashLeaf(Buffer.from('another'));
        const forged = {
          hash: { ...honest, path: path.map((hash, i) => (i === where % path.length ? other : hash)) },
          drop: { ...honest, path: path.filter((_, i) => i !== where % path.length) },
          add: { ...honest, path: [...path.slice(0, where % (path.length + 1)), other, ...path.slice(where % (path.length + 1))] },
          index: { ...honest, index: (index + 1 + (where % (size - 1))) % size },
          size: { ...honest, size: index },
          root: { ...honest, root: other },
          leaf: { ...honest, leafHash: other },
        }[how];
        expect(verifyInclusion(honest)).toBe(true);
        expect(verifyInclusion(forged)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('consistency: a history changed before the first size is refused, with any proof that can be made from it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.nat(), (size, at, where) => {
        const leaves = leavesOf(size);
        const first = 1 + (at % (size - 1));
        const rewritten = leaves.map((leaf, i) => (i === where % first ? Buffer.from('rewritten') : leaf));
        const { nodeAt } = grow(rewritten);
        const path = consistencyRanges(first, size).map((range) => rangeHash(range, nodeAt));
        const claim = { first, firstRoot: naiveRoot(leaves.slice(0, first)), second: size, secondRoot: naiveRoot(rewritten), path };
        expect(verifyConsistency({ ...claim, firstRoot: naiveRoot(rewritten.slice(0, first)) })).toBe(true);
        expect(verifyConsistency(claim)).toBe(false);
        expect(verifyConsistency({ ...claim, path: path.slice(1) })).toBe(false);
        expect(verifyConsistency({ ...claim, path: [...path, path[0]!] })).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('a leaf that looks like two nodes is not a node (RFC 9162 §2.1.1)', () => {
    const [left, right] = [hashLeaf(Buffer.from('l')), hashLeaf(Buffer.from('r'))];
    expect(hex(hashLeaf(Buffer.concat([left, right])))).not.toBe(hex(hashNode(left, right)));
  });

  it('nothing is too odd to be answered', () => {
    const odd = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -1, 2 ** 53, Number.NaN));
    fc.assert(
      fc.property(odd, odd, fc.array(fc.uint8Array({ minLength: 31, maxLength: 33 }), { maxLength: 4 }), (one, two, path) => {
        const root = hashLeaf(Buffer.from('x'));
        expect(verifyInclusion({ leafHash: hashNode(root, root), index: one, size: two, root, path })).toBe(false);
        expect(typeof verifyConsistency({ first: one, firstRoot: root, second: two, secondRoot: root, path })).toBe('boolean');
      }),
    );
  });
});
