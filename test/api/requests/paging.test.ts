import fc from "fast-check";
import t from "tap";
import { pageOf } from "../../../src/api/requests/paging.ts";
import { callView } from "../support/fakeCalls.ts";
import { openOffice } from "../support/office.ts";

t.test("the pages together are the list, in order, whatever their size", async () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 7 }), (keys, limit) => {
      const seen: string[] = [];
      let cursor: string | null | undefined;
      for (let pages = 0; cursor !== null; pages++) {
        const page = pageOf(keys, { limit, ...(cursor === undefined ? {} : { cursor }) }, (key) => key);
        seen.push(...page.items);
        cursor = page.nextCursor;
        if (page.items.length > limit || pages > keys.length) return false;
      }
      return seen.length === keys.length && seen.every((key, i) => i === 0 || seen[i - 1]! < key);
    }),
  );
});

t.test("a call that ends between two pages hides no other", async (t) => {
  const office = await openOffice(t);
  const at = (second: number) => ({ startedAt: `2026-01-01T10:00:0${second}.000Z` });
  office.calls.live = [3, 1, 2, 0].map((second) => callView(`call_${second}`, at(second)));
  const page = async (cursor?: string) =>
    (
      await office.ask("clara", "GET", `/v1/calls?limit=2${cursor === undefined ? "" : `&cursor=${cursor}`}`)
    ).json() as { items: { id: string }[]; nextCursor: string };
  const first = await page();
  t.same(
    first.items.map(({ id }) => id),
    ["call_0", "call_1"],
  );
  office.calls.live = office.calls.live.filter(({ id }) => id !== "call_1" && id !== "call_0");
  const second = await page(first.nextCursor);
  t.same(
    second.items.map(({ id }) => id),
    ["call_2", "call_3"],
  );
  t.equal(second.nextCursor, null);
});
