/**
 * Who hears whom: the one place that decides it. The rules and the words are those of the monitoring contract
 * (rules M1–M5); overlay, bus and recorder only obey the masks made here.
 */

export type Side = "customer" | "agent";
export type MonitorMode = "passive" | "semi_active" | "active";

export interface PartyState {
  /** The party's leg has answered. */
  readonly answered: boolean;
  /** The last offer or answer of the party lets us send to it. */
  readonly receives: boolean;
  /** The party's own phone holds the other party (its SDP says sendonly, inactive, or a null address). */
  readonly holds: boolean;
  /**
   * Nobody: it says to the other party what that one says. What it says is that party's alone, and no monitor speaks to it, or all would be
   * heard twice.
   */
  readonly echo?: boolean;
}

export interface MonitorState {
  readonly leg: number;
  readonly mode: MonitorMode;
  readonly target: Side;
  /** The monitor's own phone holds the call (M5). */
  readonly holds: boolean;
}

export interface CallAudioState {
  readonly customer: PartyState;
  readonly agent: PartyState;
  /**
   * Who waits, by our doing and not by a phone's: it hears hold music, the other party stays open (M3). After a hold by REST
   * the customer waits; while a transfer is on its way the party that is being transferred does.
   */
  readonly waits: { readonly customer: boolean; readonly agent: boolean };
  /** The called side sends early media to the caller, or nobody does. */
  readonly earlyMediaFrom: Side | undefined;
  readonly monitors: readonly MonitorState[];
  /** The parties are given notice that they may be heard: another number than before begins it anew. 0: they are not. */
  readonly notice: number;
}

/** A listener's bit in a speaker's mask. Monitors follow from bit 3 in the order of `CallAudioState.monitors`. */
export const CUSTOMER = 1;
export const AGENT = 2;
export const RECORDING = 4;
/** Both parties. */
const BOTH = CUSTOMER | AGENT;
export const monitorBit = (index: number): number => 8 << index;
/** How many monitors fit in a mask. */
export const MAX_MONITORS = 27;

/** For each speaker, the set of its listeners. */
export interface Audibility {
  readonly customer: number;
  readonly agent: number;
  /** In the order of `CallAudioState.monitors`. */
  readonly monitors: readonly number[];
  readonly notice: number;
  /** Parties that are sent hold music. */
  readonly musicTo: number;
  readonly talking: boolean;
}

/** The audibility matrix of a call. */
export function audibility(state: CallAudioState): Audibility {
  const { customer, agent, waits, monitors } = state;
  const waiting = waits.customer || waits.agent;
  const talking = customer.answered && agent.answered && !customer.holds && !agent.holds && !waiting;
  // M3: a held party hears music; a party whose own phone holds gets nothing; while the one waits the other stays open.
  const musicTo =
    (customer.answered && customer.receives && !customer.holds && (agent.holds || waits.customer) ? CUSTOMER : 0) |
    (agent.answered && agent.receives && !agent.holds && (customer.holds || waits.agent) ? AGENT : 0);
  // Parties that are somebody.
  const listening = (customer.echo === true ? 0 : CUSTOMER) | (agent.echo === true ? 0 : AGENT);
  const open =
    listening &
    ((customer.answered && customer.receives && !customer.holds && (musicTo & CUSTOMER) === 0 ? CUSTOMER : 0) |
      (agent.answered && agent.receives && !agent.holds && (musicTo & AGENT) === 0 ? AGENT : 0));

  // M5: a monitor that holds hears nothing.
  let hearing = 0;
  monitors.forEach((monitor, i) => {
    if (!monitor.holds) hearing |= monitorBit(i);
  });
  const audience = hearing | RECORDING;
  // M1: public is what every party hears while they talk; only that is monitored and recorded.
  const spread = (meant: number, self = 0): number => {
    const reached = meant & open;
    return talking && meant === BOTH && reached === listening ? reached | (audience & ~self) : reached;
  };
  const heardOf = ({ echo }: PartyState): number => (echo === true ? 0 : audience);

  return {
    customer: talking ? AGENT | heardOf(customer) : state.earlyMediaFrom === "customer" ? AGENT : 0,
    agent: talking ? CUSTOMER | heardOf(agent) : state.earlyMediaFrom === "agent" ? CUSTOMER : 0,
    monitors: monitors.map((monitor, i) => spread(monitor.holds ? 0 : reach(monitor), monitorBit(i))),
    notice: talking && state.notice > 0 ? spread(BOTH) : 0,
    musicTo,
    talking,
  };
}

/** Whether a monitor is heard by everybody, and recorded. */
export const hasPublicMonitor = (state: CallAudioState): boolean =>
  audibility(state).monitors.some((mask) => (mask & RECORDING) !== 0);

/** The parties a monitor speaks to, before we ask whether they are open. */
function reach(monitor: MonitorState): number {
  switch (monitor.mode) {
    case "passive":
      return 0;
    case "semi_active":
      return monitor.target === "agent" ? AGENT : CUSTOMER;
    case "active":
      return BOTH;
  }
}
