import type { Attribution } from '../../records/author.ts';
import type { ArgumentView, IdeaView } from '../../records/idea/idea-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type { RecordLine } from '../engine/record-window.ts';
import type { ShortProjection } from '../engine/short-projection.ts';

export interface ShownArgument extends ArgumentView {
  /** `null` where nobody can tell. */
  readonly seat: IdText | null | undefined;
  readonly attribution: Attribution;
}

export interface ShownIdea extends Omit<IdeaView, 'arguments'> {
  readonly key: IdText;
  readonly seat: IdText | null | undefined;
  readonly attribution: Attribution;
  readonly time: number | null;
  /** Those that stand. */
  readonly for: readonly ShownArgument[];
  readonly against: readonly ShownArgument[];
  readonly withdrawnArguments: number;
}

export interface Ideas {
  readonly standing: readonly ShownIdea[];
  readonly withdrawn: readonly ShownIdea[];
  /** Arguments about ideas that this reader does not have. */
  readonly aboutUnread: readonly { readonly entry: IdText; readonly line: RecordLine }[];
}

/** Ideas in the record's order, each with what speaks for it and against it. */
export function ideasOf(room: Pick<ShortProjection, 'ideas' | 'entries' | 'unread'>): Ideas {
  const all = room.ideas.order.flatMap((key): readonly ShownIdea[] => {
    const idea = room.ideas.byEntry[key];
    return idea === undefined ? [] : [shown(room, key, idea)];
  });
  return {
    standing: all.filter(({ withdrawnAt }) => withdrawnAt === null),
    withdrawn: all.filter(({ withdrawnAt }) => withdrawnAt !== null),
    aboutUnread: aboutUnread(room),
  };
}

function shown({ entries }: Pick<ShortProjection, 'entries'>, key: IdText, idea: IdeaView): ShownIdea {
  const entry = entries[key];
  const { arguments: all, ...rest } = idea;
  const standing = all
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .map((argument) => ({
      ...argument,
      seat: entries[argument.entry]?.seat,
      attribution: entries[argument.entry]?.attribution ?? 'deniable',
    }));
  return {
    ...rest,
    key,
    seat: entry?.seat,
    attribution: entry?.attribution ?? 'deniable',
    time: entry?.time ?? null,
    for: standing.filter(({ side }) => side === 'for'),
    against: standing.filter(({ side }) => side === 'against'),
    withdrawnArguments: all.length - standing.length,
  };
}

function aboutUnread({ entries, unread }: Pick<ShortProjection, 'entries' | 'unread'>): Ideas['aboutUnread'] {
  return Object.entries(unread.byEntry)
    .filter(([entry]) => entries[entry]?.name === 'idea-argument')
    .sort(([, a], [, b]) => a.position - b.position)
    .map(([entry, view]) => ({
      entry,
      line: {
        index: view.position,
        item: { kind: 'entry', position: view.position as never, name: 'idea-argument', entry, about: view.about },
        entry: entries[entry],
        statement: undefined,
        answered: undefined,
        unread: view,
      },
    }));
}
