/** A DNS server for tests: the few records of a zone, over UDP on this machine (RFC 1035). */
import { createSocket, type Socket } from "node:dgram";
import type { Test } from "tap";
import type { NaptrRecord, SrvRecord } from "../../src/sip/locate/dns.ts";

/** Records by name, in lower case. */
export interface ZoneFile {
  readonly a?: Readonly<Record<string, readonly string[]>>;
  readonly srv?: Readonly<Record<string, readonly SrvRecord[]>>;
  readonly naptr?: Readonly<Record<string, readonly NaptrRecord[]>>;
}

const types = { 1: "a", 33: "srv", 35: "naptr" } as const;
const TTL = 30;

export class DnsServer {
  readonly #socket: Socket;
  readonly asked: string[] = [];
  /** Takes questions and says nothing. */
  silent = false;
  zone: ZoneFile;

  private constructor(socket: Socket, zone: ZoneFile) {
    this.#socket = socket;
    this.zone = zone;
    socket.on("message", (question, { port, address }) => this.#answer(question, port, address));
  }

  static async start(test: Test, zone: ZoneFile): Promise<DnsServer> {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    test.teardown(() => new Promise<void>((resolve) => socket.close(() => resolve())));
    return new DnsServer(socket, zone);
  }

  /** As PONTO_DNS_SERVERS names it. */
  get place(): string {
    const { address, port } = this.#socket.address();
    return `${address}:${port}`;
  }

  #answer(question: Buffer, port: number, address: string): void {
    const { name, type, end } = questionOf(question);
    const kind = types[type as keyof typeof types];
    this.asked.push(`${kind ?? type} ${name}`);
    if (this.silent) return;
    const known = Object.values(this.zone).some((table) => table !== undefined && name in table);
    const records = kind === undefined ? [] : recordsOf(this.zone, kind, name);
    const header = Buffer.alloc(12);
    question.copy(header, 0, 0, 2);
    // A response, authoritative, recursion as wished; 3: no such name.
    header.writeUInt16BE(0x8580 | (known ? 0 : 3), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    const answers = records.map((data) => {
      const head = Buffer.alloc(12);
      // The name is that of the question, at byte 12.
      head.writeUInt16BE(0xc00c, 0);
      head.writeUInt16BE(type, 2);
      head.writeUInt16BE(1, 4);
      head.writeUInt32BE(TTL, 6);
      head.writeUInt16BE(data.length, 10);
      return Buffer.concat([head, data]);
    });
    this.#socket.send(Buffer.concat([header, question.subarray(12, end), ...answers]), port, address);
  }
}

function recordsOf(zone: ZoneFile, kind: keyof ZoneFile, name: string): Buffer[] {
  switch (kind) {
    case "a":
      return (zone.a?.[name] ?? []).map((address) => Buffer.from(address.split(".").map(Number)));
    case "srv":
      return (zone.srv?.[name] ?? []).map(({ priority, weight, port, name: host }) =>
        Buffer.concat([uint16s(priority, weight, port), labels(host)]),
      );
    case "naptr":
      return (zone.naptr?.[name] ?? []).map(({ order, preference, flags, service, replacement }) =>
        Buffer.concat([uint16s(order, preference), text(flags), text(service), text(""), labels(replacement)]),
      );
  }
}

function questionOf(message: Buffer): { name: string; type: number; end: number } {
  const parts: string[] = [];
  let at = 12;
  for (let length = message[at++]!; length > 0; length = message[at++]!) {
    parts.push(message.toString("latin1", at, at + length));
    at += length;
  }
  return { name: parts.join(".").toLowerCase(), type: message.readUInt16BE(at), end: at + 4 };
}

const text = (words: string): Buffer => Buffer.concat([Buffer.from([words.length]), Buffer.from(words)]);
const labels = (name: string): Buffer =>
  Buffer.concat([...name.split(".").filter(Boolean).map(text), Buffer.from([0])]);
const uint16s = (...numbers: number[]): Buffer =>
  Buffer.concat(
    numbers.map((number) => {
      const bytes = Buffer.alloc(2);
      bytes.writeUInt16BE(number);
      return bytes;
    }),
  );
