import type { ManifestReport, ManifestTask, SignatureReport } from '../api/validation.js';
import { plural } from '../text/catalog.js';
import { validateTexts } from '../text/validate/index.js';
import { CheckIcon, CrossIcon, DotIcon, QuestionIcon } from '../ui/icons.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { roleName } from './role-name.js';
import { taskStanding } from './task-standing.js';

const icons = { signed: CheckIcon, missing: DotIcon, mismatch: CrossIcon, broken: CrossIcon, earlier: QuestionIcon, open: QuestionIcon };
const marks = { signed: 'yes', missing: 'unknown', mismatch: 'no', broken: 'no', earlier: 'unknown', open: 'unknown' };

/** Those whom the case required, as the manifest in the file says, beside what was found. */
export function Signatories({ manifest, signatures }: { readonly manifest: ManifestReport; readonly signatures: readonly SignatureReport[] }) {
  const texts = useTexts(validateTexts).required;
  const { language } = useLanguage();
  const tasks = manifest.steps.reduce<ManifestTask[]>((all, step) => [...all, ...step.tasks], []);
  const holds = tasks.every((task) => task.state !== 'signed' || taskStanding(task, signatures) === 'signed');
  return (
    <section class="panel stack stack--tight" aria-labelledby="required-heading">
      <h2 id="required-heading">{texts.heading}</h2>
      <p>{plural(manifest.required, holds ? texts.count : texts.countOpen, { signed: manifest.signed })}</p>
      <ul class="plain-list">
        {tasks.map((task) => {
          const standing = taskStanding(task, signatures);
          const TaskIcon = icons[standing];
          const role = roleName(task.role, task.roleTitle, language);
          return (
            <li key={task.fieldName} class={`answer answer--plain answer--${marks[standing]}`}>
              <span class="answer__icon">
                <TaskIcon size={22} />
              </span>
              <span>
                <strong>{task.name}</strong>
                {role !== null && `, ${role}`}
                <br />
                <span class="muted small">
                  {texts.states[standing]}
                  {task.signedBy !== null && `: ${task.signedBy}`}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
      <p class="muted small">{texts.intro}</p>
    </section>
  );
}
