// A phone with the official Socket.IO client. It tells what it hears, one JSON line each, and does what it is told:
// a line {"call": event, "payload": …} sends a message and tells its acknowledgement.
import { createInterface } from 'node:readline';
import { io } from 'socket.io-client';

const { url, origin, token, gemeente, session } = JSON.parse(process.argv[2]);
const tell = (name, payload) => process.stdout.write(`${JSON.stringify([name, payload])}\n`);

async function ticket() {
  const answer = await fetch(`${url}/api/v1/socket-tickets`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ gemeente, session, as: 'participant' }),
  });
  return (await answer.json()).ticket ?? '';
}

const socket = io(url, {
  transports: ['websocket'],
  extraHeaders: { Origin: origin },
  auth: (send) => void ticket().then((one) => send({ ticket: one })),
});
socket.onAny(tell);
socket.on('connect', () => tell('connect', null));
socket.on('disconnect', (reason) => tell('disconnect', reason));
socket.on('connect_error', (error) => tell('connect_error', { message: error.message, data: error.data }));

for await (const line of createInterface({ input: process.stdin })) {
  const { call, payload } = JSON.parse(line);
  await socket.emitWithAck(call, payload).then((answer) => tell('ack', answer)).catch(() => tell('no ack', null));
}
socket.disconnect();
