import { render } from 'preact';
import { Portal } from '../shared/live/portal';
import '../styles/workspace';
import { Stack } from './stack';
import { Tafel } from './Tafel';

const place = document.getElementById('app');
if (place) {
  const { gemeente = '', session = '', seat = '', table = '' } = place.dataset;
  const bearer = seat === 'table' ? decodeURIComponent(location.pathname.split('/').pop() ?? '') : undefined;
  const proof = bearer === undefined ? {} : { bearer };
  const portal = new Portal({ gemeente, session, as: bearer === undefined ? 'facilitator' : 'table', ...proof });
  portal.start();
  place.replaceChildren();
  const cockpit = bearer === undefined ? `/${gemeente}/sessies/${session}` : null;
  const stack = new Stack({ gemeente, session, ...proof });
  render(<Tafel portal={portal} stack={stack} cockpit={cockpit} table={table} />, place);
}
