import type { OpgaveView } from '../../shared/api/types';
import type { OwnAnswers } from './answers';
import { t } from './scoring-text';

interface ProgressProps {
  opgave: OpgaveView;
  answers: OwnAnswers;
  current?: string;
}

/** How far: a line with a piece per punt, and the same in words. */
export function Progress({ opgave, answers, current }: ProgressProps) {
  return (
    <div class="progress">
      <div class="progress__line" aria-hidden="true">
        {opgave.items.map((item) => {
          const done = answers.of(item.id, opgave.round) !== null;
          const classes = ['progress__piece'];
          if (done) classes.push('progress__piece--done');
          if (item.id === current) classes.push('progress__piece--here');
          return <span key={item.id} class={classes.join(' ')} />;
        })}
      </div>
      <p class={current === undefined ? 'progress__words' : 'wp-visually-hidden'}>
        {t('done_count', { done: answers.done(opgave), n: opgave.items.length })}
      </p>
    </div>
  );
}
