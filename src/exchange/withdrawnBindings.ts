/** Ends the bindings of phones and trunks whose password was changed or taken away: who had it is not called any more. */
import type { Directory, DirectoryChange } from "../accounts/directory/directory.ts";
import type { Bindings } from "../sip/registrar/bindings.ts";

export interface WithdrawnBindingsWorld {
  readonly directory: Directory;
  readonly bindings: Bindings;
  readonly wall: () => number;
}

/** What an AoR was registered with. */
interface Proof {
  readonly aor: string;
  readonly password: string | undefined;
}

export class WithdrawnBindings {
  readonly #world: WithdrawnBindingsWorld;
  /** By the id of the agent or trunk. */
  readonly #proofs = new Map<string, Proof>();
  readonly #subscriptions: readonly (() => void)[];

  constructor(world: WithdrawnBindingsWorld) {
    this.#world = world;
    const { directory, bindings } = world;
    for (const { aor } of bindings.all()) this.#keep(aor);
    this.#subscriptions = [
      bindings.onChange(({ change, binding }) => {
        if (change === "added" || change === "refreshed") this.#keep(binding.aor);
      }),
      directory.onChange((change) => this.#follow(change)),
    ];
  }

  close(): void {
    for (const end of this.#subscriptions) end();
  }

  #keep(aor: string): void {
    const { directory } = this.#world;
    const owner = directory.agentByExtension(aor) ?? directory.trunkByUsername(aor);
    if (owner !== undefined) this.#proofs.set(owner.id, { aor, password: directory.sipPassword(aor) });
  }

  #follow(change: DirectoryChange): void {
    if (change.changed !== "agent" && change.changed !== "trunk") return;
    const proof = this.#proofs.get(change.id);
    const { directory, bindings, wall } = this.#world;
    if (proof === undefined || directory.sipPassword(proof.aor) === proof.password) return;
    this.#proofs.delete(change.id);
    for (const binding of bindings.of(proof.aor, wall())) bindings.remove(binding);
  }
}
