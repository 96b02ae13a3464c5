import t from "tap";
import { endOfUnanswered, hungUp, toCaller } from "../../../src/calls/call/callEnd.ts";
import { mayTryNext } from "../../../src/calls/hunts/outcomes.ts";
import { failureReason } from "../../../src/calls/monitorings/monitorPhone.ts";

/** What a final status of the called side means: to the report, to the next trunk, to the caller. */
const rows: readonly [status: number, disposition: string, next: boolean, caller: number][] = [
  [302, "failed", false, 480],
  [401, "failed", false, 480],
  [403, "failed", false, 403],
  [404, "failed", false, 404],
  [407, "failed", false, 480],
  [408, "no_answer", true, 408],
  [480, "no_answer", false, 480],
  [486, "busy", false, 486],
  [487, "no_answer", false, 487],
  [488, "failed", false, 488],
  [500, "failed", true, 500],
  [503, "failed", true, 503],
  [600, "busy", false, 600],
  [603, "busy", false, 603],
  [604, "failed", false, 604],
];

for (const [status, disposition, next, caller] of rows) {
  t.test(
    `${status}: ${disposition}, ${next ? "another trunk is tried" : "final"}, the caller gets ${caller}`,
    async (t) => {
      t.strictSame(endOfUnanswered(status), { by: "system", disposition, sipStatus: status });
      t.equal(mayTryNext(status), next);
      t.equal(toCaller(status).status, caller);
      t.not(toCaller(status).reason, "", "with a phrase");
    },
  );
}

t.test("a call that somebody hangs up was answered or is cancelled", async (t) => {
  t.strictSame(hungUp("customer", true), { by: "customer", disposition: "answered", sipStatus: 200 });
  t.strictSame(hungUp("system", false), { by: "system", disposition: "cancelled", sipStatus: 487 });
});

const monitorFailures: readonly [status: number, reason: string][] = [
  [486, "busy"],
  [600, "busy"],
  [603, "declined"],
  [403, "declined"],
  [480, "no_answer"],
  [408, "no_answer"],
  [404, "unreachable"],
  [410, "unreachable"],
  [500, "unreachable"],
  [503, "unreachable"],
];

for (const [status, reason] of monitorFailures)
  t.test(`a monitor's phone that answers ${status} is ${reason}`, async (t) => t.equal(failureReason(status), reason));
