import type { Schema } from "../../../../client/ponto.ts";

export type PhoneNumber = Schema<"Number">;
type Destination = PhoneNumber["destination"];

/** What stands in the fields of a number. */
export interface NumberValues {
  readonly number: string;
  /** Null: nobody is chosen yet. */
  readonly destination: Destination | null;
  /** Null: any trunk. */
  readonly trunkId: string | null;
}

export const valuesOf = (entry: PhoneNumber | null): NumberValues => ({
  number: entry?.number ?? "",
  destination: entry?.destination ?? null,
  trunkId: entry?.trunkId ?? null,
});

export const bodyOf = ({ number, destination, trunkId }: NumberValues): object => ({
  number: number.trim(),
  trunkId,
  ...(destination === null ? {} : { destination }),
});

/** A destination as one word, for a list to choose from. */
export const wordOf = ({ type, id }: Destination): string => `${type}:${id}`;

export function destinationOf(word: string): Destination {
  const [type, ...id] = word.split(":");
  return { type: type === "group" ? "group" : "agent", id: id.join(":") };
}
