/** IP addresses as text. */
import { isIP, SocketAddress } from "node:net";

const MAPPED = "::ffff:";

/** An IPv4 address that a socket of both families shows as IPv6 (`::ffff:192.0.2.1`, RFC 4291 §2.5.5.2) as IPv4; others as they are. */
export const unmapped = (address: string): string =>
  address.startsWith(MAPPED) && address.includes(".") ? address.slice(MAPPED.length) : address;

/** An address as a socket of both families must be given it. */
export const mapped = (address: string): string => (address.includes(":") ? address : MAPPED + address);

/** Without the zone of a link-local address (`fe80::1%eth0`, RFC 4007 §11), which means something on this machine only. */
export const withoutZone = (address: string): string => {
  const zone = address.indexOf("%");
  return zone < 0 ? address : address.slice(0, zone);
};

/** A link-local address that was written without its zone, with that of a neighbour on the same link; others as they are. */
export const inZoneOf = (address: string, neighbour: string): string =>
  address.startsWith("fe80:") && neighbour.startsWith("fe80:") ? withoutZone(address) + zoneOf(neighbour) : address;

const zoneOf = (address: string): string => address.slice(withoutZone(address).length);

/** The one way to write an address, so that addresses compare as text: `2001:DB8:0::1` is `2001:db8::1`. Undefined for what is none. */
export function canonicalAddress(text: string): string | undefined {
  const family = isIP(text);
  if (family !== 6) return family === 4 ? text : undefined;
  return unmapped(new SocketAddress({ address: withoutZone(text), family: "ipv6" }).address);
}

/** Where a socket that is bound to `host` reaches itself: at the loopback, where it is bound to every address. */
export function ownAddressOf(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

/** As a host stands in a URI or before a port: an IPv6 address in brackets, anything else as it is. */
export const uriHost = (host: string): string => (host.includes(":") ? `[${host}]` : host);

/** Whether a host that was written somewhere is the address we see; zones do not count. */
export const isSameAddress = (host: string, address: string): boolean =>
  host === address || (host.includes(":") && canonicalAddress(host) === withoutZone(address));

/** A function of texts that remembers its last answer: a stream of packets has the same source each time. */
export function rememberingLast(translate: (text: string) => string): (text: string) => string {
  let asked = "";
  let answer = translate(asked);
  return (text) => {
    if (text !== asked) {
      answer = translate(text);
      asked = text;
    }
    return answer;
  };
}
