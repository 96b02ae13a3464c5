import t from "tap";
import type { User } from "../../../src/accounts/directory/shapes.ts";
import { isOwnCall, mayControl, mayMonitorIn, mayOpenDashboard, maySeeMarks } from "../../../src/calls/live/rights.ts";
import type { MonitorMode } from "../../../src/mixer/audibility.ts";
import { planOf } from "../plans.ts";

const nothing: User = {
  id: "user_1",
  email: "eva@ponto.example",
  name: "Eva",
  role: "restricted",
  profiles: { analytics: false, financial: false },
  screens: { agentsDashboard: false },
  monitoring: { passive: false, semiActive: false, active: false, groupIds: null },
};
const modes: readonly MonitorMode[] = ["passive", "semi_active", "active"];
const monitoring = (passive: boolean, semiActive: boolean, active: boolean): User => ({
  ...nothing,
  monitoring: { passive, semiActive, active, groupIds: null },
});

t.test("each mode has a permission of its own; the administrator holds them all", async (t) => {
  const permitted = (user: User) => modes.filter((mode) => mayMonitorIn(user, mode));
  t.strictSame(permitted(nothing), []);
  t.strictSame(permitted(monitoring(true, false, false)), ["passive"]);
  t.strictSame(permitted(monitoring(false, true, false)), ["semi_active"]);
  t.strictSame(permitted(monitoring(false, false, true)), ["active"]);
  t.strictSame(permitted({ ...nothing, role: "administrator" }), modes);
});

t.test("the dashboard", async (t) => {
  t.notOk(mayOpenDashboard(nothing));
  t.ok(mayOpenDashboard({ ...nothing, screens: { agentsDashboard: true } }));
  t.ok(mayOpenDashboard({ ...nothing, role: "administrator" }));
});

interface Row {
  readonly who: string;
  readonly user: User;
  readonly direction?: "internal" | "inbound";
  readonly own: boolean;
  readonly controls: boolean;
  readonly sees: boolean;
}

const admin: User = { ...nothing, role: "administrator" };
const rows: readonly Row[] = [
  { who: "anybody", user: nothing, own: false, controls: false, sees: false },
  { who: "a supervisor", user: monitoring(true, false, false), own: false, controls: false, sees: true },
  { who: "the administrator", user: admin, own: false, controls: true, sees: true },
  { who: "the agent", user: { ...nothing, email: "ANA@ponto.example" }, own: true, controls: true, sees: false },
  {
    who: "the agent who is a supervisor, too",
    user: { ...monitoring(true, true, true), email: "ana@ponto.example" },
    own: true,
    controls: true,
    sees: false,
  },
  {
    who: "the administrator who is the agent",
    user: { ...admin, email: "ana@PONTO.example" },
    own: true,
    controls: true,
    sees: false,
  },
  {
    who: "the agent in the customer's place",
    user: { ...monitoring(true, true, true), email: "bruno@ponto.example" },
    direction: "internal",
    own: true,
    controls: true,
    sees: false,
  },
  {
    who: "an agent of another call",
    user: { ...monitoring(true, true, true), email: "bruno@ponto.example" },
    own: false,
    controls: false,
    sees: true,
  },
];

for (const { who, user, direction = "inbound", own, controls, sees } of rows) {
  t.test(
    `U5 ${who}: ${own ? "own" : "not own"} call, ${controls ? "controls" : "no control"}, ${sees ? "marks" : "no marks"}`,
    async (t) => {
      const plan = planOf(direction);
      t.strictSame([isOwnCall(user, plan), mayControl(user, plan), maySeeMarks(user, plan)], [own, controls, sees]);
    },
  );
}
