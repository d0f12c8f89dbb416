/**
 * Browsers still list some zones by names that the zone database has since replaced; some of the old ones are a party's
 * name for a place and not the place's own. What is agreed keeps the browser's: older ones know no other.
 */
const CALLED_NOW: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** `Europe/Kiev` → `Europe/Kyiv`: as it is called today, to be shown. */
export function zoneName(zone: string): string {
  return CALLED_NOW[zone] ?? zone;
}

/** `GMT+1` in winter and `GMT+2` in summer: which one holds is asked of the instant. */
export function zoneOffset(zone: string, instant: number, formats: string): string {
  const parts = new Intl.DateTimeFormat(formats, { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(
    instant,
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** The zone of this device. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every zone that this device knows, its own first, then UTC, then by name: to choose from. */
export function zonesToChoose(own: string): readonly string[] {
  const isOther = (zone: string) => zone !== 'UTC' && zoneName(zone) !== zoneName(own);
  const others = Intl.supportedValuesOf('timeZone').filter(isOther);
  return [...new Set([own, 'UTC', ...others.sort((a, b) => (zoneName(a) < zoneName(b) ? -1 : 1))])];
}

/** `America/Argentina/Buenos_Aires` → `Buenos Aires` */
export function cityOf(zone: string): string {
  const name = zoneName(zone);
  return name.slice(name.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
