import type { Problem } from "../../kernel/problem.ts";
import { err, ok, type Result } from "../../kernel/result.ts";

interface Fault {
  readonly path: string;
  readonly message: string;
}

export interface TextRule {
  readonly min?: number;
  /** Characters; 200 unless told. */
  readonly max?: number;
  readonly pattern?: RegExp;
  /** What the text must be, to follow "must be": "an e-mail address". */
  readonly what?: string;
}

const CONTROL = /[\u0000-\u001f\u007f]/;
/** Half of a pair of UTF-16: no character, and no UTF-8 can carry it. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/**
 * Reads the fields of a request body whatever it holds, and keeps what is wrong with them. A field that is absent or null
 * takes its fallback; one without a fallback is required. What is read from a faulty body is never used: `result` refuses it.
 */
export class Reading {
  readonly #body: Record<string, unknown>;
  readonly #path: string;
  readonly #faults: Fault[];

  constructor(body: unknown, path = "", faults: Fault[] = []) {
    const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
    this.#body = isObject ? (body as Record<string, unknown>) : {};
    this.#path = path;
    this.#faults = faults;
    if (!isObject && body !== undefined && body !== null) this.#faults.push({ path, message: "must be an object" });
  }

  /** The object under `key`; an absent one reads as empty. */
  inside(key: string): Reading {
    return new Reading(this.#body[key], this.#at(key), this.#faults);
  }

  /** Whether the field is there and says: nothing. */
  isNull(key: string): boolean {
    return this.#body[key] === null;
  }

  text<F = never>(key: string, rule: TextRule, ...fallback: [] | [F]): string | F {
    return this.#read(key, "", fallback, (value) => {
      if (typeof value !== "string") return err("must be text");
      const { min = 1, max = 200, pattern, what } = rule;
      if (value.length < min) return err(min === 1 ? "must not be empty" : `must have at least ${min} characters`);
      if (value.length > max) return err(`must have at most ${max} characters`);
      if (CONTROL.test(value)) return err("must not have control characters");
      if (HALF_CHARACTER.test(value)) return err("must not have half characters");
      if (pattern?.test(value) === false) return err(`must be ${what}`);
      return ok(value);
    });
  }

  flag(key: string, ...fallback: [] | [boolean]): boolean {
    return this.#read(key, false, fallback, (value) =>
      typeof value === "boolean" ? ok(value) : err("must be true or false"),
    );
  }

  whole<F = never>(key: string, min: number, max: number, ...fallback: [] | [F]): number | F {
    return this.#read(key, min, fallback, (value) =>
      typeof value === "number" && Number.isInteger(value) && value >= min && value <= max
        ? ok(value)
        : err(`must be a whole number from ${min} to ${max}`),
    );
  }

  choice<const T extends string>(key: string, choices: readonly [T, ...T[]], ...fallback: [] | [T]): T {
    return this.#read(key, choices[0], fallback, (value) => oneOf(choices, value));
  }

  /** A list without repetitions. */
  list<T, F = never>(
    key: string,
    min: number,
    max: number,
    item: (value: unknown) => Result<T, string>,
    ...fallback: [] | [F]
  ): readonly T[] | F {
    return this.#read(key, [], fallback, (value) => {
      if (!Array.isArray(value)) return err("must be a list");
      if (value.length < min || value.length > max) return err(`must have ${min} to ${max} entries`);
      if (new Set(value).size !== value.length) return err("must not repeat an entry");
      const items: T[] = [];
      for (const [i, entry] of value.entries()) {
        const read = item(entry);
        if (read.ok) items.push(read.value);
        else this.fault(`${key}.${i}`, read.error);
      }
      return ok(items);
    });
  }

  /** Notes what is wrong with the field `key`. */
  fault(key: string, message: string): void {
    this.#faults.push({ path: this.#at(key), message });
  }

  /** `value`, if nothing was wrong with any field. */
  result<T>(value: T): Result<T, Problem> {
    const [first] = this.#faults;
    if (first === undefined) return ok(value);
    return err({ code: "invalid_request", detail: `${first.path} ${first.message}`.trim(), errors: this.#faults });
  }

  #read<T, F>(key: string, unusable: T, fallback: readonly F[], parse: (value: unknown) => Result<T, string>): T | F {
    const value = this.#body[key];
    if (value === undefined || value === null) {
      if (fallback.length > 0) return fallback[0] as F;
      this.fault(key, "is required");
      return unusable;
    }
    const parsed = parse(value);
    if (parsed.ok) return parsed.value;
    this.fault(key, parsed.error);
    return unusable;
  }

  #at(key: string): string {
    return this.#path === "" ? key : `${this.#path}.${key}`;
  }
}

/** One of `choices`, or what is wrong. */
export function oneOf<T extends string>(choices: readonly T[], value: unknown): Result<T, string> {
  const choice = choices.find((candidate) => candidate === value);
  return choice === undefined ? err(`must be one of ${choices.join(", ")}`) : ok(choice);
}
