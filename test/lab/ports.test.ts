import { createSocket } from "node:dgram";
import { once } from "node:events";
import t from "tap";
import { reservePorts } from "../../lab/ports.ts";
import { Changes } from "../../lab/waiting.ts";

t.test("reserved ranges never overlap, lie below the ephemeral ports, and are free", async (t) => {
  const ranges = await Promise.all([1, 150, 900, 1].map((count) => reservePorts(count)));
  t.teardown(() => {
    for (const range of ranges) range.release();
  });
  const sorted = [...ranges].sort((a, b) => a.min - b.min);
  sorted.forEach((range, i) => {
    t.ok(range.min >= 10_000 && range.max < 32_768, `${range.min}–${range.max}`);
    t.ok(range.max < (sorted[i + 1]?.min ?? 65_536));
  });
  t.ok(ranges[2]!.max - ranges[2]!.min + 1 >= 900);
  const socket = createSocket("udp4").bind(ranges[1]!.min, "127.0.0.1");
  await once(socket, "listening");
  socket.close();
});

t.test(
  "waiting: a condition that holds, one that comes to hold, one that never does, and the end of all change",
  async (t) => {
    const changes = new Changes();
    t.equal(await changes.until(() => 1, "what is there"), 1);

    let value: number | undefined;
    const later = changes.until(() => value, "a value");
    value = 7;
    changes.announce();
    t.equal(await later, 7);

    await t.rejects(
      changes.until(() => false, "rain", { patience: 1, state: () => "the sky is blue" }),
      { message: "waited 1 ms for rain; the sky is blue" },
    );
    const vain = changes.until(() => false, "snow");
    changes.close();
    await t.rejects(vain, { message: "closed while waiting for snow" });
    await t.rejects(
      changes.until(() => {
        throw new Error("broken");
      }, "anything"),
      { message: "broken" },
    );
  },
);
