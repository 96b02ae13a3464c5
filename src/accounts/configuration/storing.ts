import type { Log } from "../../kernel/log.ts";
import { type Problem, problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";

/** The outcome of `work` on the store; `unavailable` where the store fails, which the log tells. */
export async function storing<T>(log: Log, work: () => Promise<T>): Promise<Result<T, Problem>> {
  try {
    return ok(await work());
  } catch (error) {
    log.error({ event: "store_failing", error: String(error) }, "The store refuses to work");
    return err(problem("unavailable", "The database cannot do this now."));
  }
}
