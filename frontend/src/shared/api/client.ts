import type { Problem } from './types';

const JSON_TYPE = 'application/json';

/** The server said no, and why: `problem` is what it sent, or what stands for it when it sent nothing readable. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | null,
    readonly retryAfter: number | null,
  ) {
    super(problem?.detail ?? `status ${status}`);
  }

  get code(): string {
    return this.problem?.code ?? 'unreadable';
  }
}

/** Nothing came back: no network, or no server. */
export class NoAnswer extends Error {}

export interface Answer<T> {
  status: number;
  data: T;
  etag: string | null;
}

export interface Request {
  method?: 'GET' | 'POST' | 'PATCH';
  body?: unknown;
  etag?: string | null;
  /** Proof of who asks, for who has no cookie: a scherm. */
  bearer?: string | undefined;
  /** Let the request outlive the page. */
  keepalive?: boolean;
}

const PATIENCE_MS = 10_000;

/** How far the clock of the server is ahead of the one of this device, in milliseconds, as its last answer said. */
let ahead = 0;

/** The time of the server: phones are often minutes wrong, and what closes, closes by that clock. */
export function serverNow(): number {
  return Date.now() + ahead;
}

/** One call to the API. Status 304 gives `data: null`. */
export async function request<T>(path: string, options: Request = {}): Promise<Answer<T | null>> {
  const headers: Record<string, string> = { accept: JSON_TYPE };
  if (options.body !== undefined) headers['content-type'] = JSON_TYPE;
  if (options.etag) headers['if-none-match'] = options.etag;
  if (options.bearer) headers.authorization = `Bearer ${options.bearer}`;
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS);
  let response: Response;
  let data: unknown;
  try {
    response = await fetch(`/api/v1${path}`, {
      method: options.method ?? 'GET',
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: giveUp.signal,
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.keepalive ? { keepalive: true } : {}),
    });
    const text = response.status === 304 ? '' : await response.text();
    data = text === '' ? null : parse(text);
  } catch {
    throw new NoAnswer(path);
  } finally {
    clearTimeout(timer);
  }
  const said = Date.parse(response.headers.get('date') ?? '');
  if (said > 0) ahead = said - Date.now();
  if (response.status === 304) return { status: 304, data: null, etag: options.etag ?? null };
  if (!response.ok) throw new ApiError(response.status, problem(data), seconds(response.headers.get('retry-after')));
  return { status: response.status, data: data as T, etag: response.headers.get('etag') };
}

/** A call that always answers with data. */
export async function call<T>(path: string, options: Request = {}): Promise<T> {
  const { data } = await request<T>(path, options);
  if (data === null) throw new NoAnswer(path);
  return data;
}

/** The address of a session in the API. */
export function sessionPath(gemeente: string, session: string, rest = ''): string {
  return `/gemeenten/${encodeURIComponent(gemeente)}/sessions/${encodeURIComponent(session)}${rest}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function problem(data: unknown): Problem | null {
  const known = typeof data === 'object' && data !== null && 'code' in data && 'detail' in data;
  return known ? (data as Problem) : null;
}

function seconds(header: string | null): number | null {
  const value = Number(header);
  return header !== null && Number.isFinite(value) && value >= 0 ? value : null;
}
