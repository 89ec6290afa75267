import type { FileInput } from "@slack/types";
import type { FormValue } from "../../world/act.ts";

interface Chosen {
  readonly name: string;
  readonly text: string;
}

/** Files from one's own machine, read as text in the browser. */
export function Files(props: {
  readonly id: string;
  readonly element: FileInput;
  readonly value: FormValue;
  readonly enter: (value: FormValue) => void;
  readonly describedBy: string | undefined;
  readonly isWrong: boolean;
}) {
  const { id, element, value, enter } = props;
  const chosen: readonly Chosen[] =
    value !== null && typeof value === "object" && "files" in value ? value.files : [];
  const most = element.max_files ?? 10;
  const take = async (list: FileList | null): Promise<void> => {
    const files = await Promise.all(
      [...(list ?? [])].map(async (file) => ({ name: file.name, text: await file.text() })),
    );
    enter(files.length === 0 ? null : { files });
  };
  return (
    <>
      <input
        id={id}
        type="file"
        multiple={most > 1}
        accept={element.filetypes?.map((kind) => `.${kind}`).join(",")}
        aria-describedby={props.describedBy}
        aria-invalid={props.isWrong}
        onChange={({ currentTarget }) => void take(currentTarget.files)}
      />
      {chosen.length > 0 && (
        <p class="muted" role="status">
          {chosen.map(({ name, text }) => `${name}, ${linesOf(text)}`).join("; ")}
        </p>
      )}
    </>
  );
}

function linesOf(text: string): string {
  const many = text.split("\n").filter((line) => line.trim() !== "").length;
  return many === 1 ? "1 line" : `${many} lines`;
}
