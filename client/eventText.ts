/** The text of server-sent events (WHATWG HTML §9.2.6), read as it comes. */

export interface EventFields {
  /** Of this event or the last one that had any; empty: none had. */
  readonly id: string;
  readonly type: string;
  readonly data: string;
}

export class EventText {
  #pending = "";
  #id = "";
  #type = "";
  #data: string[] = [];
  #retryMs: number | undefined;

  /** How long to wait before another connection; undefined: the server has not said. */
  get retryMs(): number | undefined {
    return this.#retryMs;
  }

  /** Takes the next piece of the stream. @returns the events that it completes. */
  take(piece: string): EventFields[] {
    // A CR at the end may be half of a CRLF.
    const text = this.#pending + piece;
    const end = text.endsWith("\r") ? text.length - 1 : text.length;
    const lines = text.slice(0, end).split(/\r\n|\n|\r/);
    this.#pending = (lines.pop() ?? "") + text.slice(end);
    return lines.flatMap((line) => this.#line(line));
  }

  #line(line: string): EventFields[] {
    if (line === "") return this.#dispatch();
    const [, field, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#type = value;
    else if (field === "id" && !value.includes("\0")) this.#id = value;
    else if (field === "retry" && /^\d{1,6}$/.test(value)) this.#retryMs = Number(value);
    return [];
  }

  #dispatch(): EventFields[] {
    const event = { id: this.#id, type: this.#type === "" ? "message" : this.#type, data: this.#data.join("\n") };
    const isEvent = this.#data.length > 0;
    this.#type = "";
    this.#data = [];
    return isEvent ? [event] : [];
  }
}
