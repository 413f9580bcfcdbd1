// A mail server for stories: it takes any mail of reviews@example.org, without TLS.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** MailServer is a running mail server and what it was given. */
export interface MailServer {
  /** url is what --mail-url takes. */
  url: string;
  /** next gives the next mail that nobody has read, once it is there. */
  next: () => Promise<string>;
  stop: () => void;
}

/** startMailServer listens on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const mails: string[] = [];
  const waiting: ((mail: string) => void)[] = [];
  const take = (mail: string): void => {
    const reader = waiting.shift();
    if (reader) reader(mail);
    else mails.push(mail);
  };
  const server = createServer((socket) => void converse(socket, take));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}?from=reviews@example.org&plain=true`,
    next: () => {
      const mail = mails.shift();
      return mail === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(mail);
    },
    stop: () => void server.close(),
  };
}

// converse speaks as much of SMTP (RFC 5321) as one client that behaves needs.
async function converse(socket: Socket, take: (mail: string) => void): Promise<void> {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let mail: string[] | undefined;
  say('220 mail.example');
  for await (const line of createInterface({ input: socket })) {
    if (mail && line !== '.') mail.push(line.replace(/^\./, ''));
    else if (mail) {
      take(mail.join('\n'));
      mail = undefined;
      say('250 taken');
    } else if (line === 'DATA') {
      mail = [];
      say('354 go on');
    } else if (line === 'QUIT') {
      say('221 bye');
      socket.end();
    } else say('250 fine');
  }
}

/** plainTextOf undoes quoted-printable, as far as links have it. */
export function plainTextOf(mail: string): string {
  return mail.replaceAll('=\n', '').replaceAll('=3D', '=');
}
