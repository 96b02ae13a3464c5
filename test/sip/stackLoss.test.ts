/** Two stacks over a network that loses, doubles and delays: what RFC 3261 §17 promises holds all the same. */
import t from "tap";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import { silentLog } from "../../src/kernel/log.ts";
import type { TransactionUser } from "../../src/sip/api.ts";
import { callIdOf } from "../../src/sip/message/access.ts";
import { responseTo } from "../../src/sip/message/build.ts";
import type { SipMessage } from "../../src/sip/message/message.ts";
import { parseMessage } from "../../src/sip/message/parse.ts";
import { serialize } from "../../src/sip/message/serialize.ts";
import { createStack } from "../../src/sip/stack.ts";
import type { OnMessage, Transport } from "../../src/sip/transport/transport.ts";
import { VirtualTime } from "../support/virtualTime.ts";
import { flowOver, request, targetOver } from "./transaction/messages.ts";

const REQUESTS = 40;

interface Weather {
  /** Of 100 datagrams. */
  readonly lost: number;
  readonly doubled: number;
  /** The longest delay, ms. */
  readonly delay: number;
}

/** A client stack that sends and a server stack that answers `status`; what each end's user saw, by Call-ID. */
function between(seed: number, weather: Weather, status: number) {
  const time = new VirtualTime();
  const chance = seededEntropy(seed);
  const seen = {
    requests: new Map<string, number>(),
    finals: new Map<string, number>(),
    failures: 0,
    serverFailures: 0,
  };
  const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
  const stack = (entropySeed: number) =>
    createStack({ scheduler: time, entropy: seededEntropy(entropySeed), log: silentLog });
  const client = stack(seed + 1);
  const server = stack(seed + 2);

  const carry = (message: SipMessage, receive: OnMessage): void => {
    const parsed = parseMessage(serialize(message));
    if (!parsed.ok) throw new Error(`unreadable: ${JSON.stringify(parsed.error)}`);
    if (chance.uint32() % 100 < weather.lost) return;
    const copies = chance.uint32() % 100 < weather.doubled ? 2 : 1;
    for (let i = 0; i < copies; i++) {
      time.at(time.now() + (chance.uint32() % (weather.delay + 1)), () => receive(parsed.value, flowOver("udp")));
    }
  };
  const towards = (receive: OnMessage): Transport => ({
    localFor: () => ({ address: "192.0.2.1", port: 5060 }),
    send: (message) => carry(message, receive),
    keepAlive: () => undefined,
    sendBack: (message) => carry(message, receive),
    close: async () => undefined,
  });
  const ignore = () => undefined;
  const base: TransactionUser = {
    onRequest: ignore,
    onAck: ignore,
    onCancel: ignore,
    onResponse: ignore,
    onFailure: () => void seen.failures++,
    onServerFailure: () => void seen.serverFailures++,
  };
  client.start(towards(server.receive), {
    ...base,
    onResponse: (_tx, response) => {
      if (response.status >= 200) count(seen.finals, callIdOf(response));
    },
  });
  server.start(towards(client.receive), {
    ...base,
    onRequest: (tx, received) => {
      count(seen.requests, callIdOf(received));
      time.at(time.now() + 3_000, () => server.respond(tx, responseTo(received, status, undefined, { toTag: "u" })));
    },
  });
  return { time, client, server, seen };
}

const idle = { clientTransactions: 0, serverTransactions: 0, timers: 0 };

for (const method of ["INVITE", "OPTIONS"]) {
  for (const weather of [
    { lost: 0, doubled: 0, delay: 0 },
    { lost: 0, doubled: 50, delay: 400 },
    { lost: 25, doubled: 10, delay: 200 },
  ]) {
    t.test(
      `${method}, ${weather.lost} % lost, ${weather.doubled} % doubled, up to ${weather.delay} ms late`,
      async (t) => {
        for (let seed = 1; seed <= 5; seed++) {
          const { time, client, server, seen } = between(seed, weather, 486);
          for (let i = 0; i < REQUESTS; i++) {
            const { headers, ...rest } = request({ method, callId: `call-${i}` });
            client.request({ ...rest, headers: headers.clone().delete("Via") }, targetOver("udp"));
          }
          time.runUntilIdle();
          t.equal(seen.requests.size, REQUESTS, "every request arrives");
          t.ok(
            [...seen.requests.values()].every((times) => times === 1),
            "and reaches the TU once",
          );
          t.equal(seen.finals.size, REQUESTS, "every answer arrives");
          t.ok(
            [...seen.finals.values()].every((times) => times === 1),
            "and is told once",
          );
          t.same([seen.failures, seen.serverFailures], [0, 0]);
          t.match(client.counts(), idle);
          t.match(server.counts(), idle);
        }
      },
    );
  }

  t.test(`${method} into the void fails once each and leaves nothing`, async (t) => {
    const { time, client, seen } = between(1, { lost: 100, doubled: 0, delay: 0 }, 486);
    for (let i = 0; i < REQUESTS; i++) {
      const { headers, ...rest } = request({ method, callId: `call-${i}` });
      client.request({ ...rest, headers: headers.clone().delete("Via") }, targetOver("udp"));
    }
    time.runUntilIdle();
    t.equal(seen.failures, REQUESTS);
    t.equal(time.now(), 32_000);
    t.match(client.counts(), idle);
  });
}
