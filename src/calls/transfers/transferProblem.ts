import { type Problem, problem } from "../../kernel/problem.ts";
import { isRefusedByPerson } from "../hunts/outcomes.ts";
import type { TransferRefusal } from "./transfers.ts";

/** How the API names what stands in the way of a transfer. */
export function transferProblem(refused: TransferRefusal): Problem {
  switch (refused.why) {
    case "not_live":
      return problem("call_not_live");
    case "under_way":
      return problem("already_transferring");
    case "none_under_way":
      return problem("no_transfer");
    case "target":
      return targetProblem(refused.refusal.status, refused.refusal.reason);
  }
}

function targetProblem(status: number, reason: string): Problem {
  if (status === 404 || status === 484) return problem("target_not_found");
  if (isRefusedByPerson(status)) return problem("target_busy");
  return problem("target_unavailable", reason);
}
