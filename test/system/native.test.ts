/** What the compiled sockets promise beyond `Datagrams`: a slab that is used again, turns of the loop, an alarm. */
import { once } from "node:events";
import t from "tap";
import type { DatagramSocket, Receive } from "../../src/kernel/datagrams.ts";
import { loadAddon } from "../../src/system/native/addon.ts";
import { NativeNetwork } from "../../src/system/native/network.ts";
import { networks } from "../support/networks.ts";

const addon = loadAddon();
const skip = networks.find(({ name }) => name === "native")!.missing;

const open = (): NativeNetwork => {
  if (!addon.ok) throw new Error(addon.error);
  return new NativeNetwork(addon.value);
};

const bind = (network: NativeNetwork, receive: Receive = () => undefined): Promise<DatagramSocket> =>
  new Promise((resolve, reject) =>
    network.bind("127.0.0.1", 0, receive, (bound) => (bound.ok ? resolve(bound.value) : reject(bound.error))),
  );

const send = (from: DatagramSocket, text: string, to: DatagramSocket): void =>
  from.send(Buffer.from(text), 0, Buffer.byteLength(text), to.port, to.address);

/** Resolves once `done` holds; looks after each turn of the loop. */
async function until(done: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000 && !done(); turn++) await new Promise((resolve) => setImmediate(resolve));
}

t.test("each datagram has its own bytes and source, however many come at once", { skip }, async (t) => {
  const network = open();
  const seen: string[] = [];
  const receiver = await bind(network, (data, _address, port) => seen.push(`${data.toString("latin1")} ${port}`));
  const senders = [await bind(network), await bind(network)];
  t.teardown(() => [receiver, ...senders].forEach((socket) => void socket.close()));
  const sent = Array.from({ length: 300 }, (_, i) => {
    const sender = senders[i % 3 === 0 ? 0 : 1]!;
    const text = String(i).repeat(1 + (i % 200));
    send(sender, text, receiver);
    return `${text} ${sender.port}`;
  });
  await until(() => seen.length >= sent.length);
  t.strictSame(seen, sent);
});

t.test("what is sent has left: its bytes may change at once", { skip }, async (t) => {
  const network = open();
  const seen: string[] = [];
  const receiver = await bind(network, (data) => seen.push(data.toString()));
  const sender = await bind(network);
  t.teardown(() => [receiver, sender].forEach((socket) => void socket.close()));
  const packet = Buffer.from("before");
  sender.send(packet, 0, 6, receiver.port, receiver.address);
  packet.write("behind");
  await until(() => seen.length === 1);
  t.strictSame(seen, ["before"]);
});

t.test("one that is flooded starves nobody", { skip }, async (t) => {
  const network = open();
  let flood = 0;
  let before = -1;
  const flooded = await bind(network, () => flood++);
  const quiet = await bind(network, () => {
    before = flood;
  });
  const sender = await bind(network);
  t.teardown(() => [flooded, quiet, sender].forEach((socket) => void socket.close()));
  for (let i = 0; i < 500; i++) send(sender, "flood", flooded);
  send(sender, "one", quiet);
  await until(() => before >= 0);
  t.ok(before >= 0 && before <= 64, `heard after ${before} of 500`);
  await until(() => flood === 500);
  t.equal(flood, 500, "and the flood is not lost");
});

t.test(
  "a socket that is closed hears nothing more, not even what had come, nor does one opened then",
  { skip },
  async (t) => {
    const network = open();
    const seen: string[] = [];
    const sender = await bind(network);
    const late: DatagramSocket[] = [];
    const closing = await bind(network, (data) => {
      seen.push(data.toString());
      closing.close();
      network.bind(
        "127.0.0.1",
        0,
        (data) => seen.push(`${data} to the other`),
        (bound) => bound.ok && late.push(bound.value),
      );
    });
    for (const text of ["first", "second", "third"]) send(sender, text, closing);
    await until(() => late.length === 1);
    send(sender, "last", late[0]!);
    await until(() => seen.length > 1);
    t.strictSame(seen, ["first", "last to the other"]);
    [sender, ...late].forEach((socket) => void socket.close());
  },
);

t.test(
  "a defect that one datagram meets is an uncaught exception and costs the others nothing",
  { skip },
  async (t) => {
    const network = open();
    const seen: string[] = [];
    const receiver = await bind(network, (data) => {
      if (data.toString() === "bad") throw new Error("a defect");
      seen.push(data.toString());
    });
    const sender = await bind(network);
    t.teardown(() => [receiver, sender].forEach((socket) => void socket.close()));
    const caught: string[] = [];
    const listeners = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", (error) => caught.push(error.message));
    for (const text of ["one", "bad", "two"]) send(sender, text, receiver);
    await until(() => seen.length === 2 && caught.length === 1);
    process.removeAllListeners("uncaughtException");
    for (const listener of listeners) process.on("uncaughtException", listener);
    t.strictSame([seen, caught], [["one", "two"], ["a defect"]]);
  },
);

t.test("a datagram that is longer than any RTP is dropped", { skip }, async (t) => {
  const network = open();
  const seen: number[] = [];
  const receiver = await bind(network, (data) => seen.push(data.length));
  const sender = await bind(network);
  t.teardown(() => [receiver, sender].forEach((socket) => void socket.close()));
  for (const length of [2048, 2049, 1500, 0]) send(sender, "x".repeat(length), receiver);
  await until(() => seen.length === 3);
  t.strictSame(seen, [2048, 1500, 0]);
});

t.test("wake-ups come in their order, not before their time, unless they are cancelled", { skip }, async (t) => {
  const network = open();
  const start = network.now();
  const woken: [number, number][] = [];
  const cancels = [12, 4, 0.5, 8, 4].map((ms) => network.at(start + ms, () => woken.push([ms, network.now() - start])));
  cancels[3]!();
  cancels[3]!();
  // The alarm keeps the thread alive for them.
  await new Promise<void>((resolve) => void network.at(start + 13, resolve));
  t.strictSame(
    woken.map(([ms]) => ms),
    [0.5, 4, 4, 12],
  );
  t.ok(woken.every(([ms, at]) => at >= ms));
});

t.test("threads end with their sockets open, and another one opens its own", { skip }, async (t) => {
  const { Worker } = await import("node:worker_threads");
  const place = JSON.stringify(import.meta.resolve("../../native/build/ponto.node").replace("file://", ""));
  const script = `
    const { parentPort } = require("node:worker_threads");
    const network = require(${place}).open(() => {}, () => {});
    const sockets = Array.from({ length: 100 }, () => network.bind("127.0.0.1", 0, false, 65536));
    network.close(sockets[0]);
    network.wakeAfter(60000);
    parentPort.postMessage(network.port(sockets[1]));`;
  for (let round = 0; round < 3; round++) {
    const thread = new Worker(script, { eval: true });
    const [port] = (await once(thread, "message")) as [number];
    t.equal(await thread.terminate(), 1);
    // The port is free again.
    const again = await new Promise<DatagramSocket>((resolve, reject) =>
      open().bind(
        "127.0.0.1",
        port,
        () => undefined,
        (bound) => (bound.ok ? resolve(bound.value) : reject(bound.error)),
      ),
    );
    again.close();
  }
});
