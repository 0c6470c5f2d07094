import type { WebSocketRoute } from '@playwright/test';
import type { Seat } from './people';
import { NO_LINE } from './watch';

const SOCKETS = /\/socket\.io\//;
/** What the pages fall back on when the socket is away for a while. */
const WAY_AROUND = /\/(scores|snapshot)(\?|$)/;

/** The socket of one browser, in the hands of a story. The way around it over HTTP is closed. */
export class Line {
  /** Answers that the phone sent and that never arrived. */
  readonly lost: string[] = [];
  private readonly sockets: WebSocketRoute[] = [];
  private broken = false;
  private losing = false;

  /** From now on, beginning with a reload of the page. */
  static async of(seat: Seat): Promise<Line> {
    const line = new Line();
    seat.watch.forgive(NO_LINE);
    await seat.context.route(WAY_AROUND, (route) => route.abort());
    await seat.context.routeWebSocket(SOCKETS, (socket) => line.open(socket));
    await seat.page.reload();
    return line;
  }

  /** What the phone sends gets lost on the way, and nobody tells it. */
  losesAnswers(): void {
    this.losing = true;
  }

  /** No socket any more, and no new one. */
  async break(): Promise<void> {
    this.broken = true;
    await Promise.all(this.sockets.splice(0).map((socket) => socket.close()));
  }

  mend(): void {
    this.broken = false;
    this.losing = false;
  }

  private async open(socket: WebSocketRoute): Promise<void> {
    if (this.broken) {
      await socket.close();
      return;
    }
    const server = socket.connectToServer();
    this.sockets.push(socket, server);
    socket.onMessage((message) => {
      if (this.losing && message.includes('["score",')) this.lost.push(String(message));
      else server.send(message);
    });
  }
}

/** A network that lets no socket through. */
export async function withoutSockets(seat: Seat): Promise<void> {
  seat.watch.forgive(NO_LINE);
  await seat.context.routeWebSocket(SOCKETS, (socket) => socket.close());
  await seat.page.reload();
}
