/** What an agent may be doing: each with an icon of its own, and a colour (statuses.module.css). */
import {
  IconBellRinging,
  IconCircleCheck,
  IconCircleMinus,
  IconPhoneCall,
  IconPhoneOff,
  IconPlayerPause,
} from "@tabler/icons-react";
import type { Agent } from "../../api/agents.ts";

export type Status = Agent["status"];

/** In the order in which a supervisor looks for them. */
export const statuses = ["in_call", "on_hold", "ringing", "available", "do_not_disturb", "offline"] as const;

export const statusIcons = {
  in_call: IconPhoneCall,
  on_hold: IconPlayerPause,
  ringing: IconBellRinging,
  available: IconCircleCheck,
  do_not_disturb: IconCircleMinus,
  offline: IconPhoneOff,
} as const;
