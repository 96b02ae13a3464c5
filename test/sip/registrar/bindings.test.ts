import t from "tap";
import { type Binding, type BindingStore, Bindings } from "../../../src/sip/registrar/bindings.ts";

const START = Date.UTC(2026, 0, 1);

/** A store that keeps bindings as JSON, as the real one does. */
function storeWith(kept: readonly Binding[] = []): BindingStore & { readonly rows: Map<string, string> } {
  const rows = new Map(kept.map((each) => [each.key, JSON.stringify(each)]));
  return {
    rows,
    load: () => [...rows.values()].map((row) => JSON.parse(row)),
    save: (binding) => rows.set(binding.key, JSON.stringify(binding)),
    remove: (key) => rows.delete(key),
  };
}

function binding(fields: Partial<Binding> = {}): Binding {
  const source = fields.source ?? { transport: "udp", address: "192.0.2.1", port: 5060 };
  return {
    key: "1001 a",
    aor: "1001",
    contact: "sip:1001@192.0.2.1",
    callId: "c",
    cseq: 1,
    registeredAt: START,
    expiresAt: START + 60_000,
    source,
    target: { transport: source.transport, host: source.address, port: source.port },
    userAgent: "Desk",
    instance: undefined,
    ...fields,
  };
}

t.test("changes tell whether the agent is online", async (t) => {
  const bindings = new Bindings(storeWith(), START);
  const changes: string[] = [];
  const end = bindings.onChange(({ change, binding, online }) => changes.push(`${change} ${binding.key} ${online}`));
  bindings.save(binding());
  bindings.save(binding({ key: "1001 b", expiresAt: START + 120_000 }));
  bindings.save(binding({ cseq: 2 }));
  bindings.expire(START + 60_000);
  const [left] = bindings.of("1001", START + 60_000);
  if (left === undefined) throw new Error("nothing left");
  bindings.remove(left);
  t.same(changes, [
    "added 1001 a true",
    "added 1001 b true",
    "refreshed 1001 a true",
    "expired 1001 a true",
    "removed 1001 b false",
  ]);
  end();
  bindings.save(binding());
  t.equal(changes.length, 5, "who has gone is told nothing");
});

t.test("expiry", async (t) => {
  const bindings = new Bindings(storeWith(), START);
  t.equal(bindings.nextExpiry(), undefined);
  bindings.save(binding());
  bindings.save(binding({ expiresAt: START + 90_000, cseq: 2 }));
  t.equal(bindings.nextExpiry(), START + 90_000, "the refreshed deadline counts");
  bindings.expire(START + 89_999);
  t.equal(bindings.size, 1);
  t.same(bindings.of("1001", START + 90_000), [], "what has expired is not given, whether or not it was cleared away");
  bindings.expire(START + 90_000);
  t.equal(bindings.size, 0);
  t.strictSame(bindings.aorsAt("192.0.2.1", 5060), []);
});

t.test("a source belongs to a phone as long as one binding came from it", async (t) => {
  const bindings = new Bindings(storeWith(), START);
  const two = [binding(), binding({ key: "1002 a", aor: "1002" })] as const;
  for (const each of two) bindings.save(each);
  t.strictSame(bindings.aorsAt("192.0.2.1", 5060), ["1001", "1002"]);
  bindings.remove(two[0]);
  t.strictSame(bindings.aorsAt("192.0.2.1", 5060), ["1002"]);
  bindings.save(binding({ key: "1002 a", aor: "1002", source: { transport: "udp", address: "192.0.2.1", port: 7 } }));
  t.strictSame(bindings.aorsAt("192.0.2.1", 5060), [], "it moved");
  t.strictSame(bindings.aorsAt("192.0.2.1", 7), ["1002"]);
});

t.test("after a restart", async (t) => {
  const tcp = { transport: "tcp", address: "192.0.2.1", port: 49_152 } as const;
  const listening = binding({
    key: "1001 tcp",
    source: tcp,
    target: { transport: "tcp", host: "192.0.2.1", port: 5060, connection: 7 },
  });
  const natted = binding({
    key: "1001 nat",
    source: tcp,
    target: { transport: "tcp", host: "192.0.2.1", port: 49_152, connection: 8 },
  });
  const store = storeWith([binding(), listening, natted, binding({ key: "1001 old", expiresAt: START })]);
  const bindings = new Bindings(store, START);
  const restored = new Map(bindings.of("1001", START).map(({ key, target }) => [key, target]));
  t.same(restored.get("1001 a"), { transport: "udp", host: "192.0.2.1", port: 5060 });
  t.same(restored.get("1001 tcp"), { transport: "tcp", host: "192.0.2.1", port: 5060 }, "where it listens");
  t.equal(restored.size, 2, "what expired or hung on a connection is gone");
  t.same([...store.rows.keys()], ["1001 a", "1001 tcp"], "from the store too");
  bindings.expire(START + 60_000);
  t.equal(store.rows.size, 0);
});
