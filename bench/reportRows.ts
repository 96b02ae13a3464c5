/** Finished calls by the thousand, put into the database of a server that runs: it would take hours to make them. */
import { join } from "node:path";
import { seededEntropy } from "../src/kernel/entropy.ts";
import { newId } from "../src/kernel/ids.ts";
import type { ReportTable } from "../src/store/schema.ts";
import { openStore } from "../src/store/store.ts";

/** Rows that are written at once: the server waits for them. */
const AT_ONCE = 500;
/** A call every ten seconds. */
const BETWEEN_MS = 10_000;

export async function fillReports(dataDir: string, count: number): Promise<void> {
  const store = await openStore(join(dataDir, "ponto.db"));
  if (!store.ok) throw new Error(store.error.message);
  const { db, close } = store.value;
  try {
    const agents = (await db.selectFrom("agents").select("id").execute()).map(({ id }) => id);
    const entropy = seededEntropy(1);
    const end = Date.now();
    const row = (i: number): ReportTable =>
      reportRow(newId("call", entropy), agents[i % agents.length]!, end - i * BETWEEN_MS);
    for (let from = 0; from < count; from += AT_ONCE) {
      const rows = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => row(from + i));
      await db.transaction().execute(async (one) => {
        for (const values of rows) await one.insertInto("reports").values(values).execute();
      });
    }
  } finally {
    await close();
  }
}

function reportRow(callId: string, agentId: string, started: number): ReportTable {
  const at = (ms: number): string => new Date(started + ms).toISOString();
  const shown = {
    id: callId,
    callId,
    direction: "inbound",
    disposition: "answered",
    customerNumber: "+5511988887777",
    agentId,
    agentName: "Agent",
    agentExtension: "1001",
    trunkId: null,
    startedAt: at(0),
    ringingAt: at(500),
    answeredAt: at(5_000),
    endedAt: at(65_000),
    ringMs: 4_500,
    talkMs: 60_000,
    holdMs: 0,
    hungUpBy: "customer",
    sipStatus: 200,
    transfers: [],
    recordingId: null,
    quality: null,
    ownNumber: "+551130004000",
  };
  return {
    id: callId,
    live: 0,
    started_at: shown.startedAt,
    direction: shown.direction,
    disposition: shown.disposition,
    agent_id: agentId,
    number_key: shown.customerNumber,
    recording_id: null,
    own_number: shown.ownNumber,
    trunk_id: null,
    answered: 1,
    talk_ms: shown.talkMs,
    hold_ms: 0,
    transfers: 0,
    value: JSON.stringify(shown),
  };
}
