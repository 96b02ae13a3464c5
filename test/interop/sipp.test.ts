import t from "tap";
import { TestPhone } from "../../lab/phone/phone.ts";
import { ensureAgent, voipOf } from "../../lab/ponto/account.ts";
import { reservePorts } from "../../lab/ports.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import type { ReportRow } from "../../src/accounts/journal/journal.ts";
import { eventually } from "../support/eventually.ts";
import { startServer } from "../support/server.ts";
import { credentials, Sipp } from "./support/sipp.ts";
import { needs } from "./support/tools.ts";

const skip = needs("sipp");
const CALLS = 10;

t.test("SIPp registers, calls through the server with digest, and hears itself back", { skip }, async (t) => {
  const server = await startServer(t, { rtpPorts: 400 });
  const admin = await server.now.administrator();
  const remote = server.now.sip;
  const [eva, rui] = [await ensureAgent(admin, "Eva", "2001"), await ensureAgent(admin, "Rui", "2002")];
  const [caller, called] = [await voipOf(admin, eva), await voipOf(admin, rui)];
  const ports = await reservePorts(1);
  t.teardown(() => ports.release());
  const port = ports.min + 2;

  const wrong = [[called.extension, credentials(called.extension, "wrong"), port]];
  t.match(
    await (await Sipp.start(t, { scenario: "register", remote, port, users: wrong, calls: 1 })).result(),
    /401 Unauthorized/,
    "a wrong token is refused",
  );
  const right = [[called.extension, credentials(called.extension, called.token), port]];
  t.equal(await (await Sipp.start(t, { scenario: "register", remote, port, users: right, calls: 1 })).result(), 0);

  const answering = await Sipp.start(t, { scenario: "called", port, calls: CALLS + 1, echo: true });
  const calling = await Sipp.start(t, {
    scenario: "caller",
    remote,
    users: [[caller.extension, credentials(caller.extension, caller.token)]],
    service: called.extension,
    calls: CALLS,
    holdMs: 150,
  });
  t.equal(await calling.result(), 0, `${CALLS} calls`);

  const phone = await TestPhone.start({ user: caller.extension, password: caller.token, server: remote });
  t.teardown(() => phone.close());
  const call = await (await phone.dial(called.extension)).answered();
  call.audio.speak(tone(700));
  await call.audio.pass(300);
  t.strictSame(tonesIn(await call.audio.hear(400), [440, 700]), [700], "the echo, through two transcodings");
  await call.bye();
  t.equal(await answering.result(), 0);

  const rows = await eventually(
    async () => {
      const found = await admin.list<ReportRow>("/v1/reports/calls");
      return found.length === CALLS + 1 && found;
    },
    `${CALLS + 1} report rows`,
  );
  t.ok(rows.every(({ disposition, direction }) => disposition === "answered" && direction === "internal"));
});
