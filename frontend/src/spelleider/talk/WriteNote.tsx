import { useState } from 'preact/hooks';
import { sessionPath } from '../../shared/api/client';
import { type Box, GROUPS, type GroupName, type Snapshot } from '../../shared/api/types';
import { t as common } from '../../shared/i18n';
import { BOXES } from '../../shared/talk/Boxes';
import { t } from '../../shared/talk/words';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { useSending } from './sending';
import { TextArea } from './TextArea';

/** Writing down what is said in the room: in which box, and which group said it. */
export function WriteNote({ item, snapshot }: { item: string; snapshot: Snapshot }) {
  const [text, setText] = useState('');
  const [box, setBox] = useState<Box>('goes_well');
  const [group, setGroup] = useState<GroupName | null>(null);
  const { send, busy, wrong } = useSending();
  const path = sessionPath(snapshot.gemeente, snapshot.session, '/notes?as=facilitator');
  const write = async (): Promise<void> => {
    if (await send(path, (op) => ({ op, item, box, text, group }), t('write_sent'))) setText('');
  };
  return (
    <form
      class="write-note"
      aria-label={t('write_title')}
      onSubmit={(event) => {
        event.preventDefault();
        void write();
      }}
    >
      <TextArea label={t('write_title')} value={text} rows={2} error={wrong['']} onValue={setText} />
      <div class="write-note__choices">
        <Radios
          legend={t('write_box')}
          name="box"
          options={BOXES.map((one) => [one, t(one)])}
          chosen={box}
          onChoose={setBox}
        />
        <Radios
          legend={t('write_group')}
          name="group"
          options={[...GROUPS.map((one) => [one, common(`group_${one}`)] as const), [null, t('write_nobody')]]}
          chosen={group}
          onChoose={setGroup}
        />
      </div>
      <Button type="submit" aria-disabled={busy}>
        {t('write_send')}
      </Button>
    </form>
  );
}

interface RadiosProps<T> {
  legend: string;
  name: string;
  options: readonly (readonly [T, string])[];
  chosen: T;
  onChoose: (one: T) => void;
  error?: string | undefined;
}

/** One choice of a few, all in sight. */
export function Radios<T extends string | null>({ legend, name, options, chosen, onChoose, error }: RadiosProps<T>) {
  return (
    <fieldset class="talk__choice">
      <legend>{legend}</legend>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      {options.map(([value, words]) => (
        <label key={words}>
          <input type="radio" name={name} checked={chosen === value} onChange={() => onChoose(value)} /> {words}
        </label>
      ))}
    </fieldset>
  );
}
