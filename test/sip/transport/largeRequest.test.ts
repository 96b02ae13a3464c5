import t from "tap";
import { Headers } from "../../../src/sip/message/headers.ts";
import type { SipRequest } from "../../../src/sip/message/message.ts";
import { serialize } from "../../../src/sip/message/serialize.ts";
import { transportsFor } from "../../../src/sip/transport/largeRequest.ts";
import type { Target } from "../../../src/sip/transport/transport.ts";

/** A request of so many bytes when it is written; its body is of four digits' length where that matters. */
function requestOf(bytes: number): SipRequest {
  const head = { kind: "request", method: "INVITE", uri: "sip:1@h", headers: new Headers() } as const;
  const around = serialize({ ...head, body: Buffer.alloc(1000) }).length - 1000;
  return { ...head, body: Buffer.alloc(bytes - around) };
}

const udp: Target = { transport: "udp", host: "192.0.2.1", port: 5060 };

t.test("a request above 1300 bytes with its Via goes by TCP first, where TCP may be had", async (t) => {
  const table: [name: string, bytes: number, hop: Target, transports: readonly string[]][] = [
    ["small", 600, udp, ["udp"]],
    ["just fits", 1180, udp, ["udp"]],
    ["too large", 1181, udp, ["tcp", "udp"]],
    ["behind NAT", 9000, { ...udp, behindNat: true }, ["udp"]],
    ["a stream already", 9000, { ...udp, transport: "tcp" }, ["tcp"]],
    ["TLS never falls back", 9000, { ...udp, transport: "tls" }, ["tls"]],
  ];
  for (const [name, bytes, hop, transports] of table) t.same(transportsFor(requestOf(bytes), hop), transports, name);
});
