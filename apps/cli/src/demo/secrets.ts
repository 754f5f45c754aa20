import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const names = ['serviceSecret', 'linkKey', 'codePepper', 'pseudonymKey', 'staffSecret'] as const;
export type DemoSecrets = Readonly<Record<(typeof names)[number], string>>;

/** The demo's secrets: made at its first start, kept in its data folder for the owner only, so that a second start finds the same desk. */
export function demoSecrets(folder: string): DemoSecrets {
  const file = path.join(folder, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as DemoSecrets;
  const secrets = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('base64url')])) as Record<(typeof names)[number], string>;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
