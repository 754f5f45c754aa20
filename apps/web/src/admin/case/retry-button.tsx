import { useState } from 'preact/hooks';
import { retry } from '../../api/staff.js';
import { deskTexts } from '../../text/desk/index.js';
import { Button } from '../../ui/button.js';
import { useTexts } from '../../ui/language.js';
import { useAction } from '../../ui/use-action.js';
import { DeskProblem } from '../desk-problem.js';

export function RetryButton({ id, onRetried }: { readonly id: string; readonly onRetried: () => void }) {
  const texts = useTexts(deskTexts).case;
  const action = useAction();
  const [done, setDone] = useState(false);
  const run = (): void => {
    void action.run(async () => {
      await retry(id);
      setDone(true);
      onRetried();
    });
  };
  return (
    <>
      <Button busy={action.busy} onClick={run}>
        {texts.retry}
      </Button>
      {done && <p role="status">{texts.retried}</p>}
      {action.problem !== undefined && <DeskProblem problem={action.problem} />}
    </>
  );
}
