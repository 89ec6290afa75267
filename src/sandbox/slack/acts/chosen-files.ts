import { z } from "zod";
import type { Element } from "../blocks.ts";
import { extensionOf, fileObject } from "../file-shape.ts";
import * as texts from "../texts.ts";
import type { World } from "../world.ts";
import type { Person } from "../workspace.ts";

/** A file on a person's own machine. */
export interface ChosenFile {
  readonly name: string;
  /** Text is written as UTF-8. */
  readonly text: string | Buffer;
}

export interface ChosenFiles {
  readonly files: readonly ChosenFile[];
}

/** docs.slack.dev/reference/block-kit/block-elements/file-input-element: the limit of one file. */
const LARGEST_BYTES = 10 * 1024 * 1024;

const limits = z.looseObject({
  max_files: z.number().default(10),
  filetypes: z.array(z.string()).optional(),
});

/** Why the client does not let a person attach these files, in words; empty when it does. */
export function fileComplaints(key: string, element: Element, chosen: readonly ChosenFile[]): string[] {
  const { max_files, filetypes } = limits.parse(element);
  const complaints: string[] = [];
  if (chosen.length > max_files) complaints.push(texts.tooManyFiles(key, max_files));
  for (const { name, text } of chosen) {
    if (filetypes && !filetypes.map((type) => type.toLowerCase()).includes(extensionOf(name))) {
      complaints.push(texts.fileType(key, name, filetypes));
    }
    if (Buffer.from(text).length > LARGEST_BYTES) complaints.push(texts.fileTooLarge(key, name));
  }
  return complaints;
}

/** The files as the submission carries them. The client uploads each as soon as it is chosen. */
export function upload(
  world: World,
  person: Person,
  chosen: readonly ChosenFile[],
): readonly Record<string, unknown>[] {
  return chosen.map(({ name, text }) => {
    const file = world.files.put({ name, bytes: Buffer.from(text), personId: person.id });
    return fileObject(file, world);
  });
}
