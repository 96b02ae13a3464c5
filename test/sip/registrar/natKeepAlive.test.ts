import t from "tap";
import { type Binding, Bindings } from "../../../src/sip/registrar/bindings.ts";
import { NatKeepAlive } from "../../../src/sip/registrar/natKeepAlive.ts";
import type { Target } from "../../../src/sip/transport/transport.ts";
import { VirtualTime } from "../../support/virtualTime.ts";

/** A phone's binding; behind NAT and over UDP unless told otherwise. */
function phone(key: string, wall: number, target: Partial<Target> = {}): Binding {
  const source = { transport: "udp", address: "203.0.113.9", port: 61_000 } as const;
  return {
    ...{ key, aor: key, contact: `sip:${key}@10.0.0.5`, callId: "c", cseq: 1, source },
    ...{ registeredAt: wall, expiresAt: wall + 3_600_000, userAgent: undefined, instance: undefined },
    target: { transport: "udp", host: source.address, port: source.port, behindNat: true, ...target },
  };
}

function world(kept: readonly Binding[] = []) {
  const time = new VirtualTime();
  const bindings = new Bindings({ load: () => kept, save: () => undefined, remove: () => undefined }, time.wall());
  const sent: string[] = [];
  const keepAlive = new NatKeepAlive(bindings, time, ({ host, port }) => sent.push(`${host}:${port} at ${time.now()}`));
  return { time, bindings, sent, keepAlive };
}

t.test("a phone behind NAT is written to every 25 s, from its last REGISTER on", async (t) => {
  const { time, bindings, sent, keepAlive } = world();
  bindings.save(phone("1001", time.wall()));
  time.advance(20_000);
  bindings.save(phone("1001", time.wall(), { port: 61_001 }));
  time.advance(24_999);
  t.same(sent, [], "a REGISTER has kept the way open, too");
  time.advance(1);
  time.advance(25_000);
  t.same(sent, ["203.0.113.9:61001 at 45000", "203.0.113.9:61001 at 70000"], "where it is reached now");
  bindings.remove(phone("1001", time.wall()));
  t.equal(keepAlive.size, 0);
  time.advance(100_000);
  t.equal(sent.length, 2, "and no more once it is gone");
  keepAlive.close();
  t.equal(time.pending, 0);
});

t.test("only who needs it", async (t) => {
  const { time, bindings, sent, keepAlive } = world();
  bindings.save(phone("direct", time.wall(), { behindNat: false }));
  bindings.save(phone("stream", time.wall(), { transport: "tcp", connection: 4 }));
  bindings.save(phone("moved", time.wall()));
  bindings.save(phone("moved", time.wall(), { behindNat: false }));
  time.advance(60_000);
  t.same(sent, []);
  keepAlive.close();
});

t.test("the phones of an earlier process are not all written to at once", async (t) => {
  const wall = new VirtualTime().wall();
  const { time, sent, keepAlive } = world([phone("1001", wall), phone("1002", wall), phone("1003", wall)]);
  time.advance(10);
  t.same(
    sent,
    [1, 2, 3].map((ms) => `203.0.113.9:61000 at ${ms}`),
  );
  keepAlive.close();
  time.advance(60_000);
  t.equal(sent.length, 3, "nothing after the close");
});
