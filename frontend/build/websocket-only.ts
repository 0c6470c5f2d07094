import type { Plugin } from 'vite';

const TRANSPORTS = /engine\.io-client\/build\/esm\/transports\/index\.js$/;
const POLLING = /engine\.io-client\/build\/esm\/transports\/polling/;

/** We only ever use WebSocket: polling and WebTransport stay out of the build, some 3 kB gzip. */
export function websocketOnly(): Plugin {
  return {
    name: 'websocket-only',
    apply: 'build',
    load(id) {
      if (!TRANSPORTS.test(id)) return undefined;
      return "import { WS } from './websocket.js';\nexport const transports = { websocket: WS };";
    },
    transform(code, id) {
      return POLLING.test(id) ? { code, moduleSideEffects: false } : undefined;
    },
  };
}
