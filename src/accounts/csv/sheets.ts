import type { Account, AgentInput, NumberInput, UserInput } from "../account.ts";
import type { CollectionContext, Kind, ThingCollection } from "../configuration/collection.ts";
import type { DirectoryCache } from "../directory/directoryCache.ts";
import type { Agent, PhoneNumber, User } from "../directory/shapes.ts";
import { agentFormat, numberFormat, userFormat } from "./formats.ts";
import { ThingSheet } from "./sheet.ts";

/** The collections that come as files, and their rules over whichever directory: the account's, or a draft of it. */
interface Sources {
  readonly users: ThingCollection<User, UserInput, "users">;
  readonly agents: ThingCollection<Agent, AgentInput, "agents">;
  readonly numbers: ThingCollection<PhoneNumber, NumberInput, "numbers">;
  userRules(directory: DirectoryCache): Kind<User, UserInput, "users">;
  agentRules(directory: DirectoryCache): Kind<Agent, AgentInput, "agents">;
  numberRules(directory: DirectoryCache): Kind<PhoneNumber, NumberInput, "numbers">;
}

/** What can be written into files and read from them. */
export function sheetsOf(context: CollectionContext, from: Sources): Account["sheets"] {
  return {
    users: new ThingSheet({ kind: from.userRules, format: userFormat, collection: from.users }, context),
    agents: new ThingSheet({ kind: from.agentRules, format: agentFormat, collection: from.agents }, context),
    numbers: new ThingSheet({ kind: from.numberRules, format: numberFormat, collection: from.numbers }, context),
  };
}
