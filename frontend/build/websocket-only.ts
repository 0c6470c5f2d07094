import type { Plugin } from 'vite';

const CLIENT = /node_modules\/(?:engine|socket)\.io-client\/build\/esm\//;
const TRANSPORTS = /engine\.io-client\/build\/esm\/transports\/index\.js$/;

/**
 * We only ever use WebSocket, through the manager: polling, WebTransport and what only they need stay out of the build,
 * some 4 kB gzip. The packages do not say that their modules have no side effects; those that we use have none.
 */
export function websocketOnly(): Plugin {
  return {
    name: 'websocket-only',
    apply: 'build',
    load(id) {
      if (!TRANSPORTS.test(id)) return undefined;
      return "import { WS } from './websocket.js';\nexport const transports = { websocket: WS };";
    },
    transform: (code, id) => (CLIENT.test(id) ? { code, moduleSideEffects: false } : undefined),
  };
}
