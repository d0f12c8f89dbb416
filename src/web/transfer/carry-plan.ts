const HOUR_MS = 3_600_000;

/** When words go: at once, or later, so that whoever sees them come cannot tell what they came from. */
export const WHENS = ['now', 'hours6', 'hours24', 'days3', 'day'] as const;
export type When = (typeof WHENS)[number];

export type Later = { readonly kind: 'after' | 'within'; readonly ms: number };

export function laterOf(when: When): Later | undefined {
  switch (when) {
    case 'now':
      return undefined;
    case 'day':
      return { kind: 'after', ms: 24 * HOUR_MS };
    case 'hours6':
      return { kind: 'within', ms: 6 * HOUR_MS };
    case 'hours24':
      return { kind: 'within', ms: 24 * HOUR_MS };
    case 'days3':
      return { kind: 'within', ms: 72 * HOUR_MS };
  }
}

/** How few may be left whose the words could be: asked for by the carrier, and refused below. */
export const AUTHORS_CHOICES = ['1', '2', '3', '5', '8'] as const;
