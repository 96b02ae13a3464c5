import type { Agent, Group, PhoneNumber, Route, Settings, Trunk, User } from "./shapes.ts";

export type DirectoryChange =
  | { readonly changed: "agent"; readonly id: string }
  | { readonly changed: "user"; readonly id: string }
  | { readonly changed: "group"; readonly id: string }
  | { readonly changed: "trunk"; readonly id: string }
  | { readonly changed: "settings" };

/** A route, and the form of the dialled number that its prefix fits. */
export interface RoutedNumber {
  readonly route: Route;
  readonly number: string;
}

/**
 * The account's configuration as calls need it: in memory, answered at once, always equal to what the store holds.
 * A call never waits for a database.
 */
export interface Directory {
  agents(): readonly Agent[];
  agent(id: string): Agent | undefined;
  agentByExtension(extension: string): Agent | undefined;
  /** Case-insensitive. */
  agentByEmail(email: string): Agent | undefined;
  group(id: string): Group | undefined;
  /** The groups that the agent is in. */
  groupsOf(agentId: string): readonly Group[];
  groupByExtension(extension: string): Group | undefined;
  user(id: string): User | undefined;
  trunks(): readonly Trunk[];
  trunk(id: string): Trunk | undefined;
  /** The trunk that registers with us by this name (`accept-register`). */
  trunkByUsername(username: string): Trunk | undefined;
  /** The entry for a dialled number, compared in E.164 with the settings' country; entries bound to another trunk do not match. */
  numberFor(dialled: string, trunkId: string): PhoneNumber | undefined;
  /** Any number that leads to the agent or group; the oldest entry of several. */
  numberOf(id: string): PhoneNumber | undefined;
  /**
   * The outbound route for a dialled number: the one with the longest prefix of it as it was dialled; where none but the
   * empty prefix fits, of its E.164 form.
   */
  routeFor(dialled: string): RoutedNumber | undefined;
  settings(): Settings;
  /** The VoIP token of an extension (digest password); undefined where there is none or VoIP is off. */
  voipToken(extension: string): string | undefined;
  /** What proves to be `username` in a digest: a phone's VoIP token, or the password of a trunk that registers with us. */
  sipPassword(username: string): string | undefined;
  /** Tells of each change after it is stored. Returns what ends it. */
  onChange(listener: (change: DirectoryChange) => void): () => void;
}
