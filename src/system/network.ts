/** What carries packets, and wakes who waits for a time: Node's own sockets and timers, or the compiled ones. */
import type { Scheduler } from "../kernel/clock.ts";
import type { Datagrams } from "../kernel/datagrams.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { systemScheduler } from "./clock.ts";
import { loadAddon } from "./native/addon.ts";
import { NativeNetwork } from "./native/network.ts";
import { udp } from "./udp.ts";

/** `auto`: the native sockets where they are built. */
export type NetworkWish = NetworkName | "auto";
export type NetworkName = "node" | "native";

export interface Network {
  readonly datagrams: Datagrams;
  readonly scheduler: Scheduler;
}

/** Which one a wish comes to on this machine; the error is one line that says why it cannot be had. */
export function chooseNetwork(wish: NetworkWish, load = loadAddon): Result<NetworkName, string> {
  if (wish === "node") return ok("node");
  const addon = load();
  if (addon.ok) return ok("native");
  return wish === "auto" ? ok("node") : err(`the native sockets are not built (node native/build.mjs): ${addon.error}`);
}

/** Opens it for this thread, once. @throws where `chooseNetwork` would not have named it */
export function openNetwork(name: NetworkName): Network {
  if (name === "node") return { datagrams: udp, scheduler: systemScheduler };
  const addon = loadAddon();
  if (!addon.ok) throw new Error(addon.error);
  const network = new NativeNetwork(addon.value);
  return { datagrams: network, scheduler: network };
}
