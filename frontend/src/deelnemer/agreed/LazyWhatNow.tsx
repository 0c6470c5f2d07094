import { lazily } from '../lazily';
import type { WhatNowProps } from './WhatNow';

const useWhatNow = lazily(() => import('./WhatNow'));

/** 'En nu?', at the end of a session. */
export function LazyWhatNow(props: WhatNowProps) {
  const Loaded = useWhatNow()?.WhatNow;
  return Loaded === undefined ? null : <Loaded {...props} />;
}
