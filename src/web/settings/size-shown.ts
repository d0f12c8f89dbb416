const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** In a reader's own words, as roughly as anybody needs it: `340 kB`, `1.2 MB`. */
export function sizeShown(bytes: number, locale: string): string {
  let [size, unit] = [bytes / 1000, 0];
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[unit] as string,
    maximumFractionDigits: size < 10 ? 1 : 0,
  }).format(size);
}
