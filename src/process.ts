/** EDGE: what the programs have in common: the settings of this process, and the one line of a program that cannot go on. */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { type ProcessSettings, readSettings } from "./settings.ts";

export function fail(message: string): never {
  process.stderr.write(`ponto: ${message}\n`);
  process.exit(1);
}

/** The settings of this process; where one is wrong, its end. */
export function ownSettings(): ProcessSettings {
  const settings = readSettings(process.env, readConfig, availableParallelism());
  return settings.ok ? settings.value : fail(`${settings.error.setting} ${settings.error.message}`);
}

/** Undefined where there is no such file. */
function readConfig(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? undefined : fail(`${path} cannot be read: ${message} (PONTO_CONFIG)`);
  }
}
