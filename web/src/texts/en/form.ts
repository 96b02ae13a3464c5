import type { form as pt } from "../pt-BR/form.ts";
import type { TextsLike } from "../textsLike.ts";

export const form: TextsLike<typeof pt> = {
  checkFields: "Look at the marked fields.",
  otherFaults: "There are problems outside the fields shown, too:",
  meanwhile: {
    title: "Somebody else changed this while you were editing",
    text: "Nothing that you typed is lost. Have a look and save again.",
    theirs: "{{field}}: now it is “{{value}}”",
    theirsBlank: "{{field}}: now it is empty",
    changed: "{{field}}: was changed",
    kept: "Your text is still in the field.",
    empty: "The changes do not touch the fields of this form.",
  },
  removeTitle: "Delete {{name}}?",
  removeText: "This cannot be undone.",
  typeToConfirm: "To confirm, type {{word}}",
  fields: "Details",
  results_one: "{{count}} result",
  results_other: "{{count}} results",
  pages: "Pages",
  previousPage: "Previous page",
  nextPage: "Next page",
  secretHint: "Copy it now: it is not shown again.",
  copyValue: "Copy {{what}}",
  copyFailed: "The browser did not allow copying. Select the text and copy it with Ctrl+C.",
  moveUp: "Move {{name}} up",
  moveDown: "Move {{name}} down",
  takeOut: "Take {{name}} out",
  moved: "{{name}}: place {{place}} of {{count}}",
  dragHint: "Drag, or use the arrows, to change the order.",
};
