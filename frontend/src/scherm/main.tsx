import { render } from 'preact';
import { Portal } from '../shared/live/portal';
import '../shared/theme/tokens.css';
import '../shared/theme/groups.css';
import '../shared/theme/scale.css';
import '../shared/theme/page.css';
import { LiveScherm } from './LiveScherm';
import { stayAwake } from './wake-lock';

const place = document.getElementById('app');
if (place) {
  const { gemeente = '', session = '' } = place.dataset;
  const bearer = decodeURIComponent(location.pathname.split('/').pop() ?? '');
  const portal = new Portal({ gemeente, session, as: 'screen', bearer });
  portal.start();
  stayAwake();
  place.replaceChildren();
  render(<LiveScherm portal={portal} dark={new URLSearchParams(location.search).has('donker')} />, place);
}
