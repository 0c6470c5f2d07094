import type { GroupName } from '../../shared/api/types';
import { GROUPS } from '../../shared/api/types';
import { GroupShape } from '../../shared/ui/GroupMark';
import { t } from '../text';
import { say } from './steps-text';
import './group-cards.css';

interface GroupCardsProps {
  legend: string;
  value: GroupName | null;
  onValue: (group: GroupName) => void;
  error?: string | undefined;
}

/** Three large cards, one of which is chosen: shape, colour and word. */
export function GroupCards({ legend, value, onValue, error }: GroupCardsProps) {
  return (
    <fieldset class="group-cards">
      <legend class="group-cards__legend">{legend}</legend>
      {error !== undefined && (
        <p class="wp-field__error" role="alert">
          {error}
        </p>
      )}
      {GROUPS.map((group) => (
        <label key={group} class={`group-card wp-group-${group}`}>
          <input
            class="group-card__radio"
            type="radio"
            name="group"
            value={group}
            checked={value === group}
            onChange={() => onValue(group)}
          />
          <span class="group-card__box">
            <GroupShape group={group} />
            <span>
              <span class="group-card__name">{t(`group_${group}`)}</span>
              <span class="group-card__about">{say(`about_${group}`)}</span>
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
