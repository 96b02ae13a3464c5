import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Test } from "tap";

const END = "--- end of block ---";

/** A bash that runs one block of commands after the other, as a person types them. It ends with the test. */
export class Shell {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #errors: string[] = [];

  /** @param folder where it works. */
  constructor(test: Test, folder: string) {
    this.#process = spawn("bash", { cwd: folder });
    this.#lines = createInterface(this.#process.stdout)[Symbol.asyncIterator]();
    createInterface(this.#process.stderr).on("line", (line) => this.#errors.push(line));
    test.teardown(() => this.#process.kill("SIGKILL"));
  }

  /** @returns the lines that it printed. Rejects when a command ends the shell, or has something to complain of. */
  async run(block: string): Promise<string[]> {
    this.#process.stdin.write(`${block}\necho '${END}'\n`);
    const printed: string[] = [];
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) throw new Error(`the shell ended: ${this.#errors.join("\n")}`);
      if (value === END) break;
      printed.push(value);
    }
    if (this.#errors.length > 0) throw new Error(this.#errors.join("\n"));
    return printed;
  }

  /** What a variable holds. */
  async value(name: string): Promise<string> {
    return (await this.run(`echo "$${name}"`)).join("\n");
  }
}
