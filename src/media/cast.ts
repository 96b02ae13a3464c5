/** All who sound in a call. */
import { Bus } from "../mixer/bus.ts";
import type { HoldMusic } from "../mixer/holdMusic.ts";
import type { Notice } from "../mixer/notice.ts";
import type { Speaker } from "../mixer/speaker.ts";
import type { Voice } from "../mixer/voice.ts";
import type { RecordedCall } from "../recording/recorder.ts";
import type { LegRole } from "./commands.ts";
import type { PartyLeg } from "./legs/partyLeg.ts";

/** How long a speaker who left is still played out and recorded: longer than the recorder stays behind. 600 ms at 8 kHz. */
const FAREWELL = 4800;

interface Leaver {
  readonly speaker: Speaker;
  readonly until: number;
}

/** The speakers of a call, each introduced to everything that plays speakers out: the bus, the overlays, the recorder. */
export class Cast implements RecordedCall {
  readonly bus: Bus;
  readonly customerVoices: Speaker[] = [];
  readonly agentVoices: Speaker[] = [];
  readonly monitorVoices: Voice[] = [];
  readonly musicVoices: readonly Voice[];
  readonly #notice: Notice | undefined;
  readonly #parties: PartyLeg[] = [];
  readonly #monitors: Speaker[] = [];
  #leavers: Leaver[] = [];

  constructor(music: HoldMusic, notice: Notice | undefined) {
    this.musicVoices = [music];
    this.#notice = notice;
    this.bus = new Bus(notice === undefined ? [music] : [music, notice]);
    // A notice is public as an active monitor is, and recorded where that is.
    if (notice !== undefined) this.monitorVoices.push(notice);
  }

  addParty(party: PartyLeg): void {
    this.#parties.push(party);
    for (const monitor of this.#monitors) party.overlay.addMonitor(monitor);
    if (this.#notice !== undefined) party.overlay.setNotice(this.#notice);
    this.#voicesOf(party.side).push(party.speaker);
    this.bus.add(party.speaker);
  }

  addMonitor(speaker: Speaker): void {
    this.monitorVoices.push(speaker);
    this.#monitors.push(speaker);
    for (const party of this.#parties) party.overlay.addMonitor(speaker);
    this.bus.add(speaker);
  }

  /** A party's stream goes on at another rate: who spoke so far leaves. */
  replaceParty(party: PartyLeg, before: Speaker, position: number): void {
    this.#voicesOf(party.side).push(party.speaker);
    this.bus.add(party.speaker);
    this.#farewell(before, position);
  }

  /** The same for a monitor's. */
  replaceMonitor(speaker: Speaker, before: Speaker, position: number): void {
    this.addMonitor(speaker);
    this.#farewell(before, position);
  }

  /** A leg is gone; what its speaker said before `position` of the call is played to the end. */
  leave(speaker: Speaker, position: number): void {
    const party = this.#parties.findIndex((leg) => leg.speaker === speaker);
    if (party >= 0) this.#parties.splice(party, 1);
    this.#farewell(speaker, position);
  }

  #farewell(speaker: Speaker, position: number): void {
    if (speaker.track.end === 0) this.#forget(speaker);
    else this.#leavers.push({ speaker, until: position + FAREWELL });
  }

  /** Forgets who left long enough before `position`. */
  step(position: number): void {
    if (this.#leavers.length === 0) return;
    for (const { speaker, until } of this.#leavers) if (until <= position) this.#forget(speaker);
    this.#leavers = this.#leavers.filter(({ until }) => until > position);
  }

  #forget(speaker: Speaker): void {
    this.bus.remove(speaker);
    for (const party of this.#parties) party.overlay.removeMonitor(speaker);
    for (const list of [this.customerVoices, this.agentVoices, this.#monitors]) remove(list, speaker);
    remove(this.monitorVoices, speaker);
  }

  #voicesOf(role: Exclude<LegRole, "monitor">): Speaker[] {
    return role === "customer" ? this.customerVoices : this.agentVoices;
  }
}

function remove<T>(list: T[], speaker: T): void {
  const at = list.indexOf(speaker);
  if (at >= 0) list.splice(at, 1);
}
