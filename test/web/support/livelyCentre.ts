/** A call centre in the middle of its day: something on every screen, and people and callers with names that pages have trouble with. */
import type { Test } from "tap";
import { refuses } from "../../../lab/phone/manners.ts";
import { adminEmail } from "../../../lab/ponto/server.ts";
import { tone } from "../../../lab/sound/signals.ts";
import type { Agent } from "../../../src/accounts/directory/shapes.ts";
import { type Centre, centre, type LiveCall, NUMBER } from "../../support/centre.ts";

/** What people and SIP say of themselves, and no page may take for anything but text. */
export const strangeNames = {
  html: "<img src=x onerror=document.title='broken'>",
  long: "Maximiliana ".repeat(16).trim(),
  rightToLeft: "مريم ‮العتيبي 🎧📞",
} as const;

export interface LivelyCentre {
  readonly centre: Centre;
  /** Of the account's only call that is going on: a customer with markup for a name, and Ana. */
  readonly call: LiveCall;
}

export async function livelyCentre(test: Test): Promise<LivelyCentre> {
  const place = await centre(test, { agent: { voice: tone(1000) } });
  await furnish(place);
  await talkAndHangUp(place);
  await busyColleague(place);
  const customer = await place.trunk.call(NUMBER, "11977776666", strangeNames.html);
  const [, agent] = await Promise.all([customer.answered(), place.ana.phone.incoming()]);
  const [view] = await place.calls();
  const call = { id: view!.id, customer, agent };
  await place.monitor(call, "passive");
  return { centre: place, call };
}

/** One of everything that administrators look after. */
async function furnish(place: Centre): Promise<void> {
  const { admin } = place;
  const made = (path: string, body: unknown) => admin.post<{ id: string }>(path, body);
  const [own, ...strange] = await Promise.all([
    admin.post<Agent>("/v1/agents", { name: "Administração", email: adminEmail, extension: "1000" }),
    ...Object.values(strangeNames).map((name, i) =>
      admin.post<Agent>("/v1/agents", { name, email: `strange${i}@example.com`, extension: `110${i}` }),
    ),
  ]);
  const quiet = await place.seat("Davi", "1004");
  await admin.patch(`/v1/agents/${quiet.agent.id}/voip`, { doNotDisturb: true });
  const agentIds = [place.ana.agent.id, own.id, ...strange.map(({ id }) => id)];
  await made("/v1/groups", { name: "Atendimento", strategy: "longest_idle", agentIds, ringSeconds: 20 });
  await made("/v1/groups", { name: strangeNames.html, strategy: "all", agentIds: [] });
  const broken = await made("/v1/trunks", {
    name: "Reserva",
    host: "127.0.0.1",
    port: 9,
    transport: "tcp",
    auth: "register",
    register: true,
    username: "ponto",
    password: "segredo-do-tronco",
  });
  const trunkIds = [...(await admin.list<{ id: string }>("/v1/trunks")).map(({ id }) => id)].sort((id) =>
    id === broken.id ? 1 : -1,
  );
  await made("/v1/routes", { prefix: "0", strip: 1, prepend: "+55", trunkIds });
  await made("/v1/api-keys", { name: "Painel da parede", scopes: ["agents:read"] });
}

/** A call with a hold in it, answered and over: a row, a recording. */
async function talkAndHangUp(place: Centre): Promise<void> {
  const call = await place.call();
  await place.admin.post(`/v1/calls/${call.id}/hold`);
  await call.customer.audio.pass(400);
  await place.admin.post(`/v1/calls/${call.id}/resume`);
  await call.customer.audio.pass(400);
  await call.customer.bye();
  await call.agent.ended();
  await place.recording(call.id);
}

/** A call that nobody took. */
async function busyColleague(place: Centre): Promise<void> {
  const bruno = await place.seat("Bruno", "1002", { manner: refuses(486) });
  const call = await place.ana.phone.dial(bruno.agent.extension);
  await call.ended();
}
