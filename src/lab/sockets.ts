import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A TCP socket on which something waits for connections. */
export interface Listener {
  readonly pid: number;
  /** e.g. `127.0.0.1`, `0.0.0.0`, or IPv6 in full. */
  readonly address: string;
  readonly port: number;
}

/** The TCP sockets on which the given processes listen, as Linux tells; sorted by port. */
export function listenersOf(pids: readonly number[]): Listener[] {
  const addresses = new Map([...listening('/proc/net/tcp'), ...listening('/proc/net/tcp6')]);
  return pids
    .flatMap((pid) =>
      socketInodes(pid).flatMap((inode) => {
        const socket = addresses.get(inode);
        return socket ? [{ pid, ...socket }] : [];
      }),
    )
    .sort((a, b) => a.port - b.port);
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
}

/** State TCP_LISTEN, see include/net/tcp_states.h. */
const listen = '0A';

function listening(file: string): [string, Omit<Listener, 'pid'>][] {
  const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  return rows.flatMap((row) => {
    const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/);
    return state === listen ? [[inode, parseAddress(local)] as [string, Omit<Listener, 'pid'>]] : [];
  });
}

/** Addresses are printed as 32-bit words in the machine's byte order, which is little-endian wherever the lab runs. */
export function parseAddress(text: string): Omit<Listener, 'pid'> {
  const [hex = '', port = ''] = text.split(':');
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).toReversed());
  return { address: formatAddress(bytes), port: Number.parseInt(port, 16) };
}

function formatAddress(bytes: readonly string[]): string {
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
  const full = bytes.join('').toLowerCase();
  if (full === '0'.repeat(31) + '1') return '::1';
  if (full === '0'.repeat(32)) return '::';
  if (full.startsWith(`${'0'.repeat(20)}ffff`)) return `::ffff:${formatAddress(bytes.slice(12))}`;
  return full.match(/.{4}/g)?.join(':') ?? full;
}

/** Processes end while one looks at them. */
function socketInodes(pid: number): string[] {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).flatMap((descriptor) => {
      const inode = /^socket:\[(\d+)\]$/.exec(linkTarget(`${folder}/${descriptor}`))?.[1];
      return inode === undefined ? [] : [inode];
    });
  } catch {
    return [];
  }
}

function linkTarget(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
