import { screen, within } from '@testing-library/preact';
import type { Snapshot } from '../../../shared/api/types';
import { at, revealed } from '../../../shared/charts/testing/makers';
import { ME } from '../../../shared/live/testing/fake-server';
import type { TestPhone } from '../../testing/phone';

/** Where the room is when it talks about this punt. */
export const about = (item = 'item-1'): Snapshot['current'] => ({ ...at(1, item), view: 'discussion' });

/** The room talks about punt 1. */
export const talking = (changes: Partial<Snapshot> = {}) => revealed({ me: ME, current: about(), ...changes });

/** What somebody types in. */
export const box = (name = 'Wat gaat goed?') => screen.getByRole<HTMLTextAreaElement>('textbox', { name });

/** The box with all that belongs to it. */
export const form = (name?: string) => within(box(name).closest('form') as HTMLElement);

/** What this phone keeps of what is typed. */
export const kept = () => Object.keys(localStorage).filter((key) => key.includes('/note/'));

/** Presses 'Verstuur' of a box on this phone. */
export const sender = (phone: TestPhone) => async (name?: string) => {
  await phone.user.click(form(name).getByRole('button', { name: 'Verstuur' }));
  await phone.pass(100);
};
