/** The browser that Debian packages; nothing is downloaded. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const program = "/usr/bin/chromium";

/** Why nothing can be tried in a browser here; false where it can. */
export const chromiumMissing: string | false = existsSync(program)
  ? false
  : `${program} is not installed: apt-get install chromium`;

/** Its sandbox asks for rights that containers do not have; it sees no pages but ours. */
export const openChromium = (args: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: program, args: ["--no-sandbox", ...args] });
