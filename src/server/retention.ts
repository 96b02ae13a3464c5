/** Deletes in each account, once an hour, what it keeps no longer. */
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
    for (const { what, deleted, refused } of await account.applyRetention(systemScheduler.wall()))
      log.info({ event: "retention", what, deleted, refused }, "what was kept for long enough is deleted");
  } catch (error) {
    log.warn({ event: "retention_failed", error: String(error) }, "what is old could not be deleted");
  }
}
