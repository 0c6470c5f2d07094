import { render, screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { useState } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { snapshot } from '../charts/testing/makers';
import { expectAccessible } from '../testing/axe';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Field } from './Field';
import { GroupMark } from './GroupMark';
import { Notice } from './Notice';
import { announce, Status } from './Status';
import { TrialMark } from './TrialMark';

const user = userEvent.setup();

it('a button submits nothing by accident', () => {
  render(<Button>Verder</Button>);
  expect(screen.getByRole('button', { name: 'Verder' })).toHaveAttribute('type', 'button');
});

it('a field belongs to its label, hint and error', async () => {
  render(<Field label="Code" hint="8 cijfers" error="Te kort" value="12" onValue={() => undefined} />);
  const field = screen.getByRole('textbox', { name: 'Code' });
  expect(field).toHaveAccessibleDescription('8 cijfers Te kort');
  expect(field).toBeInvalid();
  expect(screen.getByRole('alert')).toHaveTextContent('Te kort');
  await expectAccessible();
});

it('a trial is marked, with or without simulated people, and nothing real is', () => {
  const presence = snapshot().presence;
  const marked = [snapshot(), snapshot({ trial: true }), snapshot({ presence: { ...presence, rehearsal: true } })].map(
    (one) => render(<TrialMark snapshot={one} />).container.textContent,
  );
  expect(marked).toEqual(['', 'Proefsessie', 'Proefsessie']);
});

it('a group mark always has its word', () => {
  render(<GroupMark group="wijkpartner" word="Many" />);
  expect(screen.getByText('Wijkpartners')).toBeInTheDocument();
});

it('a notice is read at once only when it is urgent', () => {
  render(<Notice kind="error" title="Mis" urgent />);
  render(<Notice kind="warning" title="Let op" />);
  expect(screen.getAllByRole('alert')).toHaveLength(1);
});

describe('the dialog', () => {
  function Opener() {
    const [open, setOpen] = useState(false);
    return (
      <>
        <Button onClick={() => setOpen(true)}>Open</Button>
        {open && (
          <Dialog title="Mijn gegevens" onClose={() => setOpen(false)}>
            <Button onClick={() => setOpen(false)}>Sluiten</Button>
          </Dialog>
        )}
      </>
    );
  }

  it('has a name and gives focus back', async () => {
    render(<Opener />);
    await user.click(screen.getByRole('button', { name: 'Open' }));
    expect(screen.getByRole('dialog', { name: 'Mijn gegevens' })).toBeInTheDocument();
    await expectAccessible();
    await user.click(screen.getByRole('button', { name: 'Sluiten' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Open' })).toHaveFocus());
  });
});

it('the one live region says the last of a quick series', async () => {
  vi.useFakeTimers();
  render(<Status />);
  announce('Opgeslagen. 1 van de 3 ingevuld.');
  announce('Opgeslagen. 2 van de 3 ingevuld.');
  await act(() => vi.advanceTimersByTimeAsync(500).then(() => undefined));
  expect(screen.getByRole('status')).toHaveTextContent('Opgeslagen. 2 van de 3 ingevuld.');
  vi.useRealTimers();
});
