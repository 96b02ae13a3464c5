import t from "tap";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { codings, Ear, forms, Mouth } from "../../lab/sound/coding.ts";
import { RATE, tone } from "../../lab/sound/signals.ts";

const HZ = [700, 1000, 3300];
const FRAME = 160;

for (const coding of codings) {
  t.test(`${coding}: what one phone says, another hears`, async (t) => {
    const [mouth, ear] = [new Mouth(coding), new Ear(coding)];
    const heard = Array.from({ length: 50 }, (_, i) => ear.hear(mouth.say(tone(1000), i * FRAME, FRAME)));
    t.ok(heard.every(({ length }) => length === FRAME));
    const sound = Int16Array.from(heard.flatMap((frame) => [...frame])).subarray(RATE / 5);
    t.strictSame(tonesIn(sound, HZ), [1000]);
    t.equal(ear.hear(Buffer.alloc(0)).length, 0, "an empty packet sounds like nothing");
    t.equal(forms[coding].units, coding === "opus" ? 6 : 1);
  });
}
