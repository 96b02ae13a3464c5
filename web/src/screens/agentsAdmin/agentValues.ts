import type { Schema } from "../../../../client/ponto.ts";

export type Agent = Schema<"Agent">;

/** The codecs that phones are offered, as a new agent has them. */
export const codecs = ["PCMA", "PCMU", "G722", "opus"] as const;

/** What stands in the fields of an agent: as it is sent, but for what is empty. */
export interface AgentValues {
  readonly name: string;
  readonly email: string;
  readonly extension: string;
  readonly voip: Omit<Agent["voip"], "forwardTo"> & {
    readonly forwardTo: { readonly always: string; readonly busy: string; readonly noAnswer: string };
  };
}

export function valuesOf(agent: Agent | null): AgentValues {
  const { forwardTo, ...voip } = agent?.voip ?? newVoip;
  return {
    name: agent?.name ?? "",
    email: agent?.email ?? "",
    extension: agent?.extension ?? "",
    voip: {
      ...voip,
      forwardTo: {
        always: forwardTo.always ?? "",
        busy: forwardTo.busy ?? "",
        noAnswer: forwardTo.noAnswer ?? "",
      },
    },
  };
}

const newVoip: Agent["voip"] = {
  enabled: true,
  autoAnswer: "off",
  doNotDisturb: false,
  forwardTo: { always: null, busy: null, noAnswer: null },
  codecs: [...codecs],
  srtp: "off",
};

const orNull = (text: string): string | null => (text.trim() === "" ? null : text);

/** An extension that is left empty is the server's to choose: of something new by saying nothing, of something old by null. */
export function bodyOf({ name, email, extension, voip }: AgentValues, isNew: boolean): object {
  const { always, busy, noAnswer } = voip.forwardTo;
  return {
    name,
    email,
    extension: isNew ? extension || undefined : orNull(extension),
    voip: { ...voip, forwardTo: { always: orNull(always), busy: orNull(busy), noAnswer: orNull(noAnswer) } },
  };
}

const FIRST_EXTENSION = 1001;

/** The next extension that nobody has, as the server will choose it. */
export function nextExtension(taken: ReadonlySet<string>): string {
  let extension = FIRST_EXTENSION;
  while (taken.has(`${extension}`)) extension++;
  return `${extension}`;
}
