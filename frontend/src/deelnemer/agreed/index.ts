/** The afspraken of last time: fetched where there are any. */
export { AgreedBy } from './AgreedList';
export { LastTime } from './LastTime';
export { Noticed } from './Noticed';
