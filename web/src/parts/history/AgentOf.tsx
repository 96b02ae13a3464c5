import { Text, type TextProps } from "@mantine/core";
import type { CallReport } from "../../api/history.ts";

interface Props extends TextProps {
  readonly call: Pick<CallReport, "agentName" | "agentExtension">;
}

/** Who had the call last: `Ana · 1001`. */
export function AgentOf({ call: { agentName, agentExtension }, ...text }: Props) {
  return (
    <Text inherit={text.size === undefined} {...text}>
      {[agentName, agentExtension].filter((told) => told !== null).join(" · ")}
    </Text>
  );
}
