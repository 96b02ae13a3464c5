import { spawnSync } from "node:child_process";

/** `skip` of a test that needs programs: false, or the reason. */
export function needs(...programs: readonly string[]): string | false {
  const missing = programs.filter((program) => spawnSync("which", [program]).status !== 0);
  return missing.length === 0
    ? false
    : `not installed: ${missing.join(", ")} (Debian: baresip-core, sip-tester, sipvicious)`;
}
