import { defaultPolicy } from '../policy/signature-validation-policy.js';
import type { ValidationReport } from '../report/validation-report.js';
import { validate } from '../validate.js';
import { signSmall } from './sign-small.js';
import { attackableDocument } from './attacks/attackable-document.js';
import { hourAfter, signedCase, trustOf, type SignedCase } from './signed-case.js';

/** A file of ours in one state of its life, and what it is worth before anybody attacks it. */
export interface VictimFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly world: SignedCase;
  readonly honest: 'valid' | 'indeterminate';
  /** With the revocation list of the root at hand, as a recipient who is online has. */
  readonly validate: (bytes: Uint8Array) => ValidationReport;
}

const people = ['Bo Lind', 'Anna Ek', 'Karin Ås', 'Sven Öberg'];

function signatories(count: number) {
  return Array.from({ length: count }, (_, i) => ({ name: people[i] ?? `Person ${String.fromCharCode(65 + i)}son`, role: i === 0 ? ('chair' as const) : ('adjuster' as const) }));
}

/** Ten files: of 1, 4 and 20 signatories, signed, completed, cut back to an earlier signature, and sealed. `few` makes three of them. */
export async function victimFiles(few: boolean): Promise<readonly VictimFile[]> {
  const files: VictimFile[] = [];
  const add = async (name: string, world: SignedCase, bytes: Buffer | undefined, honest: VictimFile['honest'] = 'valid') => {
    if (bytes === undefined) throw new Error(`no ${name}`);
    const trust = trustOf(world.pki, { crls: [await world.pki.crl(world.pki.root)] });
    files.push({ name, world, bytes, honest, validate: (attacked) => validate(attacked, trust, defaultPolicy, hourAfter(world.pki.now, 0.5)) });
  };
  const original = attackableDocument();
  const four = await signedCase({ original, steps: [{ signatories: signatories(4) }] });
  await add('4 signatories, completed', four, four.completed);
  await add('4 signatories, cut back to the first', four, four.heads[0], 'indeterminate');
  const sealed = await signedCase({ original, steps: [{ signatories: signatories(2) }], beforeSigning: seal });
  await add('sealed, signed', sealed, sealed.heads.at(-1));
  if (few) return files;
  await add('4 signatories, cut back to the third', four, four.heads[2], 'indeterminate');
  await add('4 signatories, signed', four, four.heads.at(-1));
  await add('sealed, completed', sealed, sealed.completed);
  for (const count of [1, 20]) {
    const world = await signedCase({ original, steps: [{ signatories: signatories(count) }] });
    await add(`${count} signatories, signed`, world, world.heads.at(-1));
    await add(`${count} signatories, completed`, world, world.completed);
  }
  return files;
}

/** The body's seal certifies what was prepared: form filling and signing, nothing else (DESIGN.md, Prepare). */
async function seal(prepared: Buffer, { pki }: Pick<SignedCase, 'pki'>): Promise<Buffer> {
  return signSmall(prepared, { pki, signer: await pki.oneTime(), fieldName: 'Seal', docMdp: 2, timestamp: true });
}
