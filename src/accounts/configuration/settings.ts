import type { Kysely } from "kysely";
import type { Problem } from "../../kernel/problem.ts";
import { err, type Result } from "../../kernel/result.ts";
import type { Schema } from "../../store/schema.ts";
import type { Actor, Patch } from "../account.ts";
import { defaultSettings as defaults, type Settings } from "../directory/shapes.ts";
import { dialled } from "../lines/e164.ts";
import { dialRule } from "../people/agents.ts";
import type { CollectionContext } from "./collection.ts";
import { merge } from "./merge.ts";
import { Reading } from "./reading.ts";
import { storing } from "./storing.ts";

const ROW = 1;

/** The name of a file in the music folder: no way leads out of it, and none to what is hidden in it. */
const MUSIC_FILE = /^[^./\\:][^/\\:]*$/;
const musicRule = {
  max: 200,
  pattern: MUSIC_FILE,
  what: "default, silence, or the name of a file in the music folder",
};

const noticeRule = { ...musicRule, what: "tone, or the name of a file in the music folder" };

/** Whether a file of the music folder can be played; the reason why not. */
export type IsPlayable = (file: string) => Promise<Result<void, string>>;

/** An agent's extension has digits alone: with a star or a hash it is nobody's. */
const echoRule = { pattern: /^[0-9*#]{2,8}$/, what: "2 to 8 digits, stars and hashes" };

/** The settings that `input` describes; what is left out, or null and cannot be nothing, takes its default. */
export function readSettings(input: unknown): Result<Settings, Problem> {
  const reading = new Reading(input);
  const monitoring = reading.inside("monitoring");
  const recording = reading.inside("recording");
  const notice = reading.inside("notice");
  const privacy = reading.inside("privacy");
  const settings: Settings = {
    monitoring: {
      callerId: dialled(monitoring.text("callerId", dialRule, defaults.monitoring.callerId)),
      callerName: monitoring.text("callerName", { max: 64 }, defaults.monitoring.callerName),
      ringSeconds: monitoring.whole("ringSeconds", 1, 300, defaults.monitoring.ringSeconds),
      mediaTimeoutSeconds: monitoring.whole("mediaTimeoutSeconds", 1, 3600, defaults.monitoring.mediaTimeoutSeconds),
      failureNotice: monitoring.choice("failureNotice", ["requester", "silent"], defaults.monitoring.failureNotice),
      purpose: monitoring.choice("purpose", ["optional", "required"], defaults.monitoring.purpose),
    },
    recording: {
      enabled: recording.flag("enabled", defaults.recording.enabled),
      layout: recording.choice("layout", ["stereo", "mixed", "multitrack"], defaults.recording.layout),
      onHold: recording.choice("onHold", ["silence", "music"], defaults.recording.onHold),
      retentionDays: recording.whole("retentionDays", 1, 36_500, null),
    },
    notice: {
      calls: notice.choice("calls", ["none", "monitored", "recorded", "all"], defaults.notice.calls),
      sound: notice.text("sound", noticeRule, defaults.notice.sound),
      everySeconds: notice.whole("everySeconds", 0, 3600, defaults.notice.everySeconds),
    },
    privacy: {
      reportRetentionDays: privacy.whole("reportRetentionDays", 1, 36_500, null),
      auditRetentionDays: privacy.whole("auditRetentionDays", 1, 36_500, null),
    },
    security: {
      idleSignOutMinutes: reading
        .inside("security")
        .whole("idleSignOutMinutes", 5, 43_200, defaults.security.idleSignOutMinutes),
    },
    media: { timeoutSeconds: reading.inside("media").whole("timeoutSeconds", 10, 3600, defaults.media.timeoutSeconds) },
    forwarding: {
      noAnswerSeconds: reading
        .inside("forwarding")
        .whole("noAnswerSeconds", 5, 180, defaults.forwarding.noAnswerSeconds),
    },
    holdMusic: reading.text("holdMusic", musicRule, defaults.holdMusic),
    echoExtension: reading.isNull("echoExtension")
      ? null
      : reading.text("echoExtension", echoRule, defaults.echoExtension),
    sip: { digest: reading.inside("sip").choice("digest", ["MD5", "SHA-256", "both"], defaults.sip.digest) },
    country: reading.text("country", { pattern: /^[A-Z]{2}$/, what: "a country code (ISO 3166)" }, defaults.country),
    locale: reading.text("locale", { max: 35 }, defaults.locale),
    timeZone: reading.text("timeZone", { max: 64 }, defaults.timeZone),
  };
  if (!accepts(() => Intl.getCanonicalLocales(settings.locale))) reading.fault("locale", "must be a locale (BCP 47)");
  if (!accepts(() => new Intl.DateTimeFormat("en", { timeZone: settings.timeZone }))) {
    reading.fault("timeZone", "must be a time zone of the IANA database");
  }
  return reading.result(settings);
}

function accepts(use: () => unknown): boolean {
  try {
    use();
    return true;
  } catch {
    return false;
  }
}

/** A setting that names a file of the music folder which cannot be played. */
async function soundFault(
  { holdMusic, notice }: Patch<Settings>,
  isPlayable: IsPlayable,
): Promise<Problem | undefined> {
  for (const [path, file, ours] of [
    ["holdMusic", holdMusic, ["default", "silence"]],
    ["notice.sound", notice?.sound, ["tone"]],
  ] as const) {
    if (typeof file !== "string" || ours.some((name) => name === file) || !MUSIC_FILE.test(file)) continue;
    const playable = await isPlayable(file);
    if (playable.ok) continue;
    const message = `${file} ${playable.error}`;
    return { code: "invalid_request", detail: `${path}: ${message}`, errors: [{ path, message }] };
  }
  return undefined;
}

/** The stored settings; defaults where nothing is stored. Settings of an older version are completed. */
export async function loadSettings(db: Kysely<Schema>): Promise<Settings> {
  const row = await db.selectFrom("settings").select("value").where("id", "=", ROW).executeTakeFirst();
  if (row === undefined) return defaults;
  const read = readSettings(JSON.parse(row.value));
  return read.ok ? read.value : defaults;
}

/** Changes the settings; they are merged into what stands. */
export async function updateSettings(
  context: CollectionContext,
  isPlayable: IsPlayable,
  patch: Patch<Settings>,
  actor: Actor,
): Promise<Result<Settings, Problem>> {
  const { db, directory, turns, log, audit } = context;
  // A file takes its time to read: nobody else's change waits for that.
  const unplayable = await soundFault(patch, isPlayable);
  if (unplayable !== undefined) return err(unplayable);
  return turns.take(async () => {
    const read = readSettings(merge(directory.settings(), patch));
    if (!read.ok) return read;
    const value = JSON.stringify(read.value);
    const stored = await storing(log, () =>
      db
        .insertInto("settings")
        .values({ id: ROW, value })
        .onConflict((conflict) => conflict.column("id").doUpdateSet({ value }))
        .execute(),
    );
    if (!stored.ok) return stored;
    directory.setSettings(read.value);
    audit(actor, "settings.changed", "settings", { fields: Object.keys(patch) });
    directory.announce({ changed: "settings" });
    return read;
  });
}
