import type { BrowserContext, Page } from '@playwright/test';
import { URL_OF_SERVER } from './helper';

/** Hears everything a context sends, gets and complains about. */
export class Watch {
  /** Console errors, uncaught errors and breaches of the content security policy. */
  readonly complaints: string[] = [];
  readonly hosts = new Set<string>();
  /** What came in over sockets, as text. */
  readonly frames: string[] = [];
  /** What came in over HTTP, as text, with its address. */
  readonly bodies: { url: string; text: string }[] = [];
  private readonly forgiven: RegExp[] = [];
  private readonly reading: Promise<void>[] = [];

  constructor(context: BrowserContext) {
    context.on('console', (message) => {
      if (message.type() === 'error') this.complain(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => this.complain(String(error.error())));
    context.on('request', (request) => this.hosts.add(new URL(request.url()).origin));
    context.on('response', (response) => {
      const url = response.url();
      if (url.includes('/static/')) return;
      const read = response.text().then(
        (text) => void this.bodies.push({ url, text }),
        () => undefined,
      );
      this.reading.push(read);
    });
    context.on('page', (page) => this.listen(page));
  }

  /** A test that cuts a line or knocks on a closed door says what the browser will write about it. */
  forgive(...patterns: RegExp[]): void {
    this.forgiven.push(...patterns);
  }

  /** All bytes that came in, and that can be read as text. */
  async everything(): Promise<string> {
    await Promise.all(this.reading);
    return [...this.frames, ...this.bodies.map(({ text }) => text)].join('\n');
  }

  get foreignHosts(): string[] {
    return [...this.hosts].filter((host) => host !== URL_OF_SERVER && host.startsWith('http'));
  }

  private listen(page: Page): void {
    page.on('websocket', (socket) => {
      this.hosts.add(new URL(socket.url()).origin.replace('ws', 'http'));
      socket.on('framereceived', ({ payload }) => this.frames.push(payload.toString()));
    });
  }

  private complain(words: string): void {
    if (!this.forgiven.some((pattern) => pattern.test(words))) this.complaints.push(words);
  }
}

/** What Chromium writes when there is no way to the server. */
export const NO_LINE = /net::ERR_|WebSocket connection to .* failed/;
/** What it writes where there is no place any more for who asks. */
export const NO_PLACE = /status of 40[14]/;
