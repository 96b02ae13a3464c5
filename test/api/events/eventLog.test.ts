import t from "tap";
import { EventLog } from "../../../src/api/events/eventLog.ts";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { people } from "../support/people.ts";
import { event } from "./support/readers.ts";

const logOf = (capacity: number, words: readonly string[] = []): EventLog => {
  const log = new EventLog("main", capacity, seededEntropy(1));
  for (const word of words) log.append(event(word));
  return log;
};
const wordBehind = (log: EventLog, place: number): string | undefined =>
  /"word":"(\w)"/.exec(String(log.after(place).bytesFor(people.nemo)))?.[1];

t.test("places count what came before, the oldest events go", async (t) => {
  const log = logOf(3, [..."abcde"]);
  t.same([log.begin, log.end], [2, 5]);
  t.same(
    [2, 3, 4].map((place) => wordBehind(log, place)),
    ["c", "d", "e"],
  );
  for (const place of [1, 5]) t.throws(() => log.after(place), RangeError);
});

t.test("an id leads to the place behind its event while that is kept", async (t) => {
  const log = logOf(2, ["a"]);
  const { id } = log.after(0);
  t.equal(log.behind(id), 1);
  for (const word of ["b", "c"]) log.append(event(word));
  t.equal(log.behind(id), undefined);
  t.equal(log.behind("evt_nothing"), undefined);
});

t.test("those who are shown the same get the same bytes", async (t) => {
  const log = logOf(3);
  const [plain, marked] = [{ word: "plain" }, { word: "marked" }];
  const render = ({ role }: { role: string }) => (role === "administrator" ? marked : plain);
  log.append({ type: "test", at: "2026-01-01T10:00:00.000Z", render });
  const { id } = log.after(0);
  const [nemo, ana, admin] = [people.nemo, people.ana, people.admin].map((user) => log.after(0).bytesFor(user));
  t.equal(nemo, ana);
  t.not(nemo, admin);
  const data = '{"type":"test","at":"2026-01-01T10:00:00.000Z","accountId":"main","word":"plain"}';
  t.equal(String(nemo), `id: ${id}\nevent: test\ndata: ${data}\n\n`);
});
