import { t } from '../text';
import { lazily } from '../lazily';
import type { OwnPaceProps } from './OwnPace';
import { Underway } from './Underway';

const useOwnPace = lazily(() => import('./OwnPace'));

/** Fetched where a session has an own pace. */
export function LazyOwnPace(props: OwnPaceProps) {
  const Loaded = useOwnPace()?.OwnPace;
  return Loaded === undefined ? <Underway title={t('loading')} /> : <Loaded {...props} />;
}
