import type { Attribution } from '../../records/author.ts';
import type { ArgumentView, IdeaVersionView, IdeaView, NonPaperView } from '../../records/idea/idea-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type { RecordLine } from '../engine/record-window.ts';
import type { ShortProjection } from '../engine/short-projection.ts';

export interface ShownArgument extends ArgumentView {
  /** `null` where nobody can tell. */
  readonly seat: IdText | null | undefined;
  readonly attribution: Attribution;
}

/** Words about an idea that stand for themselves: another version of it, or a non-paper. */
export interface ShownText {
  readonly key: IdText;
  /** A non-paper has none. */
  readonly title: string;
  readonly text: string;
  readonly language: string;
  readonly seat: IdText | null | undefined;
  readonly attribution: Attribution;
  readonly time: number | null;
}

export interface ShownIdea extends Omit<IdeaView, 'arguments' | 'versions' | 'nonPapers'> {
  readonly key: IdText;
  readonly seat: IdText | null | undefined;
  readonly attribution: Attribution;
  readonly time: number | null;
  /** Those that stand, and those that were put to what it was made of. */
  readonly for: readonly ShownArgument[];
  readonly against: readonly ShownArgument[];
  readonly withdrawnArguments: number;
  /** Those that stand, oldest first. */
  readonly versions: readonly ShownText[];
  readonly nonPapers: readonly ShownText[];
  /** The ideas that became this one. */
  readonly parts: readonly ShownIdea[];
}

export interface Ideas {
  readonly standing: readonly ShownIdea[];
  readonly withdrawn: readonly ShownIdea[];
  /** Arguments about ideas that this reader does not have. */
  readonly aboutUnread: readonly { readonly entry: IdText; readonly line: RecordLine }[];
}

/** Ideas in the record's order, each with what speaks for it and against it. Parts of another stand with that one. */
export function ideasOf(room: Pick<ShortProjection, 'ideas' | 'entries' | 'unread'>): Ideas {
  const { order, byEntry } = room.ideas;
  const taken = new Set(
    order.flatMap((key) => (byEntry[key]?.withdrawnAt === null ? (byEntry[key]?.mergedFrom ?? []) : [])),
  );
  const all = order.flatMap((key): readonly ShownIdea[] => {
    const idea = byEntry[key];
    return idea === undefined || taken.has(key) ? [] : [shown(room, key, idea)];
  });
  return {
    standing: all.filter(({ withdrawnAt }) => withdrawnAt === null),
    withdrawn: all.filter(({ withdrawnAt }) => withdrawnAt !== null),
    aboutUnread: aboutUnread(room),
  };
}

/** How an idea reads now: its newest version, or itself. */
export function wordingOf(idea: ShownIdea): Pick<ShownText, 'title' | 'text' | 'language'> {
  return idea.versions.at(-1) ?? idea;
}

type Held = Pick<ShortProjection, 'ideas' | 'entries'>;

/** An idea is made of earlier ones alone, so this ends. */
function shown(room: Held, key: IdText, idea: IdeaView): ShownIdea {
  const { arguments: all, versions, nonPapers, ...rest } = idea;
  const parts = idea.mergedFrom.flatMap((part) => {
    const view = room.ideas.byEntry[part];
    return view === undefined || view.withdrawnAt !== null ? [] : [shown(room, part, view)];
  });
  const standing = all
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .map((argument) => {
      const { seat, attribution } = whose(room, argument.entry);
      return { ...argument, seat, attribution };
    });
  return {
    ...rest,
    key,
    ...whose(room, key),
    for: [...parts.flatMap((part) => part.for), ...standing.filter(({ side }) => side === 'for')],
    against: [...parts.flatMap((part) => part.against), ...standing.filter(({ side }) => side === 'against')],
    withdrawnArguments: all.length - standing.length,
    versions: versions.flatMap((entry) => text(room, entry, room.ideas.versions[entry])),
    nonPapers: [
      ...parts.flatMap((part) => part.nonPapers),
      ...nonPapers.flatMap((entry) => text(room, entry, room.ideas.nonPapers[entry])),
    ],
    parts,
  };
}

function text(room: Held, key: IdText, view: IdeaVersionView | NonPaperView | undefined): readonly ShownText[] {
  if (view === undefined || view.withdrawnAt !== null) return [];
  const title = 'title' in view ? view.title : '';
  return [{ key, title, text: view.text, language: view.language, ...whose(room, key) }];
}

function whose({ entries }: Pick<Held, 'entries'>, key: IdText) {
  const entry = entries[key];
  return { seat: entry?.seat, attribution: entry?.attribution ?? ('deniable' as const), time: entry?.time ?? null };
}

const ABOUT_IDEAS: ReadonlySet<string> = new Set(['idea-argument', 'idea-version', 'non-paper']);

function aboutUnread({ entries, unread }: Pick<ShortProjection, 'entries' | 'unread'>): Ideas['aboutUnread'] {
  return Object.entries(unread.byEntry)
    .filter(([entry]) => ABOUT_IDEAS.has(entries[entry]?.name ?? ''))
    .sort(([, a], [, b]) => a.position - b.position)
    .map(([entry, view]) => ({
      entry,
      line: {
        index: view.position,
        item: {
          kind: 'entry',
          position: view.position as never,
          name: entries[entry]?.name ?? '',
          entry,
          about: view.about,
        },
        entry: entries[entry],
        statement: undefined,
        answered: undefined,
        isOpen: undefined,
        reactions: undefined,
        unread: view,
      },
    }));
}
