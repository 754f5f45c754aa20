import type { SignatureReport } from '../api/validation.js';
import { groupHex } from '../format/fingerprint.js';
import { formatInstant } from '../format/date.js';
import { fill } from '../text/catalog.js';
import { commonTexts } from '../text/common/index.js';
import { validateTexts } from '../text/validate/index.js';
import { CheckIcon, CrossIcon, QuestionIcon } from '../ui/icons.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { roleName } from './role-name.js';

const icons = { TOTAL_PASSED: CheckIcon, TOTAL_FAILED: CrossIcon, INDETERMINATE: QuestionIcon };
const marks = { TOTAL_PASSED: 'yes', TOTAL_FAILED: 'no', INDETERMINATE: 'unknown' };

export function Signatures({ signatures }: { readonly signatures: readonly SignatureReport[] }) {
  const texts = useTexts(validateTexts);
  return (
    <section class="stack" aria-labelledby="signatures-heading">
      <h2 id="signatures-heading">{texts.signaturesHeading}</h2>
      {signatures.map((signature, index) => (
        <SignatureCard key={index} signature={signature} />
      ))}
    </section>
  );
}

function SignatureCard({ signature }: { readonly signature: SignatureReport }) {
  const texts = useTexts(validateTexts).signature;
  const SignatureIcon = icons[signature.indication];
  const name = signature.kind === 'documentTimestamp' ? texts.kinds.documentTimestamp : (signature.signatory?.name ?? texts.unnamed);
  return (
    <article class="panel stack">
      <div class={`answer answer--plain answer--${marks[signature.indication]}`}>
        <span class="answer__icon">
          <SignatureIcon size={26} />
        </span>
        <div>
          <h3>{name}</h3>
          <p>
            {texts.indications[signature.indication]}
            {signature.kind === 'seal' && `, ${texts.kinds.seal.toLowerCase()}`}
          </p>
        </div>
      </div>
      <SignatureFacts signature={signature} />
      <TechnicalFacts signature={signature} />
    </article>
  );
}

type SignatureTexts = (typeof validateTexts)['sv']['signature'] | (typeof validateTexts)['en']['signature'];

function SignatureFacts({ signature }: { readonly signature: SignatureReport }) {
  const { language } = useLanguage();
  const texts = useTexts(validateTexts).signature;
  const common = useTexts(commonTexts);
  const { signatory } = signature;
  const role = signatory === null ? null : roleName(signatory.role, signatory.roleTitle, language);
  const levels: Readonly<Record<string, string>> = common.levels;
  const authentication = signatory?.authentication ?? undefined;
  return (
    <dl class="facts facts--roomy">
      {role !== null && role !== '' && <Fact name={texts.role} value={role} />}
      {signatory?.substituteFor && <Fact name={texts.substituteFor} value={signatory.substituteFor} />}
      {signature.claimedRemark && <Fact name={texts.remark} value={signature.claimedRemark} />}
      <Fact name={texts.time} value={timeOf()} />
      <Fact name={texts.integrity} value={signature.integrity === 'intact' ? texts.intact : texts.broken} />
      <Fact name={texts.changesAfter} value={texts.changes[signature.changesAfter]} />
      <Fact name={texts.issuer} value={issuerOf(signature, texts)} />
      {authentication?.identityProvider && <Fact name={texts.authentication} value={identifiedBy(authentication.identityProvider, authentication.instant)} />}
      {authentication?.levelOfAssurance && <Fact name={texts.level} value={levels[authentication.levelOfAssurance] ?? authentication.levelOfAssurance} />}
    </dl>
  );

  function identifiedBy(provider: string, instant: string | null): string {
    return instant === null ? provider : fill(texts.authenticationText, { provider, time: formatInstant(instant, language) });
  }

  function timeOf(): string {
    if (signature.timeProven && signature.bestSignatureTime !== null) return fill(texts.proven, { time: formatInstant(signature.bestSignatureTime, language) });
    if (signature.claimedSigningTime !== null) return fill(texts.claimed, { time: formatInstant(signature.claimedSigningTime, language) });
    return texts.noTime;
  }
}

/** For those who compare with another validator. */
function TechnicalFacts({ signature }: { readonly signature: SignatureReport }) {
  const texts = useTexts(validateTexts).signature;
  const code = [signature.indication, signature.subIndication ?? ''].filter((part) => part !== '').join(' / ');
  return (
    <details class="disclosure">
      <summary>{texts.technical}</summary>
      <dl class="facts facts--roomy">
        <Fact name={texts.reason} value={code} />
        {signature.level !== null && <Fact name={texts.format} value={signature.level.replace(/_/g, '-')} />}
        {signature.qualification !== undefined && signature.qualification.level !== 'N/A' && <Fact name={texts.qualification} value={signature.qualification.level} />}
        {signature.fieldName !== null && <Fact name={texts.field} value={signature.fieldName} />}
        {signature.signatory !== null && <Fact name={texts.serial} value={signature.signatory.certificateSerialNumber} mono />}
        {signature.signatory !== null && <Fact name={texts.certificate} value={groupHex(signature.signatory.certificateSha256)} mono />}
      </dl>
    </details>
  );
}

/** Who vouches: a service on a trusted list, or the issuer and what we know of it. */
function issuerOf({ trust, signatory }: SignatureReport, texts: SignatureTexts): string {
  const service = trust.service ?? undefined;
  if (service !== undefined) return fill(texts.listed, { provider: service.provider, territory: service.territory, date: service.listIssuedAt.slice(0, 10) });
  const text = trust.status === 'trusted' ? texts.trusted : trust.status === 'untrusted' ? texts.untrusted : texts.trustUnknown;
  return fill(text, { name: commonName(trust.anchor?.name ?? trust.claimedIssuer ?? signatory?.issuer ?? texts.unnamed) });
}

/** What people know an issuer by, out of its whole name. */
function commonName(name: string): string {
  const found = /(?:^|[,+])CN=((?:\\.|[^,+\\])*)/.exec(name);
  return found?.[1] ?? name;
}

function Fact({ name, value, mono = false }: { readonly name: string; readonly value: string; readonly mono?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={mono ? 'mono' : undefined}>{value}</dd>
    </div>
  );
}
