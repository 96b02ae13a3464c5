/** The drivers themselves, without the server: what fails here is not the server's fault. */
import t from "tap";
import { TestPhone } from "../../lab/phone/phone.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import { Baresip } from "./support/baresip.ts";
import { needs } from "./support/tools.ts";

const skip = needs("baresip");

t.test("two baresips call one another and each hears the other's tone", { skip }, async (t) => {
  const ana = await Baresip.start(t, { user: "ana", answers: "auto", voice: tone(1000) });
  const maria = await Baresip.start(t, { user: "maria", voice: tone(440) });
  await maria.dial(ana.uri);
  await maria.event("CALL_ESTABLISHED");
  t.strictSame(tonesIn(await maria.hear(400), [440, 1000]), [1000]);
  t.strictSame(tonesIn(await ana.hear(400), [440, 1000]), [440]);
  await maria.command("hangup");
  await ana.event("CALL_CLOSED");
});

t.test("baresip and the lab's phone understand one another, hold and keys included", { skip }, async (t) => {
  const ana = await Baresip.start(t, { user: "ana", answers: "auto", voice: tone(1000) });
  const phone = await TestPhone.start({
    user: "maria",
    server: { address: "127.0.0.1", port: ana.port },
    voice: tone(440),
  });
  t.teardown(() => phone.close());
  const call = await (await phone.dial("ana")).answered();
  t.strictSame(tonesIn(await call.audio.hear(400), [440, 1000]), [1000]);
  t.strictSame(tonesIn(await ana.hear(400), [440, 1000]), [440]);

  await ana.press("5");
  await call.audio.changes.until(() => call.audio.keys().some(({ key }) => key === "5"), "the key 5");
  await ana.command("hold");
  await call.described("sendonly");
  await ana.command("resume");
  await call.described("sendrecv");
  await call.bye();
  await ana.event("CALL_CLOSED");
});
