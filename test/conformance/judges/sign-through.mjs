// Takes a file through the product's own libraries: prepared, signed by everyone, completed to B-LTA. The demo's trust service answers on loopback.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { work } from './tools.mjs';

/** @returns a function from original bytes, language and signatories to prepared and completed bytes; call `stop` at the end */
export async function startSigning() {
  const [{ startDemoTrustService }, { createOneTimeIdentity }, pades, { systemClock: clock }] = await Promise.all(['#demo', '#issuance', '#pades', '#platform'].map((door) => import(door)));
  const folder = path.join(work, 'pdf-a-trust');
  mkdirSync(folder, { recursive: true });
  const trust = await startDemoTrustService({ folder, clock });
  const allowedHosts = [new URL(trust.url).host, new URL(trust.url).hostname];
  const timestamps = pades.createTimeStampClient({ authorities: [{ url: trust.tsaUrl }], allowedHosts, anchors: [trust.tsaRootDer] });
  const evidence = pades.createRevocationSource({ allowedHosts });
  const authority = await trust.openIssuingAuthority();

  async function sign(head, field, language, extra) {
    const signerName = extra.signerName ?? field.signatoryName;
    const [givenName, ...rest] = signerName.split(' ');
    const authContext = { identityProvider: 'https://idp.example', instant: clock.now(), levelOfAssurance: 'substantial', reference: 'conformance' };
    const identity = await createOneTimeIdentity(authority, { givenName, surname: rest.join(' ') || givenName, commonName: signerName, serialNumber: field.name, authContext }, clock);
    const done = await pades.appendSignature({
      head, fieldName: field.name, signerName, roleTitle: field.roleTitle, methodText: 'e-legitimation', language, identity, signingTime: clock.now(), timeZone: 'Europe/Stockholm', timestamps, ...extra,
    });
    return Buffer.concat([head, done.update]);
  }

  /** @param extraOf (field) => what `appendSignature` is told besides */
  async function signThrough(original, { language = 'sv', steps, extraOf = () => ({}) }) {
    const prepared = await pades.prepareMinutes({
      original, caseId: 'conformance', language, bodyName: 'Samverkan Ekdalsbygden', title: 'Kommundirektörsmöte den 17 april', meetingDate: '2026-04-17', registrationNumber: 'SE 2026/114',
      requiredLevelOfAssurance: 'substantial', notice: { advanced: true }, validationAddress: 'https://justera.ekdalsbygden.example/validera', steps,
    });
    const preparedBytes = Buffer.concat([original, prepared.update]);
    let head = preparedBytes;
    for (const field of prepared.fields) head = await sign(head, field, language, extraOf(field));
    const { updates } = await pades.completeDocument({ head, evidence, timestamps, anchors: [trust.rootDer], now: clock.now() });
    return { prepared: preparedBytes, completed: Buffer.concat([head, ...updates.map(({ update }) => update)]), fields: prepared.fields };
  }

  return { signThrough, stop: () => trust.stop() };
}
