/** Deletes in each account, once an hour, what it keeps no longer. */
import { rfc3339 } from "../kernel/clock.ts";
import { applyRetention } from "../recording/retention.ts";
import { systemScheduler } from "../system/clock.ts";
import type { Company } from "./company.ts";

const INTERVAL_MS = 3_600_000;

/** @returns what ends it. */
export function keepRetention(companies: () => readonly Company[]): () => void {
  let cancel = (): void => {};
  const next = (): void => {
    cancel = systemScheduler.at(systemScheduler.now() + INTERVAL_MS, () => {
      for (const company of companies()) void retain(company);
      next();
    });
  };
  next();
  return () => cancel();
}

async function retain({ account, log }: Company): Promise<void> {
  try {
    const { retentionDays } = account.directory.settings().recording;
    const wall = systemScheduler.wall();
    const { deleted, refused } = await applyRetention(account.recordingCatalogue, retentionDays, wall);
    if (deleted === 0 && refused.length === 0) return;
    log.info({ event: "retention", deleted, refused, at: rfc3339(wall) }, "old recordings deleted");
  } catch (error) {
    log.warn({ event: "retention_failed", error: String(error) }, "old recordings could not be deleted");
  }
}
