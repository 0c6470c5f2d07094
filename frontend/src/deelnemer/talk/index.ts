/** What is said about a punt: fetched when there is something to talk about. */
export { Discussion } from './Discussion';
export { notesOf } from './notes';
export { PointTalk } from './PointTalk';
export { Unsent } from './Unsent';
