/** Bodies and connections that are made to hurt, and what goes on reading after the right to is gone. */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import t from "tap";
import { RawConnection } from "../support/rawHttp.ts";
import { recordingRow } from "./support/fakeAccount.ts";
import { type Office, openOffice } from "./support/office.ts";
import { tokenOf } from "./support/people.ts";

const listening = (office: Office) => office.app.listen({ host: "127.0.0.1", port: 0 });
const json = { "content-type": "application/json" };
const user = { email: "x@example.com", name: "x", password: "12345678" };

t.test("a body that is compressed is refused unread", async (t) => {
  const office = await openOffice(t);
  const bomb = gzipSync(Buffer.alloc(50_000_000, " "));
  for (const [coding, body] of [
    ["gzip", bomb],
    ["br", "x"],
    ["gzip, identity", bomb],
    ["deflate", JSON.stringify(user)],
  ] as const) {
    const answer = await office.ask("admin", "POST", "/v1/users", {
      body,
      headers: { ...json, "content-encoding": coding },
    });
    t.equal(answer.statusCode, 415, coding);
    t.equal(answer.json().code, "unsupported_media_type");
    t.equal(answer.headers["accept-encoding"], "identity");
  }
  const file = { "content-type": "text/csv", "content-encoding": "gzip" };
  const imported = await office.ask("admin", "POST", "/v1/imports/users", {
    body: bomb.subarray(0, 100),
    headers: file,
  });
  t.equal(imported.statusCode, 415);
  const plain = { ...json, "content-encoding": "identity" };
  t.equal((await office.ask("admin", "POST", "/v1/users", { body: user, headers: plain })).statusCode, 201);
  t.equal(
    (await office.ask(undefined, "POST", "/v1/users", { body: bomb, headers: json })).statusCode,
    401,
    "first who",
  );
});

t.test("a body that is not in UTF-8 is refused, not guessed at", async (t) => {
  const office = await openOffice(t);
  for (const bytes of ["c328", "ff", "eda080", "c0af", "f8888080"]) {
    const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from(bytes, "hex"), Buffer.from('"}')]);
    const answer = await office.ask("admin", "PATCH", "/v1/users/user_ana", { body, headers: json });
    t.equal(answer.statusCode, 400, bytes);
    t.match(answer.json(), { code: "invalid_request", detail: "The body must be in UTF-8." });
  }
});

t.test("fields that would change what objects inherit are refused by name", async (t) => {
  const office = await openOffice(t);
  const rows = [
    ['{"__proto__": {"role": "administrator"}}', "__proto__"],
    ['{"constructor": {"prototype": {"role": "administrator"}}}', "constructor"],
    ['{"prototype": {}}', "prototype"],
    ['{"profiles": {"__proto__": {"analytics": true}}}', "profiles.__proto__"],
    ['{"monitoring": {"constructor": {"prototype": {"active": true}}}}', "monitoring.constructor"],
  ] as const;
  for (const [body, path] of rows) {
    const answer = await office.ask("admin", "PATCH", "/v1/users/user_ana", { body, headers: json });
    t.equal(answer.statusCode, 400, body);
    t.match(answer.json().errors, [{ path, message: "is not a known field" }]);
  }
  t.equal(({} as { role?: unknown }).role, undefined);
});

t.test("an id that is longer than any is one of nothing", async (t) => {
  const office = await openOffice(t);
  for (const length of [101, 3_000]) {
    const answer = await office.ask("admin", "GET", `/v1/agents/${"a".repeat(length)}`);
    t.equal(answer.statusCode, 404);
    t.equal(answer.json().code, "not_found");
  }
  t.same(office.errors, [], "and no failure of ours");
});

t.test("what is not HTTP is answered as everything else is", async (t) => {
  const office = await openOffice(t);
  const url = await listening(office);
  const host = `Host: ${new URL(url).host}\r\n`;
  const post = `POST /v1/session HTTP/1.1\r\n${host}Content-Type: application/json\r\n`;
  for (const [what, request, status, code] of [
    [
      "two kinds of length",
      `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      "invalid_request",
    ],
    ["two lengths", `${post}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}`, 400, "invalid_request"],
    ["a space before the colon", `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`, 400, "invalid_request"],
    ["lines without CR", "GET /healthz HTTP/1.1\nHost: x\n\n", 400, "invalid_request"],
    [
      "a header that goes on in the next line",
      `GET /healthz HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`,
      400,
      "invalid_request",
    ],
    ["a method of its own", `BREW /v1/me HTTP/1.1\r\n${host}\r\n`, 400, "invalid_request"],
    ["noise", "\x00\x01\x02\x03\r\n\r\n", 400, "invalid_request"],
    ["a TLS handshake", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, "invalid_request"],
    ["headers without end", `GET /v1/me HTTP/1.1\r\n${host}X: ${"a".repeat(20_000)}`, 413, "too_large"],
  ] as const) {
    const connection = await RawConnection.open(t, url);
    connection.send(Buffer.from(request, "latin1"));
    const answer = await connection.closed();
    t.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), what);
    t.match(answer, "Content-Type: application/problem+json", what);
    t.match(JSON.parse(answer.slice(answer.indexOf("{"))), { status, code }, what);
    t.equal(answer.match(/HTTP\/1\.1/g)?.length, 1, "nothing of what follows is taken for a request");
  }
  t.same(office.errors, []);
});

t.test("who is slow to send a request is hung up on, others are served meanwhile", async (t) => {
  const office = await openOffice(t, { requestTime: 300 });
  const url = await listening(office);
  const host = `Host: ${new URL(url).host}\r\n`;
  const slow = [
    `GET /v1/me HTTP/1.1\r\n${host}X: `,
    `POST /v1/session HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
    `POST /v1/session HTTP/1.1\r\n${host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n`,
  ];
  for (const beginning of slow) {
    const connection = await RawConnection.open(t, url);
    connection.send(beginning);
    let answered = 0;
    while (!connection.isClosed && (await fetch(`${url}/healthz`)).status === 200) {
      answered++;
      connection.send("a");
    }
    t.ok(answered > 1, "others are answered meanwhile");
    const answer = await connection.closed();
    if (answer !== "") t.match(answer, /^HTTP\/1\.1 400 .*"invalid_request"/s);
  }
});

t.test("a download under way ends with the sign-in that it was asked for with", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "ponto-api-"));
  t.teardown(() => rm(folder, { recursive: true }));
  const path = join(folder, "long.wav");
  const size = 300_000_000;
  const file = await open(path, "w");
  await file.truncate(size);
  await file.close();
  const office = await openOffice(t);
  office.accounts.recordingRows.set("recording_2", recordingRow("recording_2", path));
  const url = await listening(office);
  const download = async () => {
    const connection = await RawConnection.open(t, url);
    connection.send(
      `GET /v1/recordings/recording_2/audio HTTP/1.1\r\nHost: ${new URL(url).host}\r\nAuthorization: Bearer ${tokenOf("rita")}\r\n\r\n`,
    );
    await connection.until(/\r\n\r\n/);
    connection.pause();
    return connection;
  };
  const own = await download();
  await office.ask("ana", "DELETE", "/v1/session");
  t.notOk(own.isClosed);
  await office.ask("rita", "DELETE", "/v1/session");
  own.resume();
  const received = await own.closed();
  t.match(received, `content-length: ${size}`);
  t.ok(received.length < size, `${received.length} bytes`);
});
