/** Takes one person out of what the account keeps (LGPD, Lei 13.709/2018, art. 18, IV and VI). */
import { deleteFile } from "../../store/lazyFile.ts";
import type { Actor } from "../account.ts";
import { beginning, type ChainedRow, type Link, recordOf } from "../audit/chain.ts";
import type { Personal } from "../audit/personal.ts";
import type { AuditEntry, ReportRow } from "../journal/journal.ts";
import { type Customer, isNumberOf, type Person } from "./person.ts";
import { callsOf, entriesAbout, type RecordsWorld, transfersOf } from "./records.ts";

export interface Erasure {
  /** Rows that named the person. */
  readonly reports: number;
  /** Recordings deleted. */
  readonly recordings: number;
  /** Recordings that the disk would not delete: their rows stay as they are, to be tried again. */
  readonly recordingsRefused: number;
  /** Entries whose personal part is gone; the entries stay, and so does the chain. */
  readonly auditEntries: number;
}

export interface ErasureWorld extends RecordsWorld {
  readonly remove?: (path: string) => Promise<void>;
  entry(actor: Actor, action: string, subject: string, detail: Record<string, unknown>): AuditEntry;
}

/** What stands where a name or a number stood. */
const ERASED = "erased";

/** Entries that one statement takes the personal part of. */
const ENTRIES_AT_ONCE = 5_000;

/**
 * A customer's number is taken out of reports, and the recordings of its calls are deleted: the rows stay, and all totals with them. Of
 * a member, name and e-mail are; the recordings are the customers' as well, and stay. Rejects where the store does; done again, it goes on.
 */
export async function erase(world: ErasureWorld, person: Person, actor: Actor): Promise<Erasure> {
  const done = { reports: 0, recordings: 0, recordingsRefused: 0 };
  for await (const row of callsOf(world, person)) {
    if (person.is === "member") {
      if (row.agentName === ERASED) continue;
      await save(world, { ...row, agentName: row.agentName && ERASED });
    } else {
      const deleted = await deleteRecording(world, row);
      if (deleted === "refused") {
        done.recordingsRefused++;
        continue;
      }
      if (deleted === "deleted") done.recordings++;
      await save(world, { ...withoutNumber(row, person), customerNumber: ERASED, recordingId: null });
    }
    done.reports++;
  }
  if (person.is === "customer")
    for await (const row of transfersOf(world, person)) {
      await save(world, withoutNumber(row, person));
      done.reports++;
    }
  return { ...done, auditEntries: await eraseEntries(world, person, actor, done) };
}

const save = ({ journal }: ErasureWorld, row: ReportRow): Promise<void> => journal.saveReport({ ...row, live: false });

const withoutNumber = (row: ReportRow, customer: Customer): ReportRow => ({
  ...row,
  transfers: row.transfers.map((transfer) =>
    isNumberOf(customer, transfer.toNumber) ? { ...transfer, toNumber: ERASED } : transfer,
  ),
});

/** The file goes first: a row without its file is tried again, a file without its row would stay for ever. */
async function deleteRecording(
  { journal, remove = deleteFile }: ErasureWorld,
  { recordingId }: ReportRow,
): Promise<"deleted" | "none" | "refused"> {
  const recording = recordingId === null ? undefined : await journal.recordingWithPath(recordingId);
  if (recording === undefined) return "none";
  try {
    await remove(recording.path);
  } catch {
    return "refused";
  }
  await journal.catalogue.forget(recording.id);
  return "deleted";
}

/** What goes out of the log and the entry that says so are one transaction: no more is ever missing than the log tells of. */
async function eraseEntries(world: ErasureWorld, person: Person, actor: Actor, done: object): Promise<number> {
  const sequences: number[] = [];
  for await (const row of entriesAbout(world, person)) if (tellsOf(person, row)) sequences.push(row.sequence);
  for (let at = 0; at === 0 || at < sequences.length; at += ENTRIES_AT_ONCE) {
    const some = sequences.slice(at, at + ENTRIES_AT_ONCE);
    const told = world.entry(actor, "privacy.erased", person.id, { ...done, auditEntries: some.length });
    let link: Link = beginning;
    await world.db.transaction().execute(async (trx) => {
      if (some.length > 0)
        await trx
          .updateTable("audit")
          .set({ personal: null, salt: null })
          .where("sequence", "in", some)
          .where("personal", "is not", null)
          .execute();
      link = await world.auditLog.append(told, trx);
    });
    world.auditLog.committed(link);
  }
  return sequences.length;
}

/** Whether what is personal in an entry that names the person is the person's: not so where it is only who did it, and that was another. */
function tellsOf(person: Person, row: ChainedRow): boolean {
  if (row.personal === null) return false;
  const { subject, detail } = JSON.parse(row.personal) as Personal;
  return subject !== undefined || detail !== undefined || isActor(person, recordOf(row).actor);
}

const isActor = (person: Person, { userId, email }: Actor): boolean =>
  person.is === "member" &&
  ((userId !== null && userId === person.userId) || (email !== null && person.emails.has(email.toLowerCase())));
