import type { GroupName } from '../../shared/api/types';
import { GroupCards } from './GroupCards';
import { say } from './steps-text';

export interface GroupQuestionProps {
  value: GroupName | null;
  onValue: (group: GroupName) => void;
  /** Somebody went on without an answer. */
  missing: boolean;
}

/** 'Wie bent u hier?' */
export function GroupQuestion({ value, onValue, missing }: GroupQuestionProps) {
  const error = missing && value === null ? say('choose_group') : undefined;
  return <GroupCards legend={say('who_are_you')} {...{ value, onValue, error }} />;
}
