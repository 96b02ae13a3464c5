import t, { type Test } from "tap";
import type { DatagramSocket, Datagrams, Receive } from "../../src/kernel/datagrams.ts";
import { openNetwork } from "../../src/system/network.ts";
import { withoutIpv6 } from "../support/ipv6.ts";
import { networks } from "../support/networks.ts";

const ignore: Receive = () => undefined;
const send = (from: DatagramSocket, text: string, port: number, address: string): void =>
  from.send(Buffer.from(text), 0, Buffer.byteLength(text), port, address);

for (const { name, missing } of networks)
  t.test(`by ${name}`, { skip: missing }, (t) => behaves(t, openNetwork(name).datagrams));

async function behaves(t: Test, datagrams: Datagrams): Promise<void> {
  const bind = (address: string, receive: Receive, port = 0): Promise<DatagramSocket> =>
    new Promise((resolve, reject) =>
      datagrams.bind(address, port, receive, (bound) => (bound.ok ? resolve(bound.value) : reject(bound.error))),
    );

  for (const address of ["127.0.0.1", "::1"]) {
    t.test(`a datagram over ${address}`, { skip: address === "::1" && withoutIpv6 }, async (t) => {
      const got = new Promise<[string, string, number]>((resolve) => {
        const receive: Receive = (data, from, port) => resolve([data.toString(), from, port]);
        t.resolves(bind(address, receive).then((socket) => run(socket)));
      });
      const run = async (receiver: DatagramSocket): Promise<void> => {
        const sender = await bind(address, ignore);
        t.teardown(() => sender.close());
        t.teardown(() => receiver.close());
        t.equal(receiver.address, address);
        t.ok(receiver.port > 0, "port 0 takes a free one");
        sender.send(Buffer.from("..hello.."), 2, 5, receiver.port, address);
        t.same(await got, ["hello", address, sender.port], "only the named bytes, with their source");
      };
      await got;
    });
  }

  t.test("a socket at :: serves both families, each by its own addresses", { skip: withoutIpv6 }, async (t) => {
    const got: string[] = [];
    let arrived = (): void => undefined;
    const both = await bind("::", (data, from) => {
      got.push(`${data.toString()} from ${from}`);
      arrived();
    });
    t.teardown(() => both.close());
    for (const address of ["127.0.0.1", "::1", "127.0.0.1"]) {
      const answered = new Promise<string>((resolve) => {
        void bind(address, (data, from) => resolve(`${data.toString()} from ${from}`)).then(async (peer) => {
          t.teardown(() => peer.close());
          const heard = new Promise<void>((resolve) => {
            arrived = resolve;
          });
          send(peer, "hello", both.port, address);
          await heard;
          send(both, "welcome", peer.port, address);
        });
      });
      t.equal(await answered, `welcome from ${address}`);
    }
    t.same(got, ["hello from 127.0.0.1", "hello from ::1", "hello from 127.0.0.1"]);
  });

  t.test("datagrams sent in one turn keep their order", async (t) => {
    const seen: string[] = [];
    const all = new Promise<void>((resolve) => {
      void bind("127.0.0.1", (data) => {
        seen.push(data.toString());
        if (seen.length === 50) resolve();
      }).then(async (receiver) => {
        const sender = await bind("127.0.0.1", ignore);
        t.teardown(() => sender.close());
        t.teardown(() => receiver.close());
        for (let i = 0; i < 50; i++) send(sender, String(i), receiver.port, receiver.address);
      });
    });
    await all;
    t.same(
      seen,
      Array.from({ length: 50 }, (_, i) => String(i)),
    );
  });

  t.test("a port that is taken is a value", async (t) => {
    const first = await bind("127.0.0.1", ignore);
    t.teardown(() => first.close());
    await t.rejects(bind("127.0.0.1", ignore, first.port), { code: "EADDRINUSE" });
  });

  t.test("a name is no address to bind", async (t) => {
    await t.rejects(bind("no-address.invalid", ignore), { message: /no IP address/ });
  });

  t.test("sending never throws, whatever is asked or however late", async (t) => {
    const socket = await bind("127.0.0.1", ignore);
    const asks: [port: number, address: string][] = [
      [0, "127.0.0.1"],
      [70_000, "127.0.0.1"],
      [5060, "name.invalid"],
      [5060, "::1"],
      [5060, ""],
      [1, "127.0.0.1"],
    ];
    for (const [port, address] of asks) t.doesNotThrow(() => send(socket, "x", port, address), `${address}:${port}`);
    t.doesNotThrow(() => socket.send(Buffer.alloc(70_000), 0, 70_000, 5060, "127.0.0.1"), "too large for a datagram");
    // An ICMP answer to port 1 would surface at the next send and turn of the loop.
    await new Promise((resolve) => setImmediate(resolve));
    t.doesNotThrow(() => send(socket, "x", 1, "127.0.0.1"));
    socket.close();
    t.doesNotThrow(() => socket.close(), "closing twice");
    t.doesNotThrow(() => send(socket, "x", 5060, "127.0.0.1"), "after the close");
  });
}
