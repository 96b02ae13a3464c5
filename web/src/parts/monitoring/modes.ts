/** The three ways to monitor, as they are shown. */
import { IconEar, IconMessageUp, IconUsers } from "@tabler/icons-react";
import type { Mode } from "../../api/me.ts";

/** In the order of the keys 1, 2 and 3. */
export const modes: readonly Mode[] = ["passive", "semi_active", "active"];

export const modeIcons = { passive: IconEar, semi_active: IconMessageUp, active: IconUsers } as const;
