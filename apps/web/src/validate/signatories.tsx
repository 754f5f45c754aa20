import type { ManifestReport, ManifestTask } from '../api/validation.js';
import { plural } from '../text/catalog.js';
import { commonTexts } from '../text/common/index.js';
import { validateTexts } from '../text/validate/index.js';
import { CheckIcon, CrossIcon, DotIcon } from '../ui/icons.js';
import { useTexts } from '../ui/language.js';

const icons = { signed: CheckIcon, missing: DotIcon, mismatch: CrossIcon, broken: CrossIcon };
const marks = { signed: 'yes', missing: 'unknown', mismatch: 'no', broken: 'no' };

/** Those whom the case required, as the manifest in the file says, beside what was found. */
export function Signatories({ manifest }: { readonly manifest: ManifestReport }) {
  const texts = useTexts(validateTexts).required;
  const roles: Readonly<Record<string, string>> = useTexts(commonTexts).roles;
  const roleOf = (task: ManifestTask): string => (task.roleTitle ? task.roleTitle : (roles[task.role] ?? task.role));
  const tasks = manifest.steps.reduce<ManifestTask[]>((all, step) => [...all, ...step.tasks], []);
  return (
    <section class="panel stack stack--tight" aria-labelledby="required-heading">
      <h2 id="required-heading">{texts.heading}</h2>
      <p>{plural(manifest.required, texts.count, { signed: manifest.signed })}</p>
      <ul class="plain-list">
        {tasks.map((task) => {
          const TaskIcon = icons[task.state];
          return (
            <li key={task.fieldName} class={`answer answer--plain answer--${marks[task.state]}`}>
              <span class="answer__icon">
                <TaskIcon size={22} />
              </span>
              <span>
                <strong>{task.name}</strong>, {roleOf(task)}
                <br />
                <span class="muted small">
                  {texts.states[task.state]}
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
