import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { ANSWER_SETTLES } from '../live/timing';
import './score-scale.css';

const VALUES = [1, 2, 3, 4, 5, 0] as const;
export type ScaleValue = (typeof VALUES)[number];

/** Another question than whether somebody recognises something: its answers have words only, each on a row of its own. */
export interface Asks {
  question: string;
  /** In the order in which they are offered. */
  answers: readonly { value: ScaleValue; word: string }[];
}

interface ScoreScaleProps {
  /** The name that the six radios share. */
  name: string;
  /** The id of the text that is judged. */
  about: string;
  /** The answer that was given before; `null`: none. */
  value: number | null;
  /** Called once somebody has settled on an answer that is another one than `value`. */
  onAnswer: (value: ScaleValue) => void;
  /** What is asked instead of 'Herkent u dit?'. */
  asks?: Asks;
}

/** An answer as people read it: '4, meestal wel'. */
export function answerWords(value: number): string {
  const word = t(`scale_${value as ScaleValue}`);
  return value === 0 ? word : `${value}, ${word}`;
}

/**
 * 'Herkent u dit?': six native radios, nothing chosen beforehand. Arrow keys pass over values, so an answer counts half
 * a second after the last change, when the scale loses focus, or when it goes away.
 */
export function ScoreScale({ name, about, value, onAnswer, asks }: ScoreScaleProps) {
  const [passing, setPassing] = useState<ScaleValue | null>(null);
  const pending = useRef<ScaleValue | null>(null);
  const settle = useRef<() => void>(() => undefined);
  settle.current = () => {
    const settled = pending.current;
    if (settled === null) return;
    pending.current = null;
    setPassing(null);
    if (settled !== value) onAnswer(settled);
  };

  useEffect(() => {
    if (passing === null) return undefined;
    const timer = setTimeout(() => settle.current(), ANSWER_SETTLES);
    return () => clearTimeout(timer);
  }, [passing]);

  useEffect(() => {
    const leaving = () => settle.current();
    addEventListener('pagehide', leaving);
    return () => {
      removeEventListener('pagehide', leaving);
      leaving();
    };
  }, []);

  const shown = passing ?? value;
  const offered = asks?.answers ?? VALUES.map((one) => ({ value: one, word: t(`scale_${one}`) }));
  return (
    <fieldset
      class={`wp-scale wp-scale--${asks ? 'rows' : 'boxes'}`}
      aria-describedby={about}
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) settle.current();
      }}
    >
      <legend class="wp-scale__question">{asks?.question ?? t('scale_question')}</legend>
      <div class="wp-scale__choices">
        {offered.map(({ value: one, word }) => (
          <label key={one} class={`wp-scale__choice${one === 0 ? ' wp-scale__choice--unknown' : ''}`}>
            <input
              class="wp-scale__radio"
              type="radio"
              name={name}
              value={one}
              checked={shown === one}
              aria-label={capital(asks ? word : answerWords(one))}
              onChange={() => {
                pending.current = one;
                setPassing(one);
              }}
            />
            <span class="wp-scale__box">
              {asks === undefined && one > 0 && <span class="wp-scale__digit">{one}</span>}
              <span class="wp-scale__word">{one === 0 || asks ? capital(word) : word}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
