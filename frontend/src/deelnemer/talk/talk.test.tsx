import { fireEvent, screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { NoteView, OwnNote } from '../../shared/api/types';
import { agreement, at, point } from '../../shared/charts/testing/makers';
import { ME } from '../../shared/live/testing/fake-server';
import { expectAccessible } from '../../shared/testing/axe';
import { TestPhone } from '../testing/phone';
import { about, box, form, kept, sender, talking } from './testing/talking';

const phone = new TestPhone();
const send = sender(phone);

const HOSTILE = '<img src=x onerror=alert(1)> 👩‍👩‍👧 مرحبا\n& "zo"';

const note = (id: string, changes: Partial<NoteView> = {}): NoteView => ({
  id,
  box: 'goes_well',
  text: `Notitie ${id}`,
  group: 'bewoner',
  signed: null,
  ...changes,
});
const own = (id: string, changes: Partial<OwnNote> = {}): OwnNote => ({
  id,
  item: 'item-1',
  box: 'goes_well',
  text: `Eigen ${id}`,
  state: 'waiting',
  reason: null,
  ...changes,
});
const texts = () => phone.server.notes.map(({ text }) => text);
const unfold = async (name: string | RegExp) => {
  await phone.user.click(screen.getByText(name, { selector: 'summary, summary *' }));
  await phone.loaded();
};

describe('the punt that the room talks about', () => {
  it('is on the phone with why first, two boxes, what was said and by which group', async () => {
    const notes = [
      note('a', { text: HOSTILE }),
      note('b', { box: 'could_be_better', group: null, signed: 'Fatima' }),
      note('c', { group: 'ambtenaar' }),
    ];
    await phone.open(talking({ discussion: [point(1, { notes })] }));
    expect(phone.heading).toHaveTextContent('Waarom denken we hier anders over?');
    expect(screen.getByText('Tekst van punt 1')).toBeInTheDocument();
    const said = [...document.querySelectorAll('.note')].map((one) =>
      [...one.children].map((line) => line.textContent),
    );
    expect(said).toEqual([
      [HOSTILE, 'bewoner'],
      ['Notitie c', 'ambtenaar'],
      ['Notitie b', 'een deelnemer · Fatima'],
    ]);
    expect(document.querySelector('.note img')).toBeNull();
    expect(document.querySelector('.note__text')).toHaveAttribute('dir', 'auto');
    expect(document.querySelectorAll('.note .wp-shape')).toHaveLength(2);
    expect([box(), box('Wat kan beter?')].map((one) => one.dir)).toEqual(['auto', 'auto']);
    await expectAccessible();
  });

  it('asks what people think where groups do not differ, and shows the picture on request', async () => {
    await phone.open(talking({ current: about('item-2') }));
    expect(phone.heading).toHaveTextContent('Wat vinden we hiervan?');
    expect(screen.queryByRole('figure')).toBeNull();
    await unfold('Bekijk de uitkomst');
    expect(screen.getByRole('figure')).toHaveTextContent('Tekst van punt 2');
    await unfold('De andere punten');
    expect(screen.getByRole('heading', { name: 'Hier verschillen de groepen' })).toBeInTheDocument();
    await expectAccessible();
  });

  it('says of each own note what became of it, and why it is hidden', async () => {
    const notes = [
      own('a'),
      own('b', { state: 'shown' }),
      own('c', { state: 'hidden', reason: 'Er staat een naam in.' }),
      own('d', { item: 'item-2' }),
    ];
    await phone.open(talking({ me: { ...ME, notes } }));
    const below = [...document.querySelectorAll('.note__below')].map((one) => one.textContent);
    expect(below).toEqual([
      'De spelleider leest dit eerst',
      'Staat op het scherm',
      'De spelleider toont dit niet. Reden: Er staat een naam in.',
    ]);
  });

  it('brings who writes to the next punt with the focus, and what was typed is there on the way back', async () => {
    await phone.open(talking());
    await phone.user.type(box(), 'Half af');
    await phone.move({ current: about('item-2') });
    expect(phone.heading).toHaveTextContent('Wat vinden we hiervan?');
    expect(phone.heading).toHaveFocus();
    expect(box()).toHaveValue('');
    await phone.move({ current: about() });
    expect(box()).toHaveValue('Half af');
  });

  it('says how the conversation ended, with the reason and what was agreed', async () => {
    const outcome = { kind: 'agreement', reason: 'Dit willen wij allemaal' } as const;
    const agreements = [agreement(1, { answer_by: '2026-11-30' }), agreement(2)];
    await phone.open(talking({ discussion: [point(1, { outcome })], agreements }));
    const ended = document.querySelector('.ended') as HTMLElement;
    expect([...ended.querySelectorAll('p, .agreed__by li')].map((one) => one.textContent)).toEqual([
      'Afspraak',
      'Dit willen wij allemaal',
      'Afspraak 1',
      'Woonbron, wijkbeheerder',
      'Uiterlijk dinsdag 1 december 2026',
      'Antwoord binnen 3 dagen',
    ]);
  });
});

describe('sending', () => {
  it('clears the box when the server has it, and says that the spelleider reads it first', async () => {
    await phone.open(talking());
    await phone.user.type(box('Wat kan beter?'), 'Meer licht');
    expect(kept()).toEqual([`wijk/voorbeeldstad/${phone.server.state.session}/${ME.id}/note/item-1/could_be_better`]);
    await send('Wat kan beter?');
    expect(phone.server.notes).toEqual([
      expect.objectContaining({
        item: 'item-1',
        box: 'could_be_better',
        text: 'Meer licht',
        signed: null,
        way: 'socket',
      }),
    ]);
    expect(box('Wat kan beter?')).toHaveValue('');
    expect(form('Wat kan beter?').getByText('Verstuurd')).toBeInTheDocument();
    expect(screen.getByText('De spelleider leest dit eerst')).toBeInTheDocument();
    expect(kept()).toEqual([]);
    await phone.pass(500);
    expect(screen.getByRole('status')).toHaveTextContent('Verstuurd');
    await expectAccessible();
  });

  it('carries a name only when somebody asks for it, and the next note has none', async () => {
    await phone.open(talking());
    await phone.user.type(box(), 'Goed zo');
    await phone.user.click(form().getByText('Zet mijn naam erbij'));
    const name = screen.getByRole('textbox', { name: 'Uw naam' });
    expect(name).toHaveValue('');
    expect(name).toHaveAccessibleDescription('Iedereen in de zaal kan uw naam lezen.');
    await phone.user.type(name, 'Fatima');
    await send();
    await phone.user.type(box(), 'Nog iets');
    await send();
    expect(phone.server.notes.map(({ signed }) => signed)).toEqual(['Fatima', null]);
  });

  it('says so when there is nothing to send, and goes to the box', async () => {
    await phone.open(talking());
    await send();
    expect(screen.getByRole('alert')).toHaveTextContent('Schrijf eerst iets op.');
    expect(box()).toHaveFocus();
    expect(phone.server.notes).toEqual([]);
  });

  it('says at the box why the server did not take it, and the text stays and can be sent again', async () => {
    await phone.open(talking());
    phone.server.noteVerdict = ({ op }) => ({ ok: false, op, code: 'not_now', message: 'U schreef al 20 notities.' });
    await phone.user.type(box(), 'Nummer 21');
    await send();
    expect(form().getByRole('alert')).toHaveTextContent('Uw tekst is niet verstuurdU schreef al 20 notities.');
    expect(box()).toHaveValue('Nummer 21');
    expect(kept()).toHaveLength(1);
    phone.server.noteVerdict = null;
    await send();
    expect(form().queryByRole('alert')).toBeNull();
    expect(texts()).toEqual(['Nummer 21', 'Nummer 21']);
    expect(phone.server.notes[0]?.op).not.toBe(phone.server.notes[1]?.op);
  });

  it('says it again under the same name until it is answered: it arrives once', async () => {
    await phone.open(talking());
    phone.server.losesAcks = true;
    await phone.user.type(box(), 'Eén keer');
    await send();
    expect(form().getByText('wordt verstuurd')).toBeInTheDocument();
    expect(box()).toHaveAttribute('readonly');
    fireEvent.input(box(), { target: { value: 'Andere woorden' } });
    // Longer than the line insists by itself.
    await phone.pass(14_000);
    phone.server.losesAcks = false;
    await phone.pass(4_500);
    expect(box()).toHaveValue('');
    expect(phone.server.notes.length).toBeGreaterThan(1);
    expect(new Set(phone.server.notes.map(({ op }) => op)).size).toBe(1);
    expect([...phone.server.written.values()].map(({ text }) => text)).toEqual(['Eén keer']);
  });

  it('goes over HTTP where no socket opens', async () => {
    phone.server.noSockets = true;
    await phone.open(talking());
    await phone.pass(6_000);
    await phone.loaded();
    await phone.user.type(box(), 'Zonder socket');
    await send();
    expect(phone.server.notes.map(({ way }) => way)).toEqual(['http']);
    expect(box()).toHaveValue('');
  });

  it('tells over HTTP too why it was not taken', async () => {
    phone.server.noSockets = true;
    await phone.open(talking());
    await phone.pass(6_000);
    await phone.loaded();
    phone.server.noteVerdict = ({ op }) => ({ ok: false, op, code: 'not_now', message: 'Genoeg.' });
    await phone.user.type(box(), 'Te veel');
    await send();
    expect(form().getByRole('alert')).toHaveTextContent('Genoeg.');
    expect(box()).toHaveValue('Te veel');
  });
});

describe('any punt whose result is out', () => {
  it('can be written about from its fold, with what was said and how it ended', async () => {
    const outcome = { kind: 'later', reason: 'Eerst navragen' } as const;
    await phone.open(talking({ current: at(1), discussion: [point(2, { outcome, notes: [note('a')] })] }));
    await unfold('Tekst van punt 2');
    const fold = within(document.querySelector('details.folded[open]') as HTMLElement);
    expect(fold.getByText('Later')).toBeInTheDocument();
    expect(fold.getByText('Eerst navragen')).toBeInTheDocument();
    await unfold('Opgeschreven: 1 notitie');
    expect(fold.getByText('Notitie a')).toBeInTheDocument();
    await phone.user.click(fold.getByRole('button', { name: 'Schrijf iets op' }));
    await phone.pass(50);
    expect(fold.getByRole('textbox', { name: 'Wat gaat goed?' })).toHaveFocus();
    await phone.user.keyboard('Vanuit de lijst');
    await send();
    expect(phone.server.notes).toEqual([expect.objectContaining({ item: 'item-2', text: 'Vanuit de lijst' })]);
    await expectAccessible();
  });

  it('can be written about where groups differ too, and cannot any more when the session is closed', async () => {
    await phone.open(talking({ current: at(1) }));
    const differs = within(screen.getByText('Tekst van punt 1').closest('li') as HTMLElement);
    expect(differs.getByRole('button', { name: 'Schrijf iets op' })).toBeInTheDocument();
    await phone.move({ state: 'closed' });
    await unfold('Tekst van punt 1');
    expect(screen.getByRole('figure')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Schrijf iets op' })).toBeNull();
  });
});
