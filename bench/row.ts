/** One measured figure, beside what it is held against in the same run. */
export interface Row {
  readonly what: string;
  readonly unit: 'ms' | '/s' | 'MiB' | 'KB';
  readonly measured: number;
  /** A bare loop of the same work, or a reference, in the same unit; none where the limit is absolute. */
  readonly against?: number | undefined;
  /** In words. */
  readonly limit: string;
  readonly holds: boolean;
}

const NO_LIMIT = 'no limit';

/** At most so many units. */
export function atMost(what: string, unit: Row['unit'], measured: number, limit: number, against?: number): Row {
  return { what, unit, measured, against, limit: `≤ ${format(limit)} ${unit}`, holds: measured <= limit };
}

/** What is told beside the others, and held against nothing. */
export function told(what: string, unit: Row['unit'], measured: number): Row {
  return { what, unit, measured, limit: NO_LIMIT, holds: true };
}

/** At most, or at least, so many times what it is held against. */
export function timesOf(
  what: string,
  unit: Row['unit'],
  measured: number,
  against: number,
  limit: { readonly atMost: number } | { readonly atLeast: number },
): Row {
  const ratio = measured / against;
  if ('atMost' in limit) {
    return { what, unit, measured, against, limit: `≤ ${limit.atMost} × beside`, holds: ratio <= limit.atMost };
  }
  return { what, unit, measured, against, limit: `≥ ${limit.atLeast} × beside`, holds: ratio >= limit.atLeast };
}

export function format(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

/** A Markdown table: what was measured, what stands beside it, whether the figure was reached. */
export function table(rows: readonly Row[]): string {
  const head = ['| what | measured | beside it | ratio | figure | reached |', '|---|---:|---:|---:|---|---|'];
  const lines = rows.map(({ what, unit, measured, against, limit, holds }) => {
    const beside = against === undefined ? '' : `${format(against)} ${unit}`;
    const ratio = against === undefined ? '' : format(measured / against);
    const reached = limit === NO_LIMIT ? '' : holds ? 'yes' : '**no**';
    return `| ${what} | ${format(measured)} ${unit} | ${beside} | ${ratio} | ${limit} | ${reached} |`;
  });
  return [...head, ...lines].join('\n');
}
