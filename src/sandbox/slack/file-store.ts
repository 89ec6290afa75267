import type { Clock, Instant } from "../../clock.ts";
import type { Result } from "../../result.ts";
import { fail, ok } from "../../result.ts";

/** A file of the workspace. It is not there for anyone until its upload was completed. */
export interface StoredFile {
  /** `F…` */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** Who uploaded it. */
  readonly personId: string;
  readonly createdAt: Instant;
  /** In bytes. */
  readonly size: number;
  readonly bytes: Buffer;
  /** The messages that carry it. */
  readonly shares: readonly Share[];
}

export interface Share {
  readonly conversationId: string;
  readonly ts: string;
  readonly threadTs: string | null;
}

/** An upload under way: promised by `files.getUploadURLExternal`, then received, then completed. */
interface Upload {
  readonly id: string;
  readonly name: string;
  readonly personId: string;
  /** In bytes, as promised. */
  readonly length: number;
  readonly bytes: Buffer | null;
}

export interface FileStore {
  /** Opens an upload of `length` bytes; the ticket is the last part of its upload URL. */
  promise(file: { readonly name: string; readonly length: number; readonly personId: string }): {
    readonly id: string;
    readonly ticket: string;
  };
  /** Takes the bytes. An upload takes them once, and as many as were promised. */
  receive(ticket: string, bytes: Buffer): Result<number, "no_such_upload" | "wrong_length">;
  /** Ids of uploads that can be completed now. */
  isReceived(id: string): boolean;
  /** Makes an upload a file. Its id must be one that `isReceived`. */
  complete(id: string, title: string | undefined): StoredFile;
  /** A person uploads a file, as into a form. */
  put(file: { readonly name: string; readonly bytes: Buffer; readonly personId: string }): StoredFile;
  share(file: StoredFile, share: Share): StoredFile;
  find(id: string): StoredFile | undefined;
  all(): readonly StoredFile[];
  forget(): void;
}

export function openFileStore(clock: Clock, newId: () => string): FileStore {
  const uploads = new Map<string, Upload>();
  const files = new Map<string, StoredFile>();

  const freshId = (): string => `F${newId().replaceAll("-", "").slice(0, 10).toUpperCase()}`;
  const received = (id: string): { ticket: string; upload: Upload; bytes: Buffer } | undefined => {
    for (const [ticket, upload] of uploads) {
      if (upload.id === id && upload.bytes) return { ticket, upload, bytes: upload.bytes };
    }
    return undefined;
  };
  const keep = (file: StoredFile): StoredFile => {
    files.set(file.id, file);
    return file;
  };

  return {
    promise({ name, length, personId }) {
      const id = freshId();
      const ticket = newId().replaceAll("-", "");
      uploads.set(ticket, { id, name, personId, length, bytes: null });
      return { id, ticket };
    },
    receive(ticket, bytes) {
      const upload = uploads.get(ticket);
      if (!upload || upload.bytes) return fail("no_such_upload");
      if (bytes.length !== upload.length) return fail("wrong_length");
      uploads.set(ticket, { ...upload, bytes });
      return ok(bytes.length);
    },
    isReceived: (id) => received(id) !== undefined,
    complete(id, title) {
      const found = received(id);
      if (!found) throw new Error(`There is no upload ${id} to complete.`);
      const { ticket, upload, bytes } = found;
      uploads.delete(ticket);
      const { name, personId } = upload;
      const createdAt = clock.now();
      return keep({
        id,
        name,
        title: title ?? name,
        personId,
        createdAt,
        size: bytes.length,
        bytes,
        shares: [],
      });
    },
    put({ name, bytes, personId }) {
      const createdAt = clock.now();
      return keep({
        id: freshId(),
        name,
        title: name,
        personId,
        createdAt,
        size: bytes.length,
        bytes,
        shares: [],
      });
    },
    share: (file, share) => keep({ ...file, shares: [...file.shares, share] }),
    find: (id) => files.get(id),
    all: () => [...files.values()],
    forget() {
      uploads.clear();
      files.clear();
    },
  };
}
