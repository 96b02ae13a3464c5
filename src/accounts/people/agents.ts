import { type Problem, problem } from "../../kernel/problem.ts";
import { err, type Result } from "../../kernel/result.ts";
import type { AgentInput } from "../account.ts";
import type { Kind } from "../configuration/collection.ts";
import { oneOf, Reading, type TextRule } from "../configuration/reading.ts";
import { type DirectoryCache, emailKey } from "../directory/directoryCache.ts";
import { type Agent, codecNames } from "../directory/shapes.ts";
import { dialled } from "../lines/e164.ts";
import { extensionRule, nameTaken } from "../lines/extensions.ts";
import { emailRule } from "./users.ts";
import type { VoipTokens } from "./voipTokens.ts";

const FIRST_EXTENSION = 1001;

/** What a phone can dial: digits, `*`, `#`, a leading `+`, and what people write between them. */
export const dialRule: TextRule = { max: 32, pattern: /^[\s().-]*\+?[\d*#][\d*#\s().-]*$/, what: "a number" };

function readVoip(voip: Reading): Agent["voip"] {
  const forwardTo = voip.inside("forwardTo");
  const forward = (when: string): string | null => {
    const number = forwardTo.text(when, dialRule, null);
    return number === null ? null : dialled(number);
  };
  return {
    enabled: voip.flag("enabled", true),
    autoAnswer: voip.choice("autoAnswer", ["off", "monitoring", "all"], "off"),
    doNotDisturb: voip.flag("doNotDisturb", false),
    forwardTo: { always: forward("always"), busy: forward("busy"), noAnswer: forward("noAnswer") },
    codecs: voip.list("codecs", 1, codecNames.length, (value) => oneOf(codecNames, value), codecNames),
    srtp: voip.choice("srtp", ["off", "offered", "required"], "off"),
  };
}

/** Agents: an extension and an e-mail belong to one agent only. */
export function agentKind(directory: DirectoryCache, tokens: VoipTokens): Kind<Agent, AgentInput, "agents"> {
  const freeExtension = (id: string): string => {
    let extension = FIRST_EXTENSION;
    while (nameTaken(directory, `${extension}`, id)) extension++;
    return `${extension}`;
  };

  return {
    noun: "agent",
    table: "agents",
    shelf: directory.agentShelf,
    announced: "agent",
    asInput: ({ name, email, extension, voip }) => ({ name, email, extension, voip }),

    make(id, input): Result<Agent, Problem> {
      const reading = new Reading(input);
      const agent: Agent = {
        id,
        name: reading.text("name", {}),
        email: reading.text("email", emailRule),
        extension: reading.text("extension", extensionRule, undefined) ?? freeExtension(id),
        voip: readVoip(reading.inside("voip")),
      };
      const read = reading.result(agent);
      if (!read.ok) return read;
      if (nameTaken(directory, agent.extension, id))
        return err(problem("conflict", `Extension ${agent.extension} is taken.`));
      const namesake = directory.agentByEmail(agent.email);
      if (namesake !== undefined && namesake.id !== id) {
        return err(problem("conflict", "Another agent has this e-mail."));
      }
      return read;
    },

    async columns(agent, _input, before) {
      return {
        name: agent.name,
        email: agent.email,
        email_key: emailKey(agent.email),
        extension: agent.extension,
        voip: JSON.stringify(agent.voip),
        ...(before === undefined && { voip_token_sealed: tokens.sealNew(agent.id) }),
      };
    },

    // No extension and no e-mail looks like an id.
    parked: (id) => ({ extension: id, email_key: id }),

    fromRow: (row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      extension: row.extension,
      // Rows from before SRTP say nothing of it.
      voip: { srtp: "off", ...(JSON.parse(row.voip) as Omit<Agent["voip"], "srtp">) },
    }),

    mayRemove(agent) {
      if (directory.numberShelf.all().some(({ destination }) => destination.id === agent.id)) {
        return problem("conflict", "Numbers lead to this agent.");
      }
      if (directory.groupShelf.all().some(({ agentIds }) => agentIds.includes(agent.id))) {
        return problem("conflict", "Groups ring this agent.");
      }
      return undefined;
    },

    loaded: (row) => tokens.keep(row.id, row.voip_token_sealed),

    settle(id, agent, columns) {
      if (agent === undefined) tokens.forget(id);
      else if (columns.voip_token_sealed !== undefined) tokens.keep(id, columns.voip_token_sealed);
    },
  };
}
