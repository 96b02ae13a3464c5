/** The machine of one transfer: every phase against every input. */
import fc from "fast-check";
import t from "tap";
import {
  Transfer,
  type TransferEvent,
  type TransferInput,
  type TransferPhase,
} from "../../../src/calls/transfers/transfer.ts";

const progress: TransferEvent = { now: "progress", status: 180, reason: "Ringing" };
const answered: TransferEvent = { now: "answered" };
const failed: TransferEvent = { now: "failed", status: 486, reason: "Busy Here" };
const left: TransferEvent = { now: "left" };
const over: TransferEvent = { now: "over", status: 603, reason: "Decline" };
const home = (event: TransferEvent): TransferInput => ({ in: "home", event });
const consultation = (event: TransferEvent): TransferInput => ({ in: "consultation", event });
const complete: TransferInput = { in: "complete" };
const cancel: TransferInput = { in: "cancel" };

/** The steps in short: `report` with its status. */
const taken = (transfer: Transfer, inputs: readonly TransferInput[]): string =>
  inputs
    .flatMap((input) => transfer.handle(input))
    .map((step) => (step.step === "report" ? `report ${step.status}` : step.step))
    .join(", ");

type Row = readonly [
  first: "ringing" | "consulting" | "awaiting",
  inputs: TransferInput[],
  steps: string,
  TransferPhase,
];

const rows: readonly Row[] = [
  ["ringing", [home(progress)], "report 180", "ringing"],
  ["ringing", [home(answered)], "report 200, announce, conclude", "over"],
  ["ringing", [home(failed)], "report 486, resume, conclude", "over"],
  ["ringing", [home(left), home(answered)], "report 200, announce, conclude", "over"],
  ["ringing", [home(left), home(failed)], "report 486, recall", "recalling"],
  ["ringing", [home(left), home(failed), home(answered)], "report 486, recall, conclude", "over"],
  ["ringing", [home(left), home(failed), home(failed)], "report 486, recall, endHome, conclude", "over"],
  ["ringing", [home(left), home(failed), home(over)], "report 486, recall, conclude", "over"],
  ["ringing", [home(over)], "report 487, conclude", "over"],
  ["ringing", [cancel], "report 487, resume, conclude", "over"],
  ["ringing", [complete], "", "ringing"],
  ["consulting", [consultation(progress)], "", "consulting"],
  ["consulting", [consultation(answered)], "", "consulting"],
  ["consulting", [consultation(answered), complete], "merge, announce, conclude", "over"],
  ["consulting", [consultation(answered), consultation(left)], "merge, announce, conclude", "over"],
  ["consulting", [consultation(over)], "conclude", "over"],
  ["consulting", [cancel], "endConsultation", "consulting"],
  ["consulting", [cancel, consultation(over)], "endConsultation, conclude", "over"],
  ["consulting", [home(over)], "freeConsultation, conclude", "over"],
  ["consulting", [complete], "leaveConsultation", "awaiting"],
  [
    "consulting",
    [complete, consultation(answered)],
    "leaveConsultation, report 200, merge, announce, conclude",
    "over",
  ],
  ["consulting", [consultation(left), consultation(over)], "report 603, recall", "recalling"],
  ["awaiting", [consultation(progress)], "report 180", "awaiting"],
  ["awaiting", [consultation(answered)], "report 200, merge, announce, conclude", "over"],
  ["awaiting", [consultation(left), consultation(answered)], "report 200, merge, announce, conclude", "over"],
  ["awaiting", [consultation(over)], "report 603, resume, conclude", "over"],
  ["awaiting", [home(left), consultation(over)], "report 603, recall", "recalling"],
  ["awaiting", [home(over)], "report 487, conclude, endConsultation", "over"],
  ["awaiting", [cancel], "report 487, resume, conclude, endConsultation", "over"],
  ["awaiting", [home(left), cancel], "report 487, recall, endConsultation", "recalling"],
];

for (const [first, inputs, steps, phase] of rows) {
  const when = inputs.map((input) => ("event" in input ? `${input.in} ${input.event.now}` : input.in)).join(", ");
  t.test(`${first}: ${when} → ${steps || "nothing"}`, async (t) => {
    const transfer = new Transfer(first);
    t.equal(taken(transfer, inputs), steps);
    t.equal(transfer.phase, phase);
  });
}

t.test("whatever comes, in whatever order: it concludes once at most, and is silent afterwards", async () => {
  const events = [progress, answered, failed, left, over];
  const input = fc.constantFrom<TransferInput>(...events.map(home), ...events.map(consultation), complete, cancel);
  const first = fc.constantFrom("ringing" as const, "consulting" as const, "awaiting" as const);
  fc.assert(
    fc.property(first, fc.array(input, { maxLength: 12 }), (phase, inputs) => {
      const transfer = new Transfer(phase);
      const steps = inputs.map((one) => transfer.handle(one).map(({ step }) => step));
      const end = steps.findIndex((some) => some.includes("conclude"));
      return end < 0 || steps.slice(end + 1).every((some) => some.length === 0);
    }),
  );
});
