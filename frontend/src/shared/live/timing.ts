/** All waiting of the live edge, in milliseconds. */

/** A heartbeat comes every ten seconds; this long without one counts as dead, whatever the socket says. */
export const DEAD_AFTER = 25_000;
/** A phone that wakes up after this long without a heartbeat asks at once what it missed. */
export const BEAT_MISSED = 11_000;
/** How often the portal looks at the clock. */
export const TICK = 500;
/** Answers without an acknowledgement are sent again this often. */
export const RESEND_EVERY = 4_000;
/** Without a socket for this long the portal goes on over HTTP. */
export const HTTP_AFTER = 5_000;
/** Over HTTP the snapshot is asked for this often. */
export const POLL_EVERY = 5_000;
/** Waiting before a new attempt to connect: the first, doubling up to the last. */
export const RECONNECT_FIRST = 1_000;
export const RECONNECT_LAST = 8_000;
/** A socket that opens nothing within this time is given up. */
export const CONNECT_PATIENCE = 10_000;
/** A snapshot that does not come by itself after connecting, or after `sync`, is asked for again. */
export const SNAPSHOT_PATIENCE = 3_000;
/** A step of the spelleider without an answer is given up after this time. */
export const STEP_PATIENCE = 12_000;
/** Arrow keys pass over values: an answer counts this long after the last change. */
export const ANSWER_SETTLES = 500;
/** A lost connection is told after this time, so that a short one is not. */
export const TELL_AFTER = 2_000;
/** 'Weer verbonden' stays this long. */
export const TELL_RESTORED = 4_000;
