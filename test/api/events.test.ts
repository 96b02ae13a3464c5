/** Server-sent events as readers get them: who sees what, coming back, and how many there may be. */
import { Readable } from "node:stream";
import t, { type Test } from "tap";
import type { User } from "../../src/accounts/directory/shapes.ts";
import { type Office, openOffice } from "./support/office.ts";
import { type Person, tokenOf } from "./support/people.ts";

interface Received {
  id?: string;
  event?: string;
  data?: Record<string, unknown>;
}

/** An open stream and what came through it. */
class Reader {
  readonly stream: Readable;
  text = "";
  ended = false;

  constructor(stream: Readable) {
    this.stream = stream;
    stream.on("data", (chunk) => {
      this.text += String(chunk);
    });
    stream.on("error", () => undefined);
    stream.on("close", () => {
      this.ended = true;
    });
  }

  get events(): Received[] {
    const blocks = this.text.split("\n\n").filter((block) => block.includes("data:"));
    return blocks.map((block) => {
      const event: Record<string, unknown> = {};
      for (const line of block.split("\n")) {
        const [, field = "", value = ""] = /^(\w+): (.*)$/.exec(line) ?? [];
        event[field] = field === "data" ? JSON.parse(value) : value;
      }
      return event as Received;
    });
  }

  get heartbeats(): number {
    return this.text.split("\n\n").filter((block) => block === ":").length;
  }
}

async function read(t: Test, office: Office, person: Person, lastEventId?: string): Promise<Reader> {
  const answer = await office.app.inject({
    url: "/v1/events",
    payloadAsStream: true,
    headers: {
      authorization: `Bearer ${tokenOf(person)}`,
      ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
    },
  });
  t.equal(answer.statusCode, 200);
  t.match(answer.headers["content-type"], "text/event-stream");
  t.equal(answer.headers["cache-control"], "no-store");
  return new Reader(answer.stream());
}

/** A reader over TCP, which can leave. It ends with the office at the latest. */
async function connect(office: Office, person: Person, lastEventId?: string) {
  const { app } = office;
  const url = app.server.listening ? app.listeningOrigin : await app.listen({ host: "127.0.0.1", port: 0 });
  const leaving = new AbortController();
  const headers = {
    authorization: `Bearer ${tokenOf(person)}`,
    ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
  };
  const { status, body } = await fetch(`${url}/v1/events`, { headers, signal: leaving.signal });
  return { status, body: body!, leave: () => leaving.abort() };
}

/** Turns the event loop until something that sockets do has happened; a test that waits in vain fails by its time limit. */
const until = async (happened: () => boolean): Promise<void> => {
  while (!happened()) await new Promise((resolve) => setImmediate(resolve));
};

/** Lets streams carry what was written to them. */
const settle = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
};

const visibleTo = (may: (user: User) => boolean, n: number) => ({
  type: "call.started",
  at: "2026-01-01T10:00:00.000Z",
  render: (user: User) => (may(user) ? { call: { id: `call_${n}` }, for: user.name } : undefined),
});
const everybody = (n: number) => visibleTo(() => true, n);
const administrators = (n: number) => visibleTo(({ role }) => role === "administrator", n);
const callIds = (reader: Reader) => reader.events.map(({ data }) => (data!.call as { id: string }).id);

t.test("each reader gets its own view of an event", async (t) => {
  const office = await openOffice(t);
  const admin = await read(t, office, "admin");
  const nemo = await read(t, office, "nemo");
  office.calls.emit(everybody(1));
  office.calls.emit(administrators(2));
  office.calls.emit(everybody(3));
  await settle();
  t.same(callIds(admin), ["call_1", "call_2", "call_3"]);
  t.same(callIds(nemo), ["call_1", "call_3"]);
  const [first] = nemo.events;
  t.equal(first?.event, "call.started");
  t.same(first?.data, {
    type: "call.started",
    at: "2026-01-01T10:00:00.000Z",
    accountId: "main",
    call: { id: "call_1" },
    for: "nemo",
  });
});

t.test("ids tell nothing of events that a reader may not see", async (t) => {
  const office = await openOffice(t);
  const nemo = await read(t, office, "nemo");
  office.calls.emit(everybody(1));
  office.calls.emit(administrators(2));
  office.calls.emit(everybody(3));
  await settle();
  for (const { id } of nemo.events) t.match(id, /^evt_[0-9a-f]{24}$/, "random, no count");
});

t.test("Last-Event-ID resumes after that event, without a gap or a repetition", async (t) => {
  const office = await openOffice(t);
  const first = await read(t, office, "nemo");
  for (const n of [1, 2]) office.calls.emit(everybody(n));
  await settle();
  first.stream.destroy();
  office.calls.emit(administrators(3));
  office.calls.emit(everybody(4));
  for (const [i, missing] of [
    [0, ["call_2", "call_4"]],
    [1, ["call_4"]],
  ] as const) {
    const again = await read(t, office, "nemo", first.events[i]?.id);
    await settle();
    t.same(callIds(again), missing);
  }
  const fresh = await read(t, office, "nemo");
  await settle();
  t.same(fresh.events, [], "without the header only what comes");
});

t.test("what was missed arrives, however much it is", async (t) => {
  const office = await openOffice(t);
  const first = await read(t, office, "nemo");
  office.calls.emit(everybody(0));
  await settle();
  for (let n = 1; n <= 500; n++) office.calls.emit(everybody(n));
  const { body } = await connect(office, "nemo", first.events[0]?.id);
  office.calls.emit(everybody(501));
  const again = new Reader(Readable.fromWeb(body));
  await until(() => again.events.length === 501);
  t.same(
    callIds(again),
    Array.from({ length: 501 }, (_, i) => `call_${i + 1}`),
  );
  t.notOk(again.ended);
});

t.test("an id that is too old, or unknown, is told", async (t) => {
  const office = await openOffice(t, { eventLog: 2 });
  const first = await read(t, office, "nemo");
  office.calls.emit(everybody(1));
  await settle();
  for (const n of [2, 3]) office.calls.emit(everybody(n));
  for (const id of [first.events[0]?.id, "evt_nothing"]) {
    const again = await read(t, office, "nemo", id);
    office.calls.emit(everybody(4));
    await settle();
    t.same(
      again.events.map(({ event }) => event),
      ["events.lost", "call.started"],
    );
    t.equal(again.events[0]?.id, undefined);
    t.equal(again.events[0]?.data?.at, "2026-01-01T00:00:00.000Z");
  }
});

t.test("rights count as they are when an event is sent", async (t) => {
  const office = await openOffice(t);
  const ana = await read(t, office, "ana");
  office.calls.emit(administrators(1));
  await settle();
  const { users } = office.accounts;
  users.things.set("user_ana", { ...users.things.get("user_ana")!, role: "administrator" });
  office.calls.emit(administrators(2));
  await settle();
  office.calls.emit(administrators(3));
  users.things.set("user_ana", { ...users.things.get("user_ana")!, role: "restricted" });
  await settle();
  users.things.delete("user_ana");
  office.calls.emit(everybody(3));
  await settle();
  t.same(callIds(ana), ["call_2"]);
  t.ok(ana.ended, "a deleted user's stream ends");
});

t.test("heartbeats come for as long as the reader is signed in", async (t) => {
  const office = await openOffice(t, { heartbeat: 1_000 });
  const nemo = await read(t, office, "nemo");
  for (let i = 0; i < 20; i++) {
    office.time.advance(1_000);
    await settle();
  }
  t.equal(nemo.heartbeats, 20);
  office.accounts.tokens.clear();
  office.time.advance(1_000);
  await settle();
  t.ok(nemo.ended);
  t.equal(office.time.pending, 0, "no timer is left");
});

t.test("a reader that goes away leaves nothing behind", async (t) => {
  const office = await openOffice(t);
  const nemo = await connect(office, "nemo");
  t.equal(office.time.pending, 1);
  nemo.leave();
  await until(() => office.time.pending === 0);
});

t.test("a reader over TCP that does not read is dropped, and holds up nobody", async (t) => {
  const office = await openOffice(t, { eventLog: 40, heartbeat: 1_000 });
  const slow = await connect(office, "nemo");
  const quick = new Reader(Readable.fromWeb((await connect(office, "ana")).body));
  // More than what the kernel takes for one who does not read.
  const long = "x".repeat(500_000);
  for (let n = 1; n <= 60; n++) {
    office.calls.emit({ ...everybody(n), render: () => ({ call: { id: `call_${n}`, long } }) });
    await until(() => quick.text.length > n * long.length);
  }
  const rest = new Reader(Readable.fromWeb(slow.body));
  await until(() => rest.ended);
  t.ok(rest.text.length < 60 * long.length);
});

t.test("a user may hold only so many streams open", async (t) => {
  const office = await openOffice(t, { eventStreams: 2 });
  const first = await connect(office, "nemo");
  await connect(office, "nemo");
  const third = await office.ask("nemo", "GET", "/v1/events");
  t.equal(third.statusCode, 429);
  t.equal((await connect(office, "ana")).status, 200, "others are not concerned");
  first.leave();
  // Free again as soon as the server knows.
  while ((await connect(office, "nemo")).status !== 200);
  t.pass();
});

for (const limit of ["eventStreamsOfAccount", "eventStreamsInAll"] as const)
  t.test(`there are only so many streams: ${limit}`, async (t) => {
    const office = await openOffice(t, { [limit]: 2 });
    for (const person of ["nemo", "ana"] as const) t.equal((await connect(office, person)).status, 200);
    const third = await office.ask("admin", "GET", "/v1/events");
    t.equal(third.statusCode, 429);
    t.equal(third.json().code, "too_many_requests");
    t.equal((await office.ask("admin", "GET", "/v1/me")).statusCode, 200, "all else goes on");
  });

t.test("closing the API ends the streams and the subscription", async (t) => {
  const office = await openOffice(t);
  const nemo = await read(t, office, "nemo");
  t.equal(office.calls.listeners, 1);
  await office.app.close();
  await settle();
  t.ok(nemo.ended);
  t.equal(office.calls.listeners, 0);
  t.equal(office.time.pending, 0);
});

t.test("over a real connection", async (t) => {
  const office = await openOffice(t);
  const { body } = await connect(office, "nemo");
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  t.equal((await reader.read()).value, "retry: 2000\n\n", "the answer begins before anything happens");
  office.calls.emit(everybody(1));
  t.match((await reader.read()).value, /^id: evt_\w+\nevent: call\.started\ndata: \{.*\}\n\n$/);
});
