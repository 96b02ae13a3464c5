import type { CallNumber, MediaCommand, RecordingPlan } from "../../media/commands.ts";

export type RecordingState = "off" | "on" | "paused" | "failed";

/** Where a call's recording goes, under which id. */
export type NamedRecordingPlan = RecordingPlan & { readonly id: string };

/** Whether a call is being recorded, as people see it, and the commands that change it. */
export class CallRecording {
  readonly #call: CallNumber;
  readonly #plan: NamedRecordingPlan | undefined;
  #begun = false;
  #paused = false;
  #failing = false;

  /** @param plan undefined when the account records nothing */
  constructor(call: CallNumber, plan: NamedRecordingPlan | undefined) {
    this.#call = call;
    this.#plan = plan;
  }

  get state(): RecordingState {
    if (!this.#begun) return "off";
    if (this.#failing) return "failed";
    return this.#paused ? "paused" : "on";
  }

  /** What is said is being written down, or would be if the disk let us. */
  get runs(): boolean {
    return this.#begun && !this.#paused;
  }

  /** The plan, once the recording has begun. */
  get begun(): NamedRecordingPlan | undefined {
    return this.#begun ? this.#plan : undefined;
  }

  begin(): MediaCommand | undefined {
    if (this.#plan === undefined) return undefined;
    this.#begun = true;
    const { path, layout, onHold } = this.#plan;
    return { op: "startRecording", call: this.#call, plan: { path, layout, onHold } };
  }

  /** Undefined when there is nothing to pause or resume. */
  pause(paused: boolean): MediaCommand | undefined {
    if (!this.#begun || this.#paused === paused) return undefined;
    this.#paused = paused;
    return { op: "pauseRecording", call: this.#call, paused };
  }

  trouble(failing: boolean): void {
    this.#failing = failing;
  }
}
