/** What would become of a number that an agent dials now: asked of the same rules that calls go by, and nothing is rung. */
import { comparableNumber, dialled as withoutSeparators } from "../../accounts/lines/e164.ts";
import { isFull } from "../trunks/toTry.ts";
import { numbersToldTo } from "../trunks/trunkTarget.ts";
import { type Destination, destinationOf, outwardNumber } from "./dialPlan.ts";
import { ECHO_NAME } from "./echo.ts";
import { isHuntEnd } from "./hunt.ts";
import { Hunter, type HunterWorld } from "./hunter.ts";
import { noTrunk } from "./outcomes.ts";

export interface LookedUpTrunk {
  readonly id: string;
  readonly name: string;
  readonly inService: boolean;
  /** It carries as many calls as it may. */
  readonly full: boolean;
  /** Whether a call would try it. */
  readonly tried: boolean;
  readonly dialledAs: string;
  /** What it is told of who calls; null: the extension of whoever that is. */
  readonly callerId: string | null;
}

export interface Lookup {
  /** As it was dialled, without what people write between digits. */
  readonly number: string;
  /** Null where no plan knows it, and for an extension. */
  readonly e164: string | null;
  /** Whose extension it is. */
  readonly extension: {
    readonly type: "agent" | "group" | "echo";
    readonly id: string | null;
    readonly name: string;
  } | null;
  readonly route: { readonly id: string; readonly prefix: string } | null;
  /** Those of the route: first those that would be tried, in that order, then the others. */
  readonly trunks: readonly LookedUpTrunk[];
  /** Why nobody would be called. */
  readonly reason: "no_route" | "no_trunk" | null;
}

export function lookUp(dialled: string, world: HunterWorld): Lookup {
  const { directory } = world;
  const destination = destinationOf(dialled, directory);
  const number = withoutSeparators(dialled);
  const nowhere = { number, e164: null, extension: null, route: null, trunks: [], reason: null };
  if (destination === undefined) return { ...nowhere, e164: e164Of(number, world), reason: "no_route" };
  if (destination.to !== "number") return { ...nowhere, extension: extensionOf(destination) };
  const { id, prefix } = destination.route;
  const trunks = trunksOf(destination, world);
  return {
    number,
    e164: e164Of(number, world),
    extension: null,
    route: { id, prefix },
    trunks,
    reason: trunks.some(({ tried }) => tried) ? null : "no_trunk",
  };
}

function e164Of(number: string, { directory }: HunterWorld): string | null {
  const comparable = comparableNumber(number, directory.settings().country);
  return comparable?.startsWith("+") ? comparable : null;
}

function extensionOf(destination: Exclude<Destination, { to: "number" }>): NonNullable<Lookup["extension"]> {
  switch (destination.to) {
    case "agent":
      return { type: "agent", id: destination.agent.id, name: destination.agent.name };
    case "group":
      return { type: "group", id: destination.group.id, name: destination.group.name };
    case "echo":
      return { type: "echo", id: null, name: ECHO_NAME };
  }
}

function trunksOf(destination: Extract<Destination, { to: "number" }>, world: HunterWorld): LookedUpTrunk[] {
  const { directory, trunkService } = world;
  const { route } = destination;
  const call = { number: outwardNumber(destination), callerId: route.callerId ?? "" };
  const trunks = route.trunkIds.map((id) => directory.trunk(id)).filter((trunk) => trunk !== undefined);
  const inTurn = huntedIn(destination, world);
  const tried = inTurn.map((id) => trunks.find((trunk) => trunk.id === id)).filter((trunk) => trunk !== undefined);
  const others = trunks.filter((trunk) => !tried.includes(trunk));
  return [...tried, ...others].map((trunk) => {
    const { called, calling } = numbersToldTo(trunk, call, directory.settings().country);
    return {
      id: trunk.id,
      name: trunk.name,
      inService: trunkService(trunk.id) === "in",
      full: isFull(trunk, world),
      tried: tried.includes(trunk),
      dialledAs: called,
      callerId: route.callerId === null ? null : calling,
    };
  });
}

/** The trunks that a call is sent to, one after the other, as long as each fails for a reason of its own. */
function huntedIn(destination: Destination, world: HunterWorld): (string | undefined)[] {
  const hunt = new Hunter(world, { caller: { number: "", name: null }, headers: [] }).to(destination);
  const trunkIds: (string | undefined)[] = [];
  let step = hunt?.next(undefined);
  while (step !== undefined && !isHuntEnd(step)) {
    trunkIds.push(step.targets[0]?.trunkId);
    step = hunt?.next({ ...noTrunk, contacts: [], timedOut: false, rang: false });
  }
  return trunkIds;
}
