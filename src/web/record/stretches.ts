import { type Ruled, spanAt } from '../../records/rules/rules-in-force.ts';
import type { RulesSpan } from '../../records/rules/rules-slice.ts';
import type { Block } from './blocks.ts';

/** How a block stands to the stretch that it is in. */
export interface InStretch {
  readonly span: RulesSpan;
  /** Nothing of it is set before this one: here it is said which rule it is under. */
  readonly isFirst: boolean;
}

/** For each block, the stretch that its first line stands in. What has no line goes with what is before it. */
export function stretchesOf({ room }: Ruled, blocks: readonly Block[]): readonly (InStretch | undefined)[] {
  let before: RulesSpan | undefined;
  return blocks.map((block) => {
    const position = positionOf(block);
    const span = position === undefined ? before : spanAt(room.rules, position);
    const isFirst = span?.stretch !== before?.stretch;
    before = span;
    return span === undefined || span.stretch === null ? undefined : { span, isFirst };
  });
}

function positionOf(block: Block): number | undefined {
  if (block.kind === 'steps') return block.steps[0]?.line.item.position;
  return block.kind === 'day' || block.kind === 'new' ? undefined : block.line.item.position;
}
