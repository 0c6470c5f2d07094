import { render } from 'preact';
import { Portal } from '../shared/live/portal';
import '../styles/workspace';
import { Cockpit } from './Cockpit';
import { Participants } from './people/participants';

const place = document.getElementById('app');
if (place) {
  const { gemeente = '', session = '' } = place.dataset;
  const portal = new Portal({ gemeente, session, as: 'facilitator' });
  portal.start();
  place.replaceChildren();
  render(<Cockpit portal={portal} people={new Participants(gemeente, session)} />, place);
}
