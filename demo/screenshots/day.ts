/** A day of the demo's call centre for its pictures: colleagues, calls that are over, calls that go on. */
import type { PhoneCall } from "../../lab/phone/call.ts";
import { answers, type Manner, refuses, rings } from "../../lab/phone/manners.ts";
import type { TestPhone } from "../../lab/phone/phone.ts";
import type { TestTrunk } from "../../lab/phone/trunk.ts";
import { ensure, phoneOf } from "../../lab/ponto/account.ts";
import type { Api } from "../../lab/ponto/api.ts";
import type { Signal } from "../../lab/sound/signals.ts";
import type { Agent, PhoneNumber, Trunk } from "../../src/accounts/directory/shapes.ts";
import type { CallView } from "../../src/calls/live/views.ts";
import type { Sample } from "../sampleAccount.ts";

export interface Day {
  close(): Promise<void>;
}

export interface Voices {
  readonly customer: Signal;
  readonly agent: Signal;
}

/** Leads to whoever has been free for longest. */
const LINE = "+551130004001";

type Duty = "takes calls" | "lets it ring" | "refuses" | "do not disturb" | "not there";

const duties: Readonly<Record<string, Duty>> = {
  "Elisa Moraes": "takes calls",
  "Fábio Teixeira": "takes calls",
  "Gabriela Prado": "takes calls",
  "Heitor Nunes": "takes calls",
  "Isabel Campos": "takes calls",
  "João Vidal": "lets it ring",
  "Karina Lopes": "refuses",
  "Lucas Andrade": "do not disturb",
  "Marina Duarte": "do not disturb",
  "Nelson Farias": "not there",
  "Olívia Reis": "not there",
  "Paulo Saraiva": "takes calls",
};

const manners: Readonly<Record<Duty, Manner | undefined>> = {
  "takes calls": answers,
  "lets it ring": rings,
  refuses: refuses(486),
  "do not disturb": rings,
  "not there": undefined,
};

const customers: readonly (readonly [number: string, name: string])[] = [
  ["21987650011", "Roberto Sá"],
  ["11976543322", "Sônia Brandão"],
  ["31965438877", "Padaria Aurora"],
  ["11954321199", "Vera Lins"],
  ["41943217766", "Oficina do Zé"],
];

interface Colleague {
  readonly agent: Agent;
  readonly duty: Duty;
  readonly phone: TestPhone | undefined;
}

export async function openDay(admin: Api, trunk: TestTrunk, sample: Sample, voices: Voices): Promise<Day> {
  const colleagues: Colleague[] = [];
  for (const [i, [name, duty]] of Object.entries(duties).entries()) {
    const agent = await admin.post<Agent>("/v1/agents", {
      name,
      email: `agent${i}@example.com`,
      extension: `${1005 + i}`,
    });
    const manner = manners[duty];
    const phone = manner && (await phoneOf(admin, agent, trunk.server, { manner, voice: voices.agent }));
    if (duty === "do not disturb") await admin.patch(`/v1/agents/${agent.id}/voip`, { doNotDisturb: true });
    colleagues.push({ agent, duty, phone });
  }
  await furnish(admin, sample, colleagues);
  await morning(admin, trunk, colleagues);
  await now(trunk, colleagues);
  return { close: async () => void (await Promise.all(colleagues.map(({ phone }) => phone?.goodbye()))) };
}

const idsOf = (colleagues: readonly Colleague[]): readonly string[] => colleagues.map(({ agent }) => agent.id);

const onDuty = (colleagues: readonly Colleague[], duty: Duty): readonly Colleague[] =>
  colleagues.filter((one) => one.duty === duty);

/** What an administrator would have set up by now. */
async function furnish(admin: Api, sample: Sample, colleagues: readonly Colleague[]): Promise<void> {
  const group = (name: string, strategy: string, agentIds: readonly string[]) =>
    ensure<{ id: string; name: string }, "name">(admin, "/v1/groups", "name", {
      name,
      ...{ strategy, agentIds, ringSeconds: 20 },
    });
  const support = await group("Atendimento", "longest_idle", idsOf(onDuty(colleagues, "takes calls")));
  await group("Financeiro", "all", [...idsOf(colleagues.slice(5, 9)), sample.seats.Davi.agent.id]);
  const carrier = (await admin.list<Trunk>("/v1/trunks")).find(({ name }) => name === "Operadora")!;
  await ensure<PhoneNumber, "number">(admin, "/v1/numbers", "number", {
    number: LINE,
    trunkId: carrier.id,
    destination: { type: "group", id: support.id },
  });
  const spare = await admin.post<Trunk>("/v1/trunks", {
    name: "Operadora reserva",
    host: "127.0.0.1",
    port: 9,
    transport: "tcp",
    auth: "register",
    register: true,
    username: "ponto",
    password: "not-a-secret",
  });
  await admin.post("/v1/routes", { prefix: "0", strip: 1, trunkIds: [carrier.id, spare.id], callerId: LINE });
  await admin.post("/v1/routes", { prefix: "", trunkIds: [carrier.id] });
  await admin.post("/v1/api-keys", { name: "Relatórios do BI", scopes: ["reports:read", "recordings:read"] });
  await admin.post("/v1/users", {
    name: "Teresa Gouveia",
    email: "teresa@example.com",
    password: "uma senha de exemplo",
    profiles: { analytics: true },
    screens: { agentsDashboard: true },
    monitoring: { passive: true, groupIds: [support.id] },
  });
}

/** Calls that are over: answered ones, one to somebody busy, one whose caller gave up. */
async function morning(admin: Api, trunk: TestTrunk, colleagues: readonly Colleague[]): Promise<void> {
  for (const ms of [2000, 6000, 4000]) await Promise.all(customers.slice(0, 4).map(talk(admin, trunk, ms)));
  const [caller] = onDuty(colleagues, "takes calls");
  const [busy] = onDuty(colleagues, "refuses");
  const [slow] = onDuty(colleagues, "lets it ring");
  await (await caller!.phone!.dial(busy!.agent.extension)).ended();
  const unanswered = await caller!.phone!.dial(slow!.agent.extension);
  await unanswered.ringing();
  await unanswered.cancel();
}

/** A call of a length; every other one has a hold in it. */
const talk =
  (admin: Api, trunk: TestTrunk, ms: number) =>
  async ([number, name]: readonly [string, string], i: number): Promise<void> => {
    const call = await trunk.call(LINE, number, name);
    await call.answered();
    await call.audio.pass(ms + 400 * i);
    if (i % 2 === 0) await hold(admin, number, call);
    await call.bye();
  };

async function hold(admin: Api, number: string, call: PhoneCall): Promise<void> {
  const calls = await admin.list<CallView>("/v1/calls");
  const ours = calls.find(({ customer }) => customer.number?.endsWith(number))!;
  await admin.post(`/v1/calls/${ours.id}/hold`);
  await call.audio.pass(1000);
  await admin.post(`/v1/calls/${ours.id}/resume`);
  await call.audio.pass(1500);
}

/** Calls that go on: three talk, one of them waits, one rings. */
async function now(trunk: TestTrunk, colleagues: readonly Colleague[]): Promise<void> {
  const calls: PhoneCall[] = [];
  for (const [number, name] of customers.slice(0, 3)) {
    const call = await trunk.call(LINE, number, name);
    calls.push(await call.answered());
  }
  const taken = colleagues.flatMap(({ phone }) => phone?.calls ?? []).filter(({ state }) => state === "connected");
  await taken[0]!.hold();
  const [slow] = onDuty(colleagues, "lets it ring");
  const free = onDuty(colleagues, "takes calls").find(
    ({ phone }) => !phone!.calls.some(({ state }) => state === "connected"),
  );
  await (await free!.phone!.dial(slow!.agent.extension)).ringing();
}
