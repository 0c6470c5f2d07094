import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../text';
import type { Results, ResultsProps } from './Results';
import { useKeptFocus } from './useKeptFocus';

const TRY_AGAIN = 4_000;
let loaded: typeof Results | null = null;

/** The results with their charts: fetched at the first reveal, as nobody needs them before. */
export function LazyResults(props: ResultsProps) {
  const [, ready] = useState(loaded !== null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = () => {
      import('./Results').then(
        (module) => {
          loaded = module.Results;
          ready(true);
        },
        () => {
          timer = setTimeout(load, TRY_AGAIN);
        },
      );
    };
    if (loaded === null) load();
    return () => clearTimeout(timer);
  }, []);
  const Loaded = loaded;
  const region = useRef<HTMLDivElement>(null);
  useKeptFocus(region, Loaded === null ? 'loading' : 'loaded', 'h1, h2');
  const Heading = props.level === 1 ? 'h1' : 'h2';
  return (
    <div ref={region}>
      {Loaded === null ? (
        <>
          <Heading tabIndex={-1} class={`nl-heading nl-heading--level-${props.level}`}>
            {props.opgave.name}
          </Heading>
          <p class="soft">{t('loading')}</p>
        </>
      ) : (
        <Loaded {...props} />
      )}
    </div>
  );
}
