/** Calls that stand still, and a note of what was asked of them. */
import type { Lookup } from "../../../src/calls/hunts/lookup.ts";
import type { CallCentre, LiveEvent, Viewer } from "../../../src/calls/live/callCentre.ts";
import type { AgentLiveView, CallView, MonitoringView } from "../../../src/calls/live/views.ts";
import { type Problem, type ProblemCode, problem } from "../../../src/kernel/problem.ts";
import { err, ok, type Result } from "../../../src/kernel/result.ts";
import type { MonitorMode } from "../../../src/mixer/audibility.ts";

export const callView = (id: string, given: Partial<CallView> = {}): CallView => ({
  id,
  direction: "inbound",
  state: "answered",
  customer: { number: "+5511999990000", name: null },
  agent: { id: "agent_ana", name: "ana", extension: "1001" },
  startedAt: "2026-01-01T10:00:00.000Z",
  answeredAt: "2026-01-01T10:00:05.000Z",
  recording: "on",
  mos: null,
  ...given,
});

export const monitoringView = (id: string, given: Partial<MonitoringView> = {}): MonitoringView => ({
  id,
  state: "connected",
  mode: "passive",
  follow: "call",
  purpose: null,
  callId: "call_1",
  agentId: "agent_ana",
  userId: "user_clara",
  createdAt: "2026-01-01T10:00:10.000Z",
  connectedAt: null,
  endedAt: null,
  effectiveAt: null,
  reason: null,
  sipStatus: null,
  ...given,
});

export class FakeCalls implements CallCentre {
  live = [
    callView("call_1"),
    callView("call_2", {
      direction: "internal",
      customer: { number: "1003", name: "clara" },
      agent: { id: "agent_bruno", name: "bruno", extension: "1002" },
      startedAt: "2026-01-01T10:00:02.000Z",
    }),
  ];
  running = [monitoringView("monitoring_1")];
  /** What every action is answered with, when set. */
  refusal: ProblemCode | undefined;
  /** What was asked, in order: `hold call_1`. */
  readonly asked: string[] = [];
  readonly #listeners = new Set<(event: LiveEvent) => void>();

  calls = () => this.live;
  call = (_viewer: Viewer, id: string) => this.live.find((call) => call.id === id);

  agentsLive(): AgentLiveView[] {
    const since = "2026-01-01T09:00:00.000Z";
    const email = "ana@example.com";
    const ana = {
      id: "agent_ana",
      name: "ana",
      email,
      extension: "1001",
      status: "in_call",
      since,
      groups: [],
    } as const;
    return [
      { ...ana, call: this.live[0]! },
      { ...ana, id: "agent_bruno", extension: "1002", status: "offline" },
    ];
  }

  lookUp = (number: string): Lookup => ({
    number,
    e164: null,
    extension: null,
    route: null,
    trunks: [],
    reason: "no_route",
  });

  phone = () => ({ registered: true, refusal: "monitor_busy" }) as const;

  dial = (_viewer: Viewer, agentId: string, to: string) =>
    this.#act(`dial ${agentId} ${to}`, callView("call_3", { direction: "outbound", state: "ringing" }));
  hangUp = (_viewer: Viewer, id: string) => this.#act(`hangUp ${id}`, undefined);
  hold = (viewer: Viewer, id: string) => this.#act(`hold ${id}`, this.call(viewer, id)!);
  resume = (viewer: Viewer, id: string) => this.#act(`resume ${id}`, this.call(viewer, id)!);
  transfer = (viewer: Viewer, id: string, { to, type }: { to: string; type: "blind" | "attended" }) =>
    this.#act(`transfer ${id} ${to} ${type}`, this.call(viewer, id)!);
  decideTransfer = (viewer: Viewer, id: string, decision: "complete" | "cancel") =>
    this.#act(`${decision} ${id}`, this.call(viewer, id)!);
  pauseRecording = (viewer: Viewer, id: string, paused: boolean) =>
    this.#act(`pauseRecording ${id} ${paused}`, this.call(viewer, id)!);

  async monitor({ user }: Viewer, ask: { callId?: string; agentId?: string; mode: MonitorMode }) {
    if (!user.screens.agentsDashboard && user.role !== "administrator") return err(problem("screen_not_permitted"));
    const again = this.running.some(({ callId, userId }) => callId === ask.callId && userId === user.id);
    const monitoring = monitoringView(again ? "monitoring_1" : "monitoring_2", {
      mode: ask.mode,
      userId: user.id,
      state: again ? "connected" : "dialing",
    });
    return this.#act(`monitor ${ask.callId ?? ask.agentId} ${ask.mode}`, { created: !again, monitoring });
  }

  seesMonitoringsOf = ({ user }: Viewer, agentIds: readonly string[]) => {
    this.asked.push(`seesMonitoringsOf ${agentIds.join()}`);
    return user.role === "administrator";
  };
  monitorings = ({ user }: Viewer) => this.running.filter(({ userId }) => this.#sees(user, userId));
  monitoring = ({ user }: Viewer, id: string) =>
    this.running.find((monitoring) => monitoring.id === id && this.#sees(user, monitoring.userId));

  async changeMode(viewer: Viewer, id: string, mode: MonitorMode) {
    const monitoring = this.monitoring(viewer, id);
    if (monitoring === undefined) return err(problem("not_found"));
    return this.#act(`changeMode ${id} ${mode}`, { ...monitoring, mode, effectiveAt: "2026-01-01T10:00:20.000Z" });
  }

  release(viewer: Viewer, id: string): Result<MonitoringView, Problem> {
    const monitoring = this.monitoring(viewer, id);
    if (monitoring === undefined) return err(problem("not_found"));
    return this.#act(`release ${id}`, { ...monitoring, state: "ended", reason: "released" });
  }

  subscribe(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  emit(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #sees = (user: Viewer["user"], owner: string): boolean => user.role === "administrator" || user.id === owner;

  #act<T>(asked: string, answer: T): Result<T, Problem> {
    this.asked.push(asked);
    return this.refusal === undefined ? ok(answer) : err(problem(this.refusal));
  }
}
