import { type Doors, GROUPS, type Presence } from '../../shared/api/types';
import { QrCode } from '../../shared/charts/QrCode';
import { t } from '../words';
import { GroupShape } from '../../shared/ui/GroupMark';
import { inGroupsOfFour, sizeOf, withoutProtocol } from './address';
import './join.css';

/** How to come in: by a QR code that already knows the group, or by an address and a code. */
export function Join({ doors, presence }: { doors: Doors; presence: Presence }) {
  if (doors.joining === 'locked') return <Locked presence={presence} />;
  const address = withoutProtocol(doors.address);
  return (
    <section class="join">
      <h1 class="join__title">{t('join_title')}</h1>
      <div class="join__doors">
        <p class="join__scan">{t('join_scan')}</p>
        <ul class="join__cards">
          {GROUPS.map((group) => (
            <li key={group} class={`join__card wp-group-${group}`}>
              <p class="join__group">
                <GroupShape group={group} /> {t(`join_group_${group}`)}
              </p>
              <QrCode
                link={doors.links[group] ?? doors.address}
                name={t('join_qr', { group: t(`join_group_${group}`) })}
              />
              <p class="join__inside">
                <strong>{presence.groups[group]?.joined ?? 0}</strong> {t('join_inside')}
              </p>
            </li>
          ))}
        </ul>
      </div>
      <div class="join__words">
        <p class="join__step">{t('join_go_to')}</p>
        <p class="join__address" style={{ fontSize: `calc(${sizeOf(address)} * var(--u))` }}>
          {address}
        </p>
        <p class="join__step">{t('join_type')}</p>
        <p class="join__code">{inGroupsOfFour(doors.code)}</p>
        <p class="join__promise">{t('join_promise')}</p>
      </div>
    </section>
  );
}

function Locked({ presence }: { presence: Presence }) {
  const people = GROUPS.reduce((sum, group) => sum + (presence.groups[group]?.joined ?? 0), 0);
  return (
    <section class="message">
      <h1 class="message__title">{t('join_locked')}</h1>
      <p class="message__text">{t('people', { n: people })}</p>
    </section>
  );
}
