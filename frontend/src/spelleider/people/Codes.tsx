import { type Doors, GROUPS } from '../../shared/api/types';
import { QrCode } from '../../shared/charts/QrCode';
import { GroupMark } from '../../shared/ui/GroupMark';
import { t } from '../words';
import './codes.css';

/** How people come in: the address and the code to read aloud, and a QR code for each group to show. */
export function Codes({ doors }: { doors: Doors }) {
  return (
    <div class="doors">
      <p class="doors__words">
        {t('doors_go_to')} <strong>{doors.address.replace(/^https?:\/\//, '')}</strong> {t('doors_code')}{' '}
        <strong class="doors__code">{doors.code.replace(/(\d{4})(?=\d)/g, '$1 ')}</strong>
      </p>
      <ul class="doors__links">
        {GROUPS.map((group) => (
          <li key={group} class={`doors__link wp-group-${group}`}>
            <QrCode link={doors.links[group] ?? ''} name={t('doors_qr', { group: t(`group_${group}`) })} />
            <GroupMark group={group} word="Many" />
          </li>
        ))}
      </ul>
    </div>
  );
}
