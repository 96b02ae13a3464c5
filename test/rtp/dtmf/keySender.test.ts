import t from "tap";
import { KeySender } from "../../../src/rtp/dtmf/keySender.ts";
import { KEYS, type Press } from "../../../src/rtp/dtmf/keys.ts";

const press = (key: string, lasts: number): Press => ({ code: KEYS.indexOf(key), lasts });

/** What is sent in `steps` steps: `5b20` begins key 5 and has lasted 20 ms, then `+` goes on, `e` ends, `r` ends again, `.` pauses, `-` is idle. */
function sent(sender: KeySender, steps: number): string {
  const letters = { begin: "b", goOn: "+", end: "e", endAgain: "r" } as const;
  let text = "";
  for (let i = 0; i < steps; i++) {
    const step = sender.step();
    if (step === "idle") text += " -";
    else if (step === "pause") text += " .";
    else text += ` ${KEYS[sender.code]}${letters[step]}${sender.after}`;
  }
  return text.trim();
}

t.test("a key lasts as long as it was pressed, at least 40 ms, and its end is told three times", async (t) => {
  for (const [ms, steps] of [
    [100, "5b20 5+40 5+60 5+80 5e100 5r100 5r100 . - -"],
    [50, "5b20 5+40 5e50 5r50 5r50 . -"],
    [10, "5b20 5e40 5r40 5r40 . -"],
  ] as const) {
    const sender = new KeySender();
    sender.send(press("5", ms));
    t.ok(sender.busy);
    t.equal(sent(sender, steps.split(" ").length), steps);
    t.notOk(sender.busy);
  }
});

t.test("keys go one after the other", async (t) => {
  const sender = new KeySender();
  sender.send(press("1", 40));
  sender.send(press("#", 60));
  t.equal(sent(sender, 11), "1b20 1e40 1r40 1r40 . #b20 #+40 #e60 #r60 #r60 .");
});

t.test("a key that is held down goes on until its end is told", async (t) => {
  const sender = new KeySender();
  const held = press("A", Number.POSITIVE_INFINITY);
  sender.send(held);
  t.equal(sent(sender, 4), "Ab20 A+40 A+60 A+80");
  held.lasts = 110;
  t.equal(sent(sender, 3), "A+100 Ae110 Ar110");
  const late = press("B", Number.POSITIVE_INFINITY);
  sender.send(late);
  t.equal(sent(sender, 6), "Ar110 . Bb20 B+40 B+60 B+80");
  late.lasts = 50;
  t.equal(sent(sender, 3), "Be80 Br80 Br80", "an end told late is now");
});

t.test("keys dropped are not sent, and no more than a few wait", async (t) => {
  const sender = new KeySender();
  for (let i = 0; i < 32; i++) t.ok(sender.send(press("1", 40)));
  t.notOk(sender.send(press("2", 40)));
  sender.step();
  sender.drop();
  t.notOk(sender.busy);
  t.equal(sender.step(), "idle");
});
