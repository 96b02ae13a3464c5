/** Calls that come and go, some monitored, some transferred, as on a working day; for hours if need be. */
import { setTimeout as delay } from "node:timers/promises";
import type { Api } from "../../lab/ponto/api.ts";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import type { CallFloor, Talk } from "./callFloor.ts";
import type { CalledSeat, SupervisorSeat } from "./directory.ts";

export interface ComingAndGoing {
  /** How many calls there are at a time. */
  readonly talks: number;
  readonly seconds: number;
  readonly seed: number;
}

/** What has been done. */
export interface Wave {
  readonly calls: number;
  readonly monitorings: number;
  readonly transfers: number;
  /** What did not succeed, by what it said. */
  readonly failures: Readonly<Record<string, number>>;
}

/** How long a part of a call lasts, ms. */
const SHORTEST = 1500;
const LONGEST = 6000;
const MODES: readonly MonitorMode[] = ["passive", "semi_active", "active"];
/** One in so many calls. */
const MONITORED = 2;
const TRANSFERRED = 4;
const HUNG_UP_BY_MONITOR = 3;

export async function comingAndGoing(floor: CallFloor, admin: Api, plan: ComingAndGoing): Promise<Wave> {
  const { talks, seconds, seed } = plan;
  // Each call has an agent, and another one to be transferred to.
  const seats = await floor.directory.called(2 * talks);
  const supervisors = await floor.directory.supervisors(talks);
  const end = performance.now() + seconds * 1000;
  const day = new Day(floor, admin, seed, end);
  await Promise.all(Array.from({ length: talks }, (_, i) => day.work(seats[i]!, seats[talks + i]!, supervisors[i]!)));
  return day;
}

class Day implements Wave {
  calls = 0;
  monitorings = 0;
  transfers = 0;
  readonly failures: Record<string, number> = {};
  readonly #floor: CallFloor;
  readonly #admin: Api;
  readonly #chance: ReturnType<typeof seededEntropy>;
  readonly #end: number;

  constructor(floor: CallFloor, admin: Api, seed: number, end: number) {
    this.#floor = floor;
    this.#admin = admin;
    this.#chance = seededEntropy(seed);
    this.#end = end;
  }

  /** One call after the other at the same desk. */
  async work(seat: CalledSeat, other: CalledSeat, supervisor: SupervisorSeat): Promise<void> {
    while (performance.now() < this.#end) {
      try {
        await this.#call(seat, other, supervisor);
      } catch (error) {
        const { message } = error as Error;
        this.failures[message] = (this.failures[message] ?? 0) + 1;
        // What is wrong once is wrong again at once.
        await delay(SHORTEST);
      }
    }
  }

  async #call(seat: CalledSeat, other: CalledSeat, supervisor: SupervisorSeat): Promise<void> {
    const talk = await this.#floor.call(seat, { customer: "PCMA", agent: this.#oneIn(2) ? "PCMA" : "opus" });
    this.calls++;
    try {
      await this.#while();
      if (this.#oneIn(MONITORED)) await this.#monitor(talk, supervisor);
      await this.#while();
      if (this.#oneIn(TRANSFERRED)) await this.#transfer(talk, other);
      await this.#while();
    } finally {
      await talk.hangUp();
    }
  }

  async #monitor(talk: Talk, supervisor: SupervisorSeat): Promise<void> {
    const { id } = await this.#floor.monitor(talk, supervisor, this.#any(MODES));
    this.monitorings++;
    await this.#while();
    await supervisor.api.patch(`/v1/monitorings/${id}`, { mode: this.#any(MODES) });
    if (!this.#oneIn(HUNG_UP_BY_MONITOR)) return;
    await this.#while();
    await supervisor.api.delete(`/v1/monitorings/${id}`);
  }

  async #transfer(talk: Talk, other: CalledSeat): Promise<void> {
    const calls = await this.#admin.list<{ id: string; agent: { id: string } | null }>("/v1/calls");
    const call = calls.find(({ agent }) => agent?.id === talk.seat.agent.id);
    if (call === undefined) throw new Error("a call under way is not listed");
    await this.#floor.transfer(this.#admin, talk, call.id, other);
    this.transfers++;
  }

  #while(): Promise<void> {
    return delay(SHORTEST + (this.#chance.uint32() % (LONGEST - SHORTEST)));
  }

  #oneIn(count: number): boolean {
    return this.#chance.uint32() % count === 0;
  }

  #any<T>(choices: readonly T[]): T {
    return choices[this.#chance.uint32() % choices.length]!;
  }
}
