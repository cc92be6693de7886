import { BlockList } from 'node:net';

/** `10.1.0.0/16` is within `10.0.0.0/8`. */
export function isNetworkWithin(one: string | undefined, wider: string | undefined): boolean {
  if (one === wider) return true;
  const [inside, outside] = [one, wider].map((text = '') => /^(.+)\/(\d{1,3})$/.exec(text));
  const [, address = '', length = ''] = inside ?? [];
  const [, network = '', bits = ''] = outside ?? [];
  const family = (text: string): 'ipv4' | 'ipv6' => (text.includes(':') ? 'ipv6' : 'ipv4');
  if (address === '' || network === '' || family(address) !== family(network)) return false;
  try {
    const networks = new BlockList();
    networks.addSubnet(network, Number(bits), family(network));
    return Number(length) >= Number(bits) && networks.check(address, family(address));
  } catch {
    // Not a network.
    return false;
  }
}
