import t from "tap";
import { prefersCsv } from "../../../src/api/answers/csv.ts";

t.test("who wants CSV", async (t) => {
  for (const [accept, wants] of [
    [undefined, false],
    ["", false],
    ["*/*", false],
    ["application/json", false],
    ["text/csv", true],
    ["TEXT/CSV", true],
    ["text/csv; q=0", false],
    ["text/csv;header=present", true],
    ["text/*", true],
    ["text/csv, application/json", false],
    ["text/csv, application/json;q=0.9", true],
    ["text/csv;q=0.5, */*;q=0.1", true],
    ["text/html,application/xhtml+xml,*/*;q=0.8", false],
    [";;;,,,q=", false],
  ] as const) {
    t.equal(prefersCsv(accept), wants, String(accept));
  }
});
