import { fireEvent, screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { at } from '../../shared/charts/testing/makers';
import { ME } from '../../shared/live/testing/fake-server';
import { expectAccessible } from '../../shared/testing/axe';
import { TestPhone } from '../testing/phone';
import { box, kept, sender, talking } from './testing/talking';

const phone = new TestPhone();
const send = sender(phone);
const texts = () => phone.server.notes.map(({ text }) => text);

describe('what is typed', () => {
  it('survives a reload at every keystroke, and what was to be sent goes by itself, wherever the room is', async () => {
    await phone.open(talking());
    await phone.user.type(box(), 'Half');
    await phone.user.type(box('Wat kan beter?'), 'Heel');
    await phone.reload();
    expect([box().value, box('Wat kan beter?').value]).toEqual(['Half', 'Heel']);
    phone.server.deaf = true;
    await send('Wat kan beter?');
    phone.server.deaf = false;
    phone.server.state = talking({ current: at(1), version: 9 });
    await phone.reload();
    expect(texts()).toEqual(['Heel']);
    expect(kept()).toHaveLength(1);
  });

  it('is cut at the limit with a clear message, and the room that is left is told near it', async () => {
    await phone.open(talking());
    expect(screen.queryByText(/^Nog \d+ teken/)).toBeNull();
    fireEvent.input(box(), { target: { value: '👍'.repeat(955) } });
    expect(screen.getByText('Nog 45 tekens')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
    fireEvent.input(box(), { target: { value: '👍'.repeat(10_000) } });
    expect(box().value).toBe('👍'.repeat(1_000));
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Er passen 1.000 tekens in. Wat er niet in past, is weggelaten.',
    );
    await expectAccessible();
    fireEvent.input(box(), { target: { value: 'Korter' } });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('leaves a word alone that is still being composed, and cuts it when it stands', async () => {
    await phone.open(talking());
    fireEvent.input(box(), { target: { value: 'x'.repeat(1_002) }, isComposing: true });
    expect(box().value).toHaveLength(1_002);
    fireEvent.compositionEnd(box());
    expect(box().value).toHaveLength(1_000);
  });

  it('is taken away when another phone takes this place', async () => {
    await phone.open(talking());
    await phone.user.type(box(), 'Van mij');
    expect(kept()).toHaveLength(1);
    phone.server.socket.tell('ended', { reason: 'taken_over' });
    await phone.pass(100);
    expect(kept()).toEqual([]);
  });

  it('is told to who hands the phone on, and waits until what was sent is there', async () => {
    await phone.open(talking({ shared_phones: true }));
    await phone.user.type(box(), 'Nog niet verstuurd');
    await phone.user.type(box('Wat kan beter?'), 'Wel verstuurd');
    phone.server.deaf = true;
    await send('Wat kan beter?');
    await phone.press('Mijn gegevens');
    await phone.press('Volgende persoon op deze telefoon');
    expect(screen.getByText('U schreef iets op dat nog niet is verstuurd. Dat gaat weg.')).toBeInTheDocument();
    expect(screen.getByText('Nog 1 antwoord wordt verstuurd.')).toBeInTheDocument();
    await phone.press('Terug naar mijn antwoorden');
    expect(box()).toHaveValue('Nog niet verstuurd');
  });

  it('comes from another tab as well, and goes when that one sent it', async () => {
    await phone.open(talking());
    const key = `wijk/voorbeeldstad/${phone.server.state.session}/${ME.id}/note/item-1/goes_well`;
    const change = async (value: string | null) => {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      dispatchEvent(new StorageEvent('storage', { key, newValue: value }));
      await phone.pass(50);
    };
    await change(JSON.stringify({ text: 'Elders getypt', signed: '', op: null }));
    expect(box()).toHaveValue('Elders getypt');
    await change('geen JSON');
    expect(box()).toHaveValue('');
    await change(null);
    expect(box()).toHaveValue('');
  });

  it('is in sight when the session closed before it was sent', async () => {
    await phone.open(talking());
    await phone.user.type(box(), 'Te laat');
    await phone.move({ state: 'closed' });
    expect(screen.getByText('Dit is niet verstuurd').parentElement).toHaveTextContent('1. Wat gaat goed? Te laat');
    expect(screen.queryByRole('textbox')).toBeNull();
    await expectAccessible();
  });
});
