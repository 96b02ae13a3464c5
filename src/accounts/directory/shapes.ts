/** The things an account owns, as the API shows them. */

export interface Rights {
  readonly profiles: { readonly analytics: boolean; readonly financial: boolean };
  readonly screens: { readonly agentsDashboard: boolean };
  readonly monitoring: {
    readonly passive: boolean;
    readonly semiActive: boolean;
    readonly active: boolean;
    /** The scope: only agents of these groups may be monitored. Null: every agent; empty: none. */
    readonly groupIds: readonly string[] | null;
  };
}

export interface User extends Rights {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: "administrator" | "restricted";
}

export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly extension: string;
  readonly voip: {
    readonly enabled: boolean;
    readonly autoAnswer: "off" | "monitoring" | "all";
    readonly doNotDisturb: boolean;
    readonly forwardTo: {
      readonly always: string | null;
      readonly busy: string | null;
      readonly noAnswer: string | null;
    };
    /** The only ones that the phones are offered and answered with, best first. */
    readonly codecs: readonly CodecName[];
    readonly srtp: Exclude<SrtpPolicy, "offered_twice">;
  };
}

/** The codecs that calls are made with, as agents and trunks name them. */
export const codecNames = ["PCMA", "PCMU", "G722", "opus"] as const;
export type CodecName = (typeof codecNames)[number];

/**
 * Whether audio is encrypted. `offered`: best effort, as RTP/AVP with keys; `offered_twice`: as RTP/SAVP and as RTP/AVP, for peers that do not
 * know the other way. `off`: not asked for, and taken where the other side offers nothing else.
 */
export type SrtpPolicy = "off" | "offered" | "offered_twice" | "required";

export interface Trunk {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly port: number | null;
  /** `auto`: as the NAPTR and SRV records of the host say (RFC 3263 §4.1), UDP where they say nothing. */
  readonly transport: "udp" | "tcp" | "tls" | "auto";
  readonly auth: "ip" | "register" | "accept-register";
  readonly username: string | null;
  /** Never shown by the API. */
  readonly password: string | null;
  readonly register: boolean;
  readonly maxCalls: number | null;
  /** The only ones that it is offered and answered with, best first; names that we do not speak are passed over. Null: all that we speak. */
  readonly codecs: readonly string[] | null;
  /** The only realm whose challenges are answered; null: that of the first challenge after the start or a change. */
  readonly realm: string | null;
  /** Seconds between two OPTIONS; 0: none. */
  readonly pingSeconds: number;
  /** Where the number that calls stands: From, P-Asserted-Identity (RFC 3325), or both. */
  readonly identity: "from" | "p-asserted-identity" | "both";
  /** The host of From and P-Asserted-Identity; null: the SIP domain. */
  readonly fromDomain: string | null;
  /** Calls keep their number from the person called: Privacy (RFC 3323). */
  readonly anonymous: boolean;
  /** How the number that is called is written, and the one that calls. */
  readonly dialledFormat: NumberFormat;
  readonly callingFormat: NumberFormat;
  readonly srtp: SrtpPolicy;
  readonly dtmf: DtmfMethod;
}

/** How a trunk takes keys: `auto`, as events where they are negotiated, else by INFO where it says that it takes that, else as tones. */
export type DtmfMethod = "auto" | "rfc4733" | "info" | "inband";

/** `e164`: `+` and the country's code; `national`: without both; of numbers that no plan knows, as they are. */
export type NumberFormat = "as_dialled" | "e164" | "national";

/** What a trunk does unless told otherwise. */
export const trunkDefaults = {
  port: null,
  username: null,
  password: null,
  maxCalls: null,
  codecs: null,
  realm: null,
  pingSeconds: 30,
  identity: "both",
  fromDomain: null,
  anonymous: false,
  dialledFormat: "as_dialled",
  callingFormat: "as_dialled",
  srtp: "off",
  dtmf: "auto",
} as const satisfies Partial<Trunk>;

export interface PhoneNumber {
  readonly id: string;
  readonly number: string;
  readonly trunkId: string | null;
  readonly destination: { readonly type: "agent" | "group"; readonly id: string };
}

/** Agents who are called together. */
export interface Group {
  readonly id: string;
  readonly name: string;
  /** What agents dial to reach it; null: only numbers and forwards lead to it. */
  readonly extension: string | null;
  /** All at once; one after the other in the order of `agentIds`; or whoever has been free for longest first. */
  readonly strategy: "all" | "sequential" | "longest_idle";
  readonly agentIds: readonly string[];
  /** How long it rings at each turn, s. */
  readonly ringSeconds: number;
}

export interface Route {
  readonly id: string;
  readonly prefix: string;
  readonly strip: number;
  readonly prepend: string;
  readonly trunkIds: readonly string[];
  readonly callerId: string | null;
}

export interface Settings {
  readonly monitoring: {
    readonly callerId: string;
    readonly callerName: string;
    readonly ringSeconds: number;
    readonly mediaTimeoutSeconds: number;
    readonly failureNotice: "requester" | "silent";
    /** Whether who asks for a monitoring must say what for. */
    readonly purpose: "optional" | "required";
  };
  readonly recording: {
    readonly enabled: boolean;
    readonly layout: "stereo" | "mixed" | "multitrack";
    readonly onHold: "silence" | "music";
    readonly retentionDays: number | null;
  };
  /** What tells the parties that they may be heard, where a law demands it. */
  readonly notice: {
    /** The calls in which it sounds: none, those that somebody listens to at the moment, those that are recorded, or all. */
    readonly calls: "none" | "monitored" | "recorded" | "all";
    /** A short tone, or an announcement: the name of a file in the music folder. */
    readonly sound: string;
    /** From the beginning of one to that of the next, s; 0: once, when it first applies. */
    readonly everySeconds: number;
  };
  /** How long what is kept of people is kept, days; null: until somebody deletes it. Recordings: `recording.retentionDays`. */
  readonly privacy: {
    readonly reportRetentionDays: number | null;
    readonly auditRetentionDays: number | null;
  };
  readonly security: {
    /** A sign-in that is not used for so long is over. */
    readonly idleSignOutMinutes: number;
  };
  readonly media: {
    /** A party that sends neither RTP nor RTCP for so long, in a call that is not held, is gone: the call ends. */
    readonly timeoutSeconds: number;
  };
  readonly forwarding: {
    /** How long an agent's phone rings before `forwardTo.noAnswer` applies. */
    readonly noAnswerSeconds: number;
  };
  readonly holdMusic: string;
  /** What agents dial to hear themselves; null: nothing. */
  readonly echoExtension: string | null;
  readonly sip: { readonly digest: "MD5" | "SHA-256" | "both" };
  readonly country: string;
  readonly locale: string;
  readonly timeZone: string;
}

export const defaultSettings: Settings = {
  monitoring: {
    callerId: "1130003000",
    callerName: "(11) 3000-3000",
    ringSeconds: 30,
    mediaTimeoutSeconds: 60,
    failureNotice: "requester",
    purpose: "optional",
  },
  recording: { enabled: true, layout: "stereo", onHold: "silence", retentionDays: null },
  notice: { calls: "none", sound: "tone", everySeconds: 15 },
  privacy: { reportRetentionDays: null, auditRetentionDays: null },
  security: { idleSignOutMinutes: 720 },
  media: { timeoutSeconds: 60 },
  forwarding: { noAnswerSeconds: 25 },
  holdMusic: "default",
  echoExtension: "*43",
  sip: { digest: "MD5" },
  country: "BR",
  locale: "pt-BR",
  timeZone: "America/Sao_Paulo",
};
