/** What is seen after a reveal, with its charts: fetched when it is needed, as nobody needs it before. */
export { Closed } from './Closed';
export { Together } from './Overall';
export { Results } from './Results';
