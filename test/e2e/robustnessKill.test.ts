/** `kill -9` at any time: what was said, who called whom and who may call survive it. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import t, { type Test } from "tap";
import type { PhoneCall } from "../../lab/phone/call.ts";
import { rings } from "../../lab/phone/manners.ts";
import type { Api } from "../../lab/ponto/api.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import { readWav } from "../../lab/sound/wav.ts";
import type { AuditEntry, RecordingRow, ReportRow } from "../../src/accounts/journal/journal.ts";
import { type Centre, CUSTOMER, centre, NUMBER, type Seat } from "../support/centre.ts";
import { signallingPort } from "../support/fixedPort.ts";
import { claimOf } from "../support/wavHeader.ts";

const CUSTOMER_HZ = 440;
const AGENT_HZ = 1000;
const tones = [CUSTOMER_HZ, AGENT_HZ];

/** What may be lost before the kill, ms. */
const LOSS_MS = 1000;
/** How far the clocks of two processes' media may lie apart, ms. */
const TOLERANCE_MS = 150;

interface Answered {
  readonly caller: PhoneCall;
  readonly agent: Seat;
  /** On the scale of `performance.now()`. */
  readonly at: number;
}

/** One agent calls another, who answers at once. */
async function internalCall(from: Seat, to: Seat): Promise<Answered> {
  const caller = await (await from.phone.dial(to.agent.extension)).answered();
  return { caller, agent: to, at: performance.now() };
}

async function recordingsIn(dataDir: string): Promise<readonly string[]> {
  const root = join(dataDir, "recordings");
  const files = await readdir(root, { recursive: true }).catch(() => []);
  return files.filter((file) => file.endsWith(".wav")).map((file) => join(root, file));
}

/** Looks at every recording for as long as `call` talks on, as a crash at this very moment would find it. */
async function watchHeaders(t: Test, c: Centre, call: PhoneCall, looks: number): Promise<void> {
  let greatest = 0;
  for (let look = 0; look < looks; look++) {
    await call.audio.pass(20);
    for (const path of await recordingsIn(c.server.dataDir)) {
      const file = await readFile(path);
      // Made this very moment: there is nothing yet that a crash could take.
      if (file.length === 0) continue;
      const claim = claimOf(file);
      if (claim === undefined || !claim.consistent || claim.claimed > claim.held)
        t.fail("a header is not right", { look, bytes: file.length, claim });
      greatest = Math.max(greatest, claim?.claimed ?? 0);
    }
  }
  t.ok(greatest > 0, "the headers were right at every look, and grew");
}

/** The row, recording and file of a call that the kill cut off. */
async function checkInterrupted(t: Test, admin: Api, rows: readonly ReportRow[], call: Answered, killedAt: number) {
  const { extension } = call.agent.agent;
  const [row, ...others] = rows.filter(({ agentExtension }) => agentExtension === extension);
  t.strictSame(others, [], `${extension}: one row`);
  t.match(row, { disposition: "interrupted", hungUpBy: "system" }, `${extension}: interrupted`);
  const recording = await admin.get<RecordingRow>(`/v1/recordings/${row!.recordingId}`);
  const { body } = await admin.download(`/v1/recordings/${recording.id}/audio`);
  const claim = claimOf(body)!;
  const heldMs = (claim.held / claim.bytesPerSecond) * 1000;
  const lastedMs = killedAt - call.at;
  t.match(recording, { state: "recovered", callId: row!.callId, bytes: body.length });
  t.ok(claim.consistent && claim.claimed === claim.held, `${extension}: the header is true`);
  t.ok(Math.abs(recording.durationMs - heldMs) <= 1, `${extension}: the row knows the length`);
  t.ok(heldMs >= lastedMs - LOSS_MS, `${extension}: ${heldMs} ms of ${lastedMs} were kept`);
  t.ok(heldMs <= lastedMs + TOLERANCE_MS, `${extension}: and none invented`);
  return readWav(body);
}

t.test("calls that a kill -9 cuts off leave recordings, rows, audit and registrations", async (t) => {
  const c = await centre(t, { server: { env: { PONTO_SIP_PORT: await signallingPort(t) } } });
  c.ana.phone.voice = tone(AGENT_HZ);
  const seats = await Promise.all(
    ["Bruno", "Davi", "Eva", "Fabio", "Gil", "Hugo"].map((name, i) => c.seat(name, `10${11 + i}`)),
  );
  const [bruno, davi, eva, fabio, gil, hugo] = seats as [Seat, Seat, Seat, Seat, Seat, Seat];

  const call = await c.call();
  const customer: Answered = { caller: call.customer, agent: c.ana, at: performance.now() };
  call.customer.audio.speak(tone(CUSTOMER_HZ));
  const monitoring = await c.monitor(call, "active");
  const internal = await internalCall(bruno, davi);
  fabio.phone.manner = rings;
  const ringing = await eva.phone.dial(fabio.agent.extension);
  await ringing.ringing();
  await watchHeaders(t, c, call.customer, 80);
  const justAnswered = await internalCall(gil, hugo);
  t.equal((await c.calls()).filter(({ state }) => state === "answered").length, 3);
  await c.server.now.kill9();
  const killedAt = performance.now();

  const registered = c.ana.phone.log.entries.filter(({ message }) => message.method === "REGISTER").length;
  const server = await c.server.restart();
  const admin = await server.administrator();
  const rows = await admin.list<ReportRow>("/v1/reports/calls");
  t.equal(rows.length, 4, "a row for each call, none for the monitoring");
  t.ok(
    rows.every(({ quality }) => quality === null),
    "what was not finished is not measured",
  );
  t.match(
    rows.filter(({ agentExtension }) => agentExtension === fabio.agent.extension),
    [{ disposition: "interrupted", answeredAt: null, recordingId: null, quality: null }],
    "the call that rang has one, too",
  );

  const wav = await checkInterrupted(t, admin, rows, customer, killedAt);
  const last = wav.tracks.map((track) => track.subarray(track.length - 1600));
  t.strictSame(tonesIn(last[0]!, tones), [CUSTOMER_HZ], "the customer plays to the end");
  t.strictSame(tonesIn(last[1]!, tones), [AGENT_HZ], "and so does the agent");
  await checkInterrupted(t, admin, rows, internal, killedAt);
  await checkInterrupted(t, admin, rows, justAnswered, killedAt);

  const audit = await admin.list<AuditEntry>("/v1/audit");
  for (const action of ["monitoring.requested", "monitoring.connected"])
    t.ok(
      audit.some((entry) => entry.action === action && entry.subject === monitoring.id),
      `U6: ${action} is kept`,
    );

  t.strictSame(await admin.list("/v1/calls"), [], "no call lives on");
  const again = await (await c.trunk.call(NUMBER, CUSTOMER)).answered();
  await again.bye();
  t.equal(
    c.ana.phone.log.entries.filter(({ message }) => message.method === "REGISTER").length,
    registered,
    "the agent was reached without registering again",
  );
});

t.test("a second kill loses nothing more", async (t) => {
  const c = await centre(t, { server: { env: { PONTO_SIP_PORT: await signallingPort(t) } } });
  const call = await c.call();
  await call.customer.audio.pass(1000);
  await c.server.now.kill9();
  const first = await c.server.restart();
  const found = await first.administrator().then((admin) => admin.list<RecordingRow>("/v1/recordings"));
  await first.kill9();
  const admin = await c.server.restart().then((server) => server.administrator());
  t.strictSame(await admin.list<RecordingRow>("/v1/recordings"), found);
  t.match(await admin.list<ReportRow>("/v1/reports/calls"), [{ callId: call.id, disposition: "interrupted" }]);
});
