import type { Snapshot } from '../api/types';
import trial from '../i18n/locales/nl/trial.json';
import './trial-mark.css';

/** Says that nothing here is real: on every screen of a trial, and where simulated people take part. */
export function TrialMark({ snapshot }: { snapshot: Snapshot }) {
  const marked = snapshot.trial || snapshot.presence.rehearsal;
  return marked ? <strong class="wp-trial">{trial.mark}</strong> : null;
}
