/** What is seen after a reveal, with its charts: fetched when it is needed, as nobody needs it before. */
export { Closed } from './Closed';
export { Picture } from './Outcome';
export { Results } from './Results';
export { Shown } from './Shown';
