/** The sound of recordings: ranges, files that still grow, and the audit log. */
import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t, { type Test } from "tap";
import { recordingRow } from "./support/fakeAccount.ts";
import { type Office, openOffice } from "./support/office.ts";
import type { Person } from "./support/people.ts";

const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, i) => i % 251));
const url = "/v1/recordings/recording_2/audio";

async function withFile(t: Test, content: Buffer = bytes): Promise<Office & { path: string }> {
  const folder = await mkdtemp(join(tmpdir(), "ponto-api-"));
  t.teardown(() => rm(folder, { recursive: true }));
  const path = join(folder, "recording_2.wav");
  await writeFile(path, content);
  const office = await openOffice(t);
  office.accounts.recordingRows.set("recording_2", recordingRow("recording_2", path));
  return Object.assign(office, { path });
}

t.test("the whole file", async (t) => {
  const office = await withFile(t);
  const answer = await office.ask("rita", "GET", url);
  t.equal(answer.statusCode, 200);
  t.ok(answer.rawPayload.equals(bytes));
  t.match(answer.headers, {
    "content-type": "audio/wav",
    "content-length": "1000",
    "accept-ranges": "bytes",
    "content-disposition": 'inline; filename="recording_2.wav"',
  });
});

const ranges: readonly (readonly [range: string, status: number, start: number, end: number])[] = [
  ["bytes=0-99", 206, 0, 99],
  ["bytes=900-", 206, 900, 999],
  ["bytes=-100", 206, 900, 999],
  ["bytes=-5000", 206, 0, 999],
  ["bytes=990-5000", 206, 990, 999],
  ["bytes=999-999", 206, 999, 999],
  ["BYTES= 1-2", 206, 1, 2],
  ["bytes=1000-", 416, 0, 0],
  ["bytes=5000-6000", 416, 0, 0],
  ["bytes=-0", 416, 0, 0],
  ["bytes=0-1,5-6", 200, 0, 999],
  ["bytes=5-1", 200, 0, 999],
  ["bytes=-", 200, 0, 999],
  ["items=0-1", 200, 0, 999],
  ["nonsense", 200, 0, 999],
];

for (const [range, status, start, end] of ranges) {
  t.test(`Range: ${range}`, async (t) => {
    const office = await withFile(t);
    const answer = await office.ask("rita", "GET", url, { headers: { range } });
    t.equal(answer.statusCode, status);
    if (status === 416) {
      t.equal(answer.headers["content-range"], "bytes */1000");
      t.equal(answer.json().code, "range_not_satisfiable");
      t.equal(office.accounts.auditEntries.length, 0);
      return;
    }
    t.ok(answer.rawPayload.equals(bytes.subarray(start, end + 1)));
    t.equal(answer.headers["content-length"], String(end + 1 - start));
    t.equal(answer.headers["content-range"], status === 206 ? `bytes ${start}-${end}/1000` : undefined);
  });
}

t.test("HEAD tells the size, ignores Range, and is no download", async (t) => {
  const office = await withFile(t);
  const answer = await office.ask("rita", "HEAD", url, { headers: { range: "bytes=0-1" } });
  t.equal(answer.statusCode, 200);
  t.equal(answer.headers["content-length"], "1000");
  t.equal(answer.headers["accept-ranges"], "bytes");
  t.equal(answer.body, "");
  t.equal(office.accounts.auditEntries.length, 0);
});

t.test("If-Range: a part of the same file, else the whole of the new one", async (t) => {
  const office = await withFile(t);
  const { etag } = (await office.ask("rita", "HEAD", url)).headers;
  const headers = { range: "bytes=0-9", "if-range": String(etag) };
  t.equal((await office.ask("rita", "GET", url, { headers })).statusCode, 206);
  await appendFile(office.path, bytes);
  const answer = await office.ask("rita", "GET", url, { headers });
  t.equal(answer.statusCode, 200);
  t.equal(answer.rawPayload.length, 2_000, "a file that grew is served as long as it is now");
});

t.test("a file that is empty, or gone", async (t) => {
  const office = await withFile(t, Buffer.alloc(0));
  const answer = await office.ask("rita", "GET", url);
  t.equal(answer.statusCode, 200);
  t.equal(answer.rawPayload.length, 0);
  await rm(office.path);
  t.equal((await office.ask("rita", "GET", url)).statusCode, 404);
  await writeFile(office.path, bytes);
});

t.test("a download is audited once, however many ranges it takes", async (t) => {
  const office = await withFile(t);
  const get = (person: "rita" | "admin", range?: string) =>
    office.ask(person, "GET", url, { headers: range === undefined ? {} : { range } });
  const { auditEntries } = office.accounts;
  await get("rita", "bytes=100-199");
  await get("rita", "bytes=200-299");
  t.equal(auditEntries.length, 1, "starting in the middle evades nothing");
  t.same(auditEntries[0], {
    at: "2026-01-01T00:00:00.000Z",
    actor: { userId: "user_rita", email: "rita@example.com", ip: "127.0.0.1" },
    action: "recording.downloaded",
    subject: "recording_2",
    detail: { callId: "call_1" },
  });
  await get("admin", "bytes=0-");
  t.equal(auditEntries.length, 2, "another listener");
  await get("rita");
  t.equal(auditEntries.length, 3, "the whole file");
  office.time.advance(60_000);
  await get("rita", "bytes=0-1");
  t.equal(auditEntries.length, 4, "another time");
});

t.test("where the file lies is nobody's business", async (t) => {
  const office = await withFile(t);
  for (const path of ["/v1/recordings", "/v1/recordings/recording_2"]) {
    t.notMatch((await office.ask("rita", "GET", path)).body, "ponto-api-");
  }
});

t.test("over a real connection, also when the listener leaves", async (t) => {
  const office = await withFile(t, Buffer.alloc(4_000_000, 7));
  const base = await office.app.listen({ host: "127.0.0.1", port: 0 });
  const headers = { authorization: "Bearer token-rita" };
  const part = await fetch(base + url, { headers: { ...headers, range: "bytes=10-19" } });
  t.equal(part.status, 206);
  t.equal((await part.arrayBuffer()).byteLength, 10);
  const head = await fetch(base + url, { method: "HEAD", headers });
  t.equal(head.headers.get("content-length"), "4000000");
  const left = await fetch(base + url, { headers });
  await left.body!.cancel();
  t.equal((await (await fetch(base + url, { headers })).arrayBuffer()).byteLength, 4_000_000);
});

t.test(
  "marks: what a monitor said for all to hear is shown to those who may see monitorings of the agents of the call",
  async (t) => {
    const office = await openOffice(t);
    const kinds = async (person: Person) => {
      const answer = await office.ask(person, "GET", "/v1/recordings/recording_1/marks");
      return answer.statusCode === 200
        ? answer.json().items.map(({ kind }: { kind: string }) => kind)
        : answer.json().code;
    };
    t.strictSame(await kinds("admin"), ["hold", "monitor_public"]);
    t.strictSame(await kinds("rita"), ["hold"]);
    t.strictSame(office.calls.asked, ["seesMonitoringsOf agent_ana", "seesMonitoringsOf agent_ana"]);
    const answer = await office.ask("admin", "GET", "/v1/recordings/recording_9/marks");
    t.equal(answer.json().code, "not_found");
  },
);

t.test("the filters of the list are the account's to apply", async (t) => {
  const office = await openOffice(t);
  await office.ask("rita", "GET", "/v1/recordings?callId=call_1&agentId=agent_ana&from=2026-01-01T00:00:00Z&limit=5");
  t.strictSame(office.accounts.askedFilter, {
    callId: "call_1",
    agentId: "agent_ana",
    from: "2026-01-01T00:00:00Z",
  });
  t.equal((await office.ask("rita", "GET", "/v1/recordings?colour=red")).statusCode, 400);
});

t.test("reports by several dispositions, and by how the number begins", async (t) => {
  const office = await openOffice(t);
  await office.ask("rita", "GET", "/v1/reports/calls?disposition=busy&disposition=failed&numberPrefix=11%209");
  t.strictSame(office.accounts.askedFilter, { disposition: ["busy", "failed"], numberPrefix: "11 9" });
  await office.ask("rita", "GET", "/v1/reports/calls?disposition=busy");
  t.strictSame(office.accounts.askedFilter, { disposition: "busy" });
  for (const query of ["disposition=busy&disposition=sold", "numberPrefix=abc"])
    t.equal((await office.ask("rita", "GET", `/v1/reports/calls?${query}`)).statusCode, 400, query);
});
