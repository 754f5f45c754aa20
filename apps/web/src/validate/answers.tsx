import type { Answer, Question, ReportTexts } from '../api/validation.js';
import { validateTexts } from '../text/validate/index.js';
import { CheckIcon, CrossIcon, QuestionIcon } from '../ui/icons.js';
import { useTexts } from '../ui/language.js';

const questions: readonly Question[] = ['intact', 'changedSince', 'who', 'trustedBy', 'when', 'complete'];
const icons = { yes: CheckIcon, no: CrossIcon, unknown: QuestionIcon };

/** The six questions, always all of them and always in this order. */
export function Answers({ words }: { readonly words: ReportTexts }) {
  const texts = useTexts(validateTexts);
  return (
    <section aria-labelledby="answers-heading">
      <h2 id="answers-heading" class="visually-hidden">
        {texts.answersHeading}
      </h2>
      <div class="answers">
        {questions.map((question) => (
          <AnswerCard key={question} answer={words.answers[question]} />
        ))}
      </div>
    </section>
  );
}

function AnswerCard({ answer }: { readonly answer: Answer }) {
  const marks = useTexts(validateTexts).marks;
  const MarkIcon = icons[answer.mark];
  return (
    <div class={`answer answer--${answer.mark}`}>
      <span class="answer__icon">
        <MarkIcon size={26} />
        <span class="visually-hidden">{marks[answer.mark]}</span>
      </span>
      <div>
        <h3>{answer.heading}</h3>
        <p>{answer.text}</p>
      </div>
    </div>
  );
}
