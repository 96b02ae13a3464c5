import { TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** How long one waits for the next key, ms, before the server is asked. */
const PAUSE = 400;

/** A filter that is typed; it takes hold when one stops typing, or at once with Enter. */
export function TypedFilter({ value, onChange, ...input }: Props) {
  const [typed, setTyped] = useState(value);
  const settle = useDebouncedCallback((text: string) => onChange(text.trim()), PAUSE);
  useEffect(() => {
    // What is being typed is not taken away by what was typed before.
    if (!settle.isPending()) setTyped((text) => (text.trim() === value ? text : value));
  }, [value, settle]);
  return (
    <TextInput
      type="search"
      size="xs"
      autoComplete="off"
      {...input}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") settle.flush();
      }}
    />
  );
}
