import type { TextRule } from "../configuration/reading.ts";
import type { DirectoryCache } from "../directory/directoryCache.ts";

/** What agents dial to reach one another, and groups. */
export const extensionRule: TextRule = { pattern: /^\d{2,8}$/, what: "2 to 8 digits" };

/**
 * Whether something else than the agent, group or trunk of this id goes by `name`. A trunk that registers with us is known by
 * its user name, as a phone is by its extension.
 */
export function nameTaken(directory: DirectoryCache, name: string, id: string): boolean {
  const owners = [directory.agentByExtension(name), directory.groupByExtension(name), directory.trunkByUsername(name)];
  return owners.some((owner) => owner !== undefined && owner.id !== id);
}
