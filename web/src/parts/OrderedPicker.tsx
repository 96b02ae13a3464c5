import { ActionIcon, Group, Input, Paper, Select, Stack, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical, IconX } from "@tabler/icons-react";
import { type DragEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./OrderedPicker.module.css";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface Props {
  readonly label: string;
  readonly description?: string;
  readonly error?: string;
  /** All that there is to choose from. */
  readonly choices: readonly Choice[];
  /** What is chosen, first things first. */
  readonly value?: readonly string[];
  readonly onChange: (value: string[]) => void;
  /** What stands in the field by which more are added. */
  readonly add: string;
  /** Whether the order means anything; else there are no places to change. */
  readonly ordered?: boolean;
}

/** A list whose order one chooses: by dragging, or by buttons, which say where a thing has come to. */
export function OrderedPicker({
  label,
  description,
  error,
  choices,
  value = [],
  onChange,
  add,
  ordered = true,
}: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [dragged, setDragged] = useState<number>();
  const [told, setTold] = useState("");
  const names = new Map(choices.map((choice) => [choice.value, choice.label]));
  const left = choices.filter((choice) => !value.includes(choice.value));

  const move = (from: number, to: number): void => {
    const moved = value[from];
    if (moved === undefined || to < 0 || to >= value.length) return;
    onChange(value.toSpliced(from, 1).toSpliced(to, 0, moved));
    setTold(t("form.moved", { name: names.get(moved) ?? moved, place: to + 1, count: value.length }));
  };
  const dragOver = (event: DragEvent, over: number): void => {
    event.preventDefault();
    if (dragged === undefined || dragged === over) return;
    move(dragged, over);
    setDragged(over);
  };

  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id: `${id}-label` }}
      description={description ?? (ordered && value.length > 1 ? t("form.dragHint") : undefined)}
      error={error}
    >
      <Stack gap={4} mt={6} role="group" aria-labelledby={`${id}-label`}>
        <Stack gap={4} component="ol" className={classes.list}>
          {value.map((item, i) => {
            const name = names.get(item) ?? item;
            return (
              <Paper
                key={item}
                component="li"
                withBorder
                px="xs"
                py={2}
                draggable={ordered}
                data-dragged={dragged === i || undefined}
                className={classes.item}
                onDragStart={() => setDragged(i)}
                onDragOver={(event: DragEvent) => dragOver(event, i)}
                onDragEnd={() => setDragged(undefined)}
              >
                <Group gap="xs" wrap="nowrap">
                  {ordered && <IconGripVertical size={16} aria-hidden className={classes.grip} />}
                  <Text size="sm" flex={1} style={{ overflowWrap: "anywhere" }}>
                    {name}
                  </Text>
                  {ordered && (
                    <>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        disabled={i === 0}
                        onClick={() => move(i, i - 1)}
                        aria-label={t("form.moveUp", { name })}
                      >
                        <IconArrowUp size={16} aria-hidden />
                      </ActionIcon>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        disabled={i === value.length - 1}
                        onClick={() => move(i, i + 1)}
                        aria-label={t("form.moveDown", { name })}
                      >
                        <IconArrowDown size={16} aria-hidden />
                      </ActionIcon>
                    </>
                  )}
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    onClick={() => onChange(value.toSpliced(i, 1))}
                    aria-label={t("form.takeOut", { name })}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                </Group>
              </Paper>
            );
          })}
        </Stack>
        {left.length > 0 && (
          <Select
            aria-label={add}
            placeholder={add}
            data={left.map((choice) => ({ ...choice }))}
            value={null}
            onChange={(chosen) => {
              if (chosen !== null) onChange([...value, chosen]);
            }}
            searchable={choices.length > 6}
            nothingFoundMessage={t("common.nothingFound")}
            limit={100}
          />
        )}
        <span aria-live="polite" className={classes.told}>
          {told}
        </span>
      </Stack>
    </Input.Wrapper>
  );
}
