import type { Decoded } from '../protocol/codec/codec.ts';
import type { OpenedEntry } from './opened-entry.ts';
import type { RecordKind } from './record-kind.ts';
import { RecordsError } from './records-error.ts';
import { statement } from './statement/statement.ts';

/** Every kind of entry there is. Adding a feature is adding a folder and its line here. */
export const RECORD_KINDS = [statement] as const;

type Known = (typeof RECORD_KINDS)[number];

export type KindName = Known['kind'];
export type ContentOf<Name extends KindName> = Decoded<Extract<Known, { kind: Name }>['codec']>;

/** What a payload holds, when this version knows its kind. */
export type EntryContent = { [Name in KindName]: { readonly kind: Name; readonly content: ContentOf<Name> } }[KindName];

/** An opened entry of a known kind. */
export type KnownEntry = { [Name in KindName]: OpenedEntry<ContentOf<Name>, Name> }[KindName];

type AnyKind = RecordKind<KindName, unknown>;

const byTag: ReadonlyMap<number, AnyKind> = new Map(RECORD_KINDS.map((kind) => [kind.tag, kind as AnyKind]));
const byName: ReadonlyMap<string, AnyKind> = new Map(RECORD_KINDS.map((kind) => [kind.kind, kind as AnyKind]));

/** `undefined` for a tag of a newer version. */
export function kindByTag(tag: number): AnyKind | undefined {
  return byTag.get(tag);
}

export function kindByName(name: KindName): AnyKind {
  const kind = byName.get(name);
  if (kind === undefined) throw new RecordsError('UNKNOWN_KIND', `no kind is called ${name}`);
  return kind;
}
