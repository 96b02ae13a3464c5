/** Types what the README tells a newcomer to type, with phones of the lab at hand. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import t from "tap";
import { answers } from "../../lab/phone/manners.ts";
import { TestPhone } from "../../lab/phone/phone.ts";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import type { Voip } from "../../lab/ponto/account.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import { readWav } from "../../lab/sound/wav.ts";
import { eventually } from "../support/eventually.ts";
import { section, shellBlocks } from "../support/readme.ts";
import { startServer, temporaryFolder } from "../support/server.ts";
import { Shell } from "../support/shell.ts";

const missing = ["bash", "curl"].filter((tool) => spawnSync(tool, ["--version"]).error !== undefined);
const skip = missing.length > 0 ? `${missing.join(" and ")} not installed` : false;

const PASSWORD = "segredo-do-passeio";
const ANA_HZ = 440;
const BRUNO_HZ = 1000;
const CLARA_HZ = 1800;
const tones = [ANA_HZ, BRUNO_HZ, CLARA_HZ];
/** Playout delays differ; what is heard 300 ms after the answer to a PATCH is heard for good. */
const SETTLE_MS = 300;

t.test("the tour and the trunk of the README", { skip }, async (t) => {
  const { now: server } = await startServer(t, { password: PASSWORD });
  const folder = await temporaryFolder(t);
  const shell = new Shell(t, folder);
  const [signIn, agents, voip, available, listen, whisper, barge, leave, play, ...rest] = shellBlocks(
    section("From the first phone to the first whisper"),
  );
  t.strictSame(rest, []);

  const here = signIn!
    .replace(/^PONTO=.*$/m, `PONTO=${server.url}`)
    .replace(/^PASSWORD=.*$/m, `PASSWORD='${PASSWORD}'`);
  t.match(here, adminEmail);
  t.strictSame(await shell.run(here), []);
  t.match(JSON.parse((await shell.run(agents!)).join("")), { email: "clara@example.com", role: "restricted" });

  const phones = (await shell.run(voip!)).map((line) => JSON.parse(line) as Voip);
  t.strictSame(
    phones.map(({ extension }) => extension),
    ["1001", "1002", "1003"],
  );
  const [ana, bruno, clara] = await Promise.all(
    phones.map(async ({ extension, token, registrar }, i) => {
      const [host, port] = registrar.split(":");
      t.equal(Number(port), server.sip.port);
      const phone = await TestPhone.start({
        user: extension,
        password: token,
        server: { address: host!, port: Number(port) },
        manner: answers,
        voice: tone(tones[i]!),
      });
      t.teardown(() => phone.close());
      await phone.register();
      return phone;
    }),
  );
  const { items } = JSON.parse((await shell.run(available!)).join(""));
  t.match(items, [{ status: "available" }, { status: "available" }, { status: "available" }]);

  const calling = await (await ana!.dial("1002")).answered();
  const called = await bruno!.incoming();
  await called.until(() => called.state === "connected", "Bruno to be connected");

  const [calls] = await shell.run(listen!);
  t.match(JSON.parse(calls!), { items: [{ state: "answered", customer: { number: "1001" } }] });
  const monitor = await clara!.incoming();
  t.match(monitor.invite.get("From"), '"(11) 3000-3000" <sip:1130003000@');
  await monitor.until(() => monitor.state === "connected", "Clara to be connected");

  const heard = async (): Promise<readonly (readonly number[])[]> => {
    await monitor.audio.pass(SETTLE_MS);
    const sounds = await Promise.all([calling, called, monitor].map((leg) => leg.audio.hear(300)));
    return sounds.map((sound) => tonesIn(sound, tones));
  };
  t.strictSame(await heard(), [[BRUNO_HZ], [ANA_HZ], [ANA_HZ, BRUNO_HZ]], "listening");
  t.match(JSON.parse((await shell.run(whisper!)).join("")), { mode: "semi_active" });
  t.strictSame(await heard(), [[BRUNO_HZ], [ANA_HZ, CLARA_HZ], [ANA_HZ, BRUNO_HZ]], "whispering");
  t.match(JSON.parse((await shell.run(barge!)).join("")), { mode: "active" });
  t.strictSame(
    await heard(),
    [
      [BRUNO_HZ, CLARA_HZ],
      [ANA_HZ, CLARA_HZ],
      [ANA_HZ, BRUNO_HZ],
    ],
    "joined in",
  );
  t.match(JSON.parse((await shell.run(leave!)).join("")), { state: "ended", reason: "released" });
  await monitor.ended();
  t.equal(calling.state, "connected", "the call goes on");

  await calling.bye();
  const admin = await server.administrator();
  await eventually(
    async () => (await admin.list<{ state: string }>("/v1/recordings")).some(({ state }) => state === "complete"),
    "the recording",
  );
  t.strictSame(await shell.run(play!), []);
  const [left, right] = readWav(readFileSync(path.join(folder, "call.wav"))).tracks;
  t.strictSame(tonesIn(left!, tones), [ANA_HZ, CLARA_HZ], "left");
  t.strictSame(tonesIn(right!, tones), [BRUNO_HZ, CLARA_HZ], "right");

  await t.test("the trunk", async (t) => {
    const trunk = await TestTrunk.start({ server: server.sip, manner: answers });
    t.teardown(() => trunk.close());
    const [connect, ...rest] = shellBlocks(section("Connect a trunk"));
    t.strictSame(rest, []);
    const made = await shell.run(
      connect!.replace("203.0.113.10", trunk.host).replace('"port":5060', `"port":${trunk.port}`),
    );
    t.match(JSON.parse(made[0]!), { number: "+551130004000" });

    const inbound = await (await trunk.call("1130004000", "11988887777")).answered();
    await ana!.incoming();
    await inbound.bye();

    const outbound = await (await ana!.dial("011988887777")).answered();
    const { invite } = await trunk.incoming();
    t.match(invite.uri, "sip:11988887777@");
    t.match(invite.get("From"), "sip:1130004000@");
    await outbound.bye();
  });
});
