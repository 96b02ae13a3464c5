/** Requests that are too much, too deep, too slow or half of one, sent by strangers and by users, while people talk on the built server. */
import t, { type Test } from "tap";
import type { AudioPort } from "../../lab/media/audioPort.ts";
import type { Api } from "../../lab/ponto/api.ts";
import { centre } from "../support/centre.ts";
import { hears, voiceOf } from "../support/hearing.ts";
import { RawConnection } from "../support/rawHttp.ts";

const KB = 1024;
/** Of this machine too. */
const STRANGER = "127.0.0.9";
const HALF_OPEN = 1_000;

const nested = (open: string, close: string, depth: number): string => `${open.repeat(depth)}1${close.repeat(depth)}`;
const keys = (n: number): string => `{${Array.from({ length: n }, (_, i) => `"${i.toString(36)}":0`).join(",")}}`;

/** Bodies for a route that asks for an object with a name and an e-mail. */
const bodies: readonly (readonly [what: string, body: string, status: number, code: string])[] = [
  ["64 kB and one byte", `{"name":"${"x".repeat(64 * KB - 10)}"}`, 413, "too_large"],
  ["10,000 arrays in one another", nested("[", "]", 10_000), 400, "invalid_request"],
  ["10,000 objects in one another", nested('{"a":', "}", 10_000), 400, "invalid_request"],
  ["10,000 arrays in a field", `{"name":${nested("[", "]", 10_000)}}`, 400, "invalid_request"],
  ["arrays that are never closed", "[".repeat(60_000), 400, "invalid_request"],
  ["8,000 keys", keys(8_000), 400, "invalid_request"],
  ["100,000 keys", keys(100_000), 413, "too_large"],
  ["a number without end", `{"name":${"9".repeat(60_000)}}`, 400, "invalid_request"],
  ["a number beyond all", '{"name":1e999999}', 400, "invalid_request"],
  ["half a character", '{"name":"\\ud800","email":"x@example.com"}', 400, "invalid_request"],
  ["a byte order mark and nothing", "\ufeff", 400, "invalid_request"],
  ["NUL", '{"name":"\\u0000","email":"x@example.com"}', 400, "invalid_request"],
  ["text that is not JSON", "{'name': undefined}", 400, "invalid_request"],
  ["two values", "{}{}", 400, "invalid_request"],
  [
    "an e-mail that takes regular expressions long",
    `{"name":"x","email":"${"a.".repeat(120)}@${"a-".repeat(100)}"}`,
    400,
    "invalid_request",
  ],
];

/** Whether the server answers everybody else meanwhile. */
const serves = async (api: Api): Promise<boolean> => (await api.request("GET", "/healthz")).status === 200;

/** What `ear` gets while something goes on: whether each packet followed the one before. */
async function hearsWithoutGap(t: Test, ear: AudioPort, meanwhile: () => Promise<unknown>): Promise<void> {
  const from = ear.received.length;
  await meanwhile();
  await ear.pass(600);
  const numbers = ear.received.slice(from).map(({ sequence }) => sequence);
  const gaps = numbers.slice(1).filter((number, i) => ((number - numbers[i]!) & 0xffff) !== 1);
  t.ok(numbers.length > 25, `${numbers.length} packets`);
  t.strictSame(gaps, [], "not one is missing");
}

t.test("a call goes on, whatever the API is sent", async (t) => {
  const c = await centre(t);
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  const { url, api } = c.server.now;
  const host = `Host: ${new URL(url).host}\r\n`;
  const call = await c.call();
  const ear = call.customer.audio;
  const agents = JSON.stringify(await c.admin.list("/v1/agents"));

  await t.test("bodies that are too much", async (t) => {
    await hearsWithoutGap(t, ear, async () => {
      for (const [what, body, status, code] of bodies) {
        const [answer, fine] = await Promise.all([c.admin.request("POST", "/v1/agents", body), serves(api)]);
        t.match(answer, { status, body: { code } }, what);
        t.ok(fine, `${what}: others are answered`);
        const unknown = await api.request("POST", "/v1/agents", body);
        t.equal(unknown.status, 401, `${what}: a stranger's is not even read`);
      }
    });
    const twice = await c.admin.request<{ name: string }>(
      "POST",
      "/v1/agents",
      '{"name":"a","name":7,"email":"x@example.com"}',
    );
    t.equal(twice.status, 400, "of a key that stands twice the last counts, for everybody who reads it");
  });

  await t.test("a body of unknown length that does not end", async (t) => {
    const connection = await RawConnection.open(t, url, STRANGER);
    connection.send(
      `POST /v1/session HTTP/1.1\r\n${host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    for (let i = 0; i < 20; i++) connection.send(`1000\r\n${"x".repeat(4 * KB)}\r\n`);
    // What is still on its way when the server closes resets the connection, and may take the answer along.
    t.match(await connection.closed(), /^(HTTP\/1\.1 413 .*"too_large"|$)/s);
  });

  await t.test("a request within a request", async (t) => {
    const smuggled = `DELETE /v1/calls/${call.id} HTTP/1.1\r\n${host}\r\n`;
    const post = `POST /v1/session HTTP/1.1\r\n${host}Content-Type: application/json\r\n`;
    const ways = {
      "two kinds of length": `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      "two lengths": `${post}Content-Length: 2\r\nContent-Length: ${smuggled.length}\r\n\r\n{}${smuggled}`,
      "a coding that is chunked somehow": `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`,
      "a length with a sign": `${post}Content-Length: +2\r\n\r\n{}${smuggled}`,
      "a chunk of a strange length": `${post}Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n${smuggled}`,
    };
    for (const [way, text] of Object.entries(ways)) {
      const connection = await RawConnection.open(t, url, STRANGER);
      connection.send(text);
      const answer = await connection.closed();
      t.match(answer, /^HTTP\/1\.1 400 /, way);
      t.equal(answer.match(/HTTP\/1\.1 \d/g)?.length, 1, `${way}: one answer`);
    }
    const pipelined = await RawConnection.open(t, url, STRANGER);
    pipelined.send(`GET /healthz HTTP/1.1\r\n${host}\r\nGET /v1/me HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
    const both = await pipelined.closed();
    t.strictSame(
      both.match(/HTTP\/1\.1 \d+/g),
      ["HTTP/1.1 200", "HTTP/1.1 401"],
      "requests in a row, each as who sent it",
    );
  });

  await t.test("methods of all kinds", async (t) => {
    for (const method of ["TRACE", "CONNECT", "PROPFIND", "LOCK", "PUT", "OPTIONS", "M-SEARCH", "PURGE"]) {
      const connection = await RawConnection.open(t, url, STRANGER);
      connection.send(`${method} /v1/calls HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
      t.notMatch(await connection.closed(), /^HTTP\/1\.1 (2|5)/, method);
    }
  });

  await t.test(`${HALF_OPEN} connections with half a request each`, async (t) => {
    const beginnings = [
      "",
      "GET ",
      `GET /v1/me HTTP/1.1\r\n${host}X-Slow: `,
      `POST /v1/session HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{"email":"`,
    ];
    await hearsWithoutGap(t, ear, async () => {
      const open: RawConnection[] = [];
      for (let i = 0; i < HALF_OPEN; i++) {
        const connection = await RawConnection.open(t, url, STRANGER);
        connection.send(beginnings[i % beginnings.length]!);
        open.push(connection);
      }
      for (let byte = 0; byte < 5; byte++) {
        for (const connection of open) connection.send("a");
        t.ok(await serves(api), "others are answered");
        t.equal((await c.admin.request("GET", "/v1/calls")).status, 200);
      }
      for (const connection of open) connection.destroy();
    });
    t.equal((await c.ana.phone.register()).status, 200);
  });

  t.equal(JSON.stringify(await c.admin.list("/v1/agents")), agents, "nothing came of it");
  t.strictSame([await hears(call.customer.audio), await hears(call.agent.audio)], ["agent", "customer"]);
  t.strictSame(
    c.server.now.logs.filter(({ level }) => Number(level) >= 50),
    [],
    "the server failed at nothing",
  );
});
