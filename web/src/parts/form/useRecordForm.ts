import { type UseFormReturnType, useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useRef, useState } from "react";
import { PontoProblem } from "../../../../client/ponto.ts";
import { type Fault, faultsOf } from "../../api/bodyFaults.ts";
import type { Kept } from "../../api/collections.ts";
import { bodySchema, documentQuery } from "../../api/constraints.ts";
import { changedPaths, patchBetween, valueAt, withMine } from "./differences.ts";
import { useFaultText } from "./faultText.ts";
import { meaningOf } from "./sayings.ts";

export interface RecordFormOptions<T, Values extends object> {
  /** What is to be changed, as it was read; null: something new is to be made. */
  readonly before: Kept<T> | null;
  /** The operation of the API's document by whose rules the fields are judged. */
  readonly operation: { readonly method: "post" | "patch"; readonly path: string };
  /** What stands in the fields; of null: of something new. Its fields have the names of those that are sent. */
  readonly valuesOf: (thing: T | null) => Values;
  /** What is sent: of something new, or of what is changed. */
  readonly bodyOf: (values: Values, isNew: boolean) => object;
  /** Sends the whole body of something new, or what was changed. */
  readonly save: (body: object, etag: string | null) => Promise<unknown>;
  /** Reads it anew, after somebody else changed it. */
  readonly reload: () => Promise<Kept<T>>;
  /** Told what `save` answered; null where nothing was to be changed. */
  readonly onSaved: (answer: unknown) => void;
}

/** What somebody else changed while the form was filled in. */
export interface Meanwhile {
  readonly path: string;
  /** What it says now, elsewhere. */
  readonly theirs: unknown;
  /** Whether I changed it as well, so that my text is still in the field. */
  readonly mine: boolean;
}

export interface ShownField {
  readonly label: string;
  readonly kind: FieldKind;
}

export interface RecordForm<Values extends object> {
  readonly form: UseFormReturnType<Values>;
  /** What a field needs: label, value, what is wrong with it. @param path of the field, `voip.forwardTo.busy` */
  readonly field: (path: string, label: string, kind?: FieldKind) => FieldProps;
  readonly shownAs: (path: string) => ShownField | undefined;
  readonly submit: (event?: SyntheticEvent<HTMLFormElement>) => void;
  readonly isSaving: boolean;
  readonly isDirty: () => boolean;
  /** From here on nothing is lost by leaving. */
  readonly settle: () => void;
  /** Why it was not saved; null where the marked fields say it all. */
  readonly refusal: unknown;
  /** What is wrong beside the fields that are shown. */
  readonly otherFaults: readonly string[];
  /** Whether fields are marked. */
  readonly marked: boolean;
  readonly meanwhile: readonly Meanwhile[] | null;
}

/** What is typed is shown as it is; a choice has another name on the screen than it is kept by. */
export type FieldKind = "text" | "choice" | "checkbox";

type FieldProps = ReturnType<UseFormReturnType<object>["getInputProps"]> & { readonly label: string };

/**
 * A form about one thing of the account. It judges its fields as the server does, marks what the server refuses, and keeps what was typed
 * whatever happens: where somebody else was quicker, their changes come into the fields that one has not touched.
 */
export function useRecordForm<T, Values extends object>(options: RecordFormOptions<T, Values>): RecordForm<Values> {
  const { operation, valuesOf, save, reload, onSaved } = options;
  const bodyOf = (values: Values): object => options.bodyOf(values, options.before === null);
  const [base, setBase] = useState(options.before);
  const [meanwhile, setMeanwhile] = useState<readonly Meanwhile[] | null>(null);
  const [otherFaults, setOtherFaults] = useState<readonly string[]>([]);
  const settled = useRef(false);
  /** The fields that were drawn, from the top. */
  const fields = useRef(new Map<string, ShownField>());
  const { data: document } = useQuery(documentQuery);
  const faultText = useFaultText();

  /** The field that shows what is wrong at a path: of `agentIds.3`, the list. */
  const shownAt = (path: string): string | undefined =>
    [...fields.current.keys()]
      .filter((shown) => `${path}.`.startsWith(`${shown}.`))
      .sort((a, b) => b.length - a.length)[0];

  const errorsOf = (faults: readonly Fault[]): Record<string, string> =>
    Object.fromEntries(faults.map(({ path, message }) => [shownAt(path) ?? path, message]).reverse());

  const form = useForm<Values>({
    initialValues: valuesOf(base?.thing ?? null),
    validateInputOnBlur: true,
    validate: (values) => {
      const schema = document === undefined ? undefined : bodySchema(document, operation.method, operation.path);
      return schema === undefined ? {} : errorsOf(faultsOf(schema, bodyOf(values)));
    },
  });

  const mark = (faults: readonly Fault[]): void => {
    form.setErrors(errorsOf(faults));
    setOtherFaults(
      faults
        .filter(({ path }) => shownAt(path) === undefined)
        .map(({ path, message }) => `${path} ${faultText(message)}`.trim()),
    );
    focusFirst(faults.map(({ path }) => shownAt(path) ?? path));
  };

  /** The topmost of them, once it is drawn as faulty. */
  const focusFirst = (paths: readonly string[]): void =>
    void requestAnimationFrame(() => {
      const [first] = [...fields.current.keys()].filter((path) => paths.includes(path));
      if (first !== undefined) form.getInputNode(first)?.focus();
    });

  const catchUp = async (): Promise<void> => {
    const newer = await reload();
    const [old, mine, theirs] = [valuesOf(base?.thing ?? null), form.getValues(), valuesOf(newer.thing)];
    const touched = changedPaths(old, mine);
    setMeanwhile(
      changedPaths(old, theirs).map((path) => ({ path, theirs: valueAt(theirs, path), mine: touched.includes(path) })),
    );
    setBase(newer);
    form.setValues(withMine(old, mine, theirs));
  };

  const saving = useMutation({
    mutationFn: async (values: Values) => {
      const body = bodyOf(values);
      const sent = base === null ? body : patchBetween(bodyOf(valuesOf(base.thing)), body);
      return sent === undefined ? null : await save(sent, base?.etag ?? null);
    },
    onMutate: () => setOtherFaults([]),
    onSuccess: (answer) => {
      settled.current = true;
      onSaved(answer);
    },
    onError: async (error) => {
      if (!(error instanceof PontoProblem)) return;
      if (error.code === "precondition_failed") await catchUp();
      mark(faultsIn(error));
    },
  });

  const changedMeanwhile = saving.error instanceof PontoProblem && saving.error.code === "precondition_failed";
  const marked = Object.keys(form.errors).length > 0;
  const explained = changedMeanwhile || marked || otherFaults.length > 0;
  return {
    form,
    field: (path, label, kind = "text") => {
      fields.current.set(path, { label, kind });
      const { error, ...input } = form.getInputProps(path, { type: kind === "checkbox" ? kind : "input" });
      return { label, ...input, error: typeof error === "string" ? faultText(error) : undefined };
    },
    shownAs: (path) => {
      const shown = shownAt(path);
      return shown === undefined ? undefined : fields.current.get(shown);
    },
    submit: form.onSubmit(
      (values) => saving.mutate(values),
      (errors) => {
        const unseen = Object.entries(errors).filter(([path]) => !fields.current.has(path));
        setOtherFaults(unseen.map(([path, message]) => `${path} ${faultText(String(message))}`));
        focusFirst(Object.keys(errors));
      },
    ),
    isSaving: saving.isPending,
    isDirty: () => !settled.current && changedPaths(valuesOf(base?.thing ?? null), form.getValues()).length > 0,
    settle: () => {
      settled.current = true;
    },
    refusal: explained ? null : saving.error,
    otherFaults,
    marked,
    meanwhile,
  };
}

/** What a refusal says about fields: by their names, or as a sentence that is known to be about one. */
function faultsIn({ problem }: PontoProblem): readonly Fault[] {
  if (problem.errors !== undefined && problem.errors.length > 0) return problem.errors;
  const { detail } = problem;
  const field = detail === undefined ? undefined : meaningOf(detail)?.field;
  return detail === undefined || field === undefined ? [] : [{ path: field, message: detail }];
}
