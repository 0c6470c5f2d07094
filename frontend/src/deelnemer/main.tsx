import { render } from 'preact';
import '../styles/deelnemer';
import { Portal } from '../shared/live/portal';
import './deelnemer.css';
import { App } from './App';
import { readPage } from './page';

const app = document.getElementById('app');
if (app !== null) {
  const page = readPage(app.dataset, location.pathname);
  const portal =
    page.kind === 'session' ? new Portal({ gemeente: page.gemeente, session: page.session, as: 'participant' }) : null;
  portal?.start();
  // Back can bring a page as it was left: it has to see again who takes part on this phone.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  app.textContent = '';
  render(<App page={page} portal={portal} go={(path) => location.assign(path)} />, app);
}
