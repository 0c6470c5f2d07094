import type { Snapshot } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { t } from './scoring-text';
import { pass } from './passing';

/** 'Klaar? Geef de telefoon door', where phones are shared. */
export function HandOn({ snapshot }: { snapshot: Snapshot }) {
  if (!snapshot.shared_phones) return null;
  return <Button onClick={() => pass('leaving')}>{t('hand_on')}</Button>;
}
