/** What the locator asks of the Domain Name System. */

/** RFC 3403 §4: a rule of NAPTR. */
export interface NaptrRecord {
  readonly order: number;
  readonly preference: number;
  /** `s`: the replacement has SRV records. */
  readonly flags: string;
  /** `SIP+D2U`, `SIP+D2T`, `SIPS+D2T`, or something that is not ours. */
  readonly service: string;
  readonly replacement: string;
}

/** RFC 2782. */
export interface SrvRecord {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  /** The host; `.` or empty where the service is decidedly not offered. */
  readonly name: string;
}

export type Family = 4 | 6;

/** Records of a name, none where it has none of that type. */
export interface Records<T> {
  readonly records: readonly T[];
  /** How long they hold, seconds; undefined where the resolver does not say. */
  readonly ttl: number | undefined;
}

/** `failed`: no server could tell; `silent`: none answered in time. */
export type Answer<T> = Records<T> | "failed" | "silent";

/** Questions to DNS; every promise resolves, within seconds. */
export interface Dns {
  naptr(name: string): Promise<Answer<NaptrRecord>>;
  srv(name: string): Promise<Answer<SrvRecord>>;
  addresses(name: string, family: Family): Promise<Answer<string>>;
  /** Ends what is still being asked. */
  close(): void;
}
