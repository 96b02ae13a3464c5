import type { common as pt } from "../pt-BR/common.ts";
import type { TextsLike } from "../textsLike.ts";

export const common: TextsLike<typeof pt> = {
  product: "Ponto",
  save: "Save",
  cancel: "Cancel",
  close: "Close",
  create: "Create",
  edit: "Edit",
  remove: "Delete",
  search: "Search",
  retry: "Try again",
  copy: "Copy",
  copied: "Copied",
  show: "Show",
  hide: "Hide",
  yes: "Yes",
  no: "No",
  none: "None",
  all: "All",
  optional: "optional",
  loading: "Loading…",
  nothingFound: "Nothing found",
  saved: "Saved",
  removed: "Deleted",
  unsaved: {
    title: "There are changes that were not saved",
    text: "If you leave now, what you typed is lost.",
    leave: "Leave without saving",
    stay: "Stay",
  },
  changedMeanwhile: "Somebody else changed this just now. Look at what changed and save again.",
};
