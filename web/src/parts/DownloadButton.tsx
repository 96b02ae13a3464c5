import { Button, type ButtonProps } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { download } from "../api/download.ts";
import { useProblemText } from "./problemText.ts";

interface Props extends ButtonProps {
  /** Of the API, with its query. */
  readonly path: string;
  readonly mediaType: string;
  /** Of the file. */
  readonly name: string;
  readonly children: ReactNode;
}

/** Keeps an answer of the API as a file, and says why where that does not work. */
export function DownloadButton({ path, mediaType, name, children, ...button }: Props) {
  const say = useProblemText();
  const { mutate, isPending } = useMutation({
    mutationFn: () => download(path, mediaType, name),
    onError: (error) => notifications.show({ color: "red", message: say(error) }),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      {...button}
      loading={isPending}
      onClick={() => mutate()}
    >
      {children}
    </Button>
  );
}
