import fc from "fast-check";
import t from "tap";
import {
  AGENT,
  audibility,
  type CallAudioState,
  CUSTOMER,
  type MonitorMode,
  monitorBit,
  type PartyState,
  RECORDING,
  type Side,
} from "../../src/mixer/audibility.ts";

const open: PartyState = { answered: true, receives: true, holds: false };
const held: PartyState = { answered: true, receives: false, holds: true };
const echo: PartyState = { ...open, echo: true };
const unanswered: PartyState = { answered: false, receives: true, holds: false };

const call = (changes: Partial<CallAudioState> = {}): CallAudioState => ({
  customer: open,
  agent: open,
  waits: { customer: false, agent: false },
  earlyMediaFrom: undefined,
  monitors: [],
  notice: 0,
  ...changes,
});
const monitor = (mode: MonitorMode, target: Side = "agent", holds = false) => ({ leg: 7, mode, target, holds });
const M = monitorBit(0);
const N = monitorBit(1);
const BOTH = CUSTOMER | AGENT;

const table: readonly {
  readonly rule: string;
  readonly when: string;
  readonly state: CallAudioState;
  readonly hears: { customer: number; agent: number; monitors: readonly number[]; musicTo?: number; notice?: number };
}[] = [
  {
    rule: "matrix",
    when: "two parties talk",
    state: call(),
    hears: { customer: AGENT | RECORDING, agent: CUSTOMER | RECORDING, monitors: [] },
  },
  {
    rule: "M1",
    when: "a passive monitor hears both and reaches nobody",
    state: call({ monitors: [monitor("passive")] }),
    hears: { customer: AGENT | RECORDING | M, agent: CUSTOMER | RECORDING | M, monitors: [0] },
  },
  {
    rule: "M1",
    when: "a whisper is private to its target",
    state: call({ monitors: [monitor("semi_active"), monitor("semi_active", "customer")] }),
    hears: { customer: AGENT | RECORDING | M | N, agent: CUSTOMER | RECORDING | M | N, monitors: [AGENT, CUSTOMER] },
  },
  {
    rule: "M1",
    when: "an active monitor is public: parties, other monitors and the recording hear it, itself never",
    state: call({ monitors: [monitor("active"), monitor("passive")] }),
    hears: {
      customer: AGENT | RECORDING | M | N,
      agent: CUSTOMER | RECORDING | M | N,
      monitors: [BOTH | RECORDING | N, 0],
    },
  },
  {
    rule: "M1",
    when: "a notice is public: parties, monitors and the recording hear it",
    state: call({ monitors: [monitor("passive"), monitor("semi_active", "agent", true)], notice: 3 }),
    hears: {
      customer: AGENT | RECORDING | M,
      agent: CUSTOMER | RECORDING | M,
      monitors: [0, 0],
      notice: BOTH | RECORDING | M,
    },
  },
  {
    rule: "M4",
    when: "an agent hears the echo, and nobody else does; no monitor speaks to it",
    state: call({
      customer: echo,
      monitors: [monitor("passive"), monitor("semi_active"), monitor("active")],
      notice: 1,
    }),
    hears: {
      customer: AGENT,
      agent: CUSTOMER | RECORDING | M | N | monitorBit(2),
      monitors: [0, AGENT, AGENT | RECORDING | M | N],
      notice: AGENT | RECORDING | M | N | monitorBit(2),
    },
  },
  {
    rule: "M3",
    when: "the echo waits like anybody",
    state: call({ customer: echo, waits: { customer: true, agent: false }, monitors: [monitor("active")] }),
    hears: { customer: 0, agent: 0, monitors: [AGENT], musicTo: CUSTOMER },
  },
  {
    rule: "M3",
    when: "nobody is given notice while the customer waits, though the agent is open",
    state: call({ waits: { customer: true, agent: false }, notice: 1 }),
    hears: { customer: 0, agent: 0, monitors: [], musicTo: CUSTOMER, notice: 0 },
  },
  {
    rule: "M3",
    when: "held by REST: the customer hears music, the agent stays open for a whisper",
    state: call({ waits: { customer: true, agent: false }, monitors: [monitor("semi_active"), monitor("active")] }),
    hears: { customer: 0, agent: 0, monitors: [AGENT, AGENT], musicTo: CUSTOMER },
  },
  {
    rule: "M3",
    when: "the agent is being transferred: it hears music, the customer stays open, nothing is public",
    state: call({ waits: { customer: false, agent: true }, monitors: [monitor("semi_active"), monitor("active")] }),
    hears: { customer: 0, agent: 0, monitors: [0, CUSTOMER], musicTo: AGENT },
  },
  {
    rule: "M3",
    when: "the agent has left the customer waiting for another: only the music is heard",
    state: call({ waits: { customer: true, agent: false }, agent: unanswered, monitors: [monitor("active")] }),
    hears: { customer: 0, agent: 0, monitors: [0], musicTo: CUSTOMER },
  },
  {
    rule: "M3",
    when: "the agent's phone holds: the customer hears music, nobody is reached",
    state: call({ agent: held, monitors: [monitor("active")] }),
    hears: { customer: 0, agent: 0, monitors: [0], musicTo: CUSTOMER },
  },
  {
    rule: "M3",
    when: "the customer's phone holds: the agent hears music, nobody is reached",
    state: call({ customer: held, monitors: [monitor("semi_active")] }),
    hears: { customer: 0, agent: 0, monitors: [0], musicTo: AGENT },
  },
  {
    rule: "M3",
    when: "both phones hold: nobody is sent anything",
    state: call({ customer: held, agent: held, monitors: [monitor("active")] }),
    hears: { customer: 0, agent: 0, monitors: [0] },
  },
  {
    rule: "M5",
    when: "a monitor whose phone holds hears and says nothing",
    state: call({ monitors: [monitor("active", "agent", true), monitor("passive")] }),
    hears: { customer: AGENT | RECORDING | N, agent: CUSTOMER | RECORDING | N, monitors: [0, 0] },
  },
  {
    rule: "matrix",
    when: "before the answer only the called side's early media flows, unrecorded",
    state: call({ agent: unanswered, earlyMediaFrom: "agent" }),
    hears: { customer: 0, agent: CUSTOMER, monitors: [] },
  },
];

for (const { rule, when, state, hears } of table) {
  t.test(`${rule} ${when}`, async (t) => {
    const matrix = audibility(state);
    t.match(matrix, {
      customer: hears.customer,
      agent: hears.agent,
      musicTo: hears.musicTo ?? 0,
      notice: hears.notice ?? 0,
    });
    t.strictSame(matrix.monitors, hears.monitors);
  });
}

const party = fc.record({ answered: fc.boolean(), receives: fc.boolean(), holds: fc.boolean() });
const side = fc.constantFrom<Side>("customer", "agent");
const states: fc.Arbitrary<CallAudioState> = fc.record({
  customer: party,
  agent: party,
  waits: fc.record({ customer: fc.boolean(), agent: fc.boolean() }),
  earlyMediaFrom: fc.constant(undefined),
  monitors: fc.array(
    fc.record({
      leg: fc.nat(),
      mode: fc.constantFrom<MonitorMode>("passive", "semi_active", "active"),
      target: side,
      holds: fc.boolean(),
    }),
    { maxLength: 5 },
  ),
  notice: fc.nat({ max: 2 }),
});

t.test("properties of every matrix", async () => {
  fc.assert(
    fc.property(states, (state) => {
      const matrix = audibility(state);
      const speakers = [
        { mask: matrix.customer, self: CUSTOMER, others: AGENT },
        { mask: matrix.agent, self: AGENT, others: CUSTOMER },
        ...matrix.monitors.map((mask, i) => ({ mask, self: monitorBit(i), others: BOTH })),
        { mask: matrix.notice, self: 0, others: BOTH },
      ];
      for (const { mask, self, others } of speakers) {
        // M4: no listener ever hears itself.
        if ((mask & self) !== 0) return false;
        // M1: recorded exactly when it is public; heard by a monitor only then.
        const isPublic = matrix.talking && (mask & others) === others;
        const recorded = (mask & RECORDING) !== 0;
        if (recorded && !isPublic) return false;
        const monitorsReached = mask & ~(CUSTOMER | AGENT | RECORDING);
        if (monitorsReached !== 0 && !recorded) return false;
      }
      // M5
      state.monitors.forEach((monitor, i) => {
        if (!monitor.holds) return;
        if (matrix.monitors[i] !== 0) throw new Error("a monitor on hold speaks");
        if (speakers.some(({ mask }) => (mask & monitorBit(i)) !== 0)) throw new Error("a monitor on hold hears");
      });
      // M3: who hears music is sent nothing else.
      return (speakers.reduce((all, { mask }) => all | mask, 0) & matrix.musicTo) === 0;
    }),
    { seed: 1, numRuns: 2000 },
  );
});
