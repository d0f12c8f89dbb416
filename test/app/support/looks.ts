import type { StageOf } from './stage.ts';

/** How every story is told at least: at a desk and on a phone, by day and by night, and in a language from right to left. */
export const LOOKS: readonly StageOf[] = [
  { size: 'desk', theme: 'light', language: 'en' },
  { size: 'phone', theme: 'dark', language: 'en' },
  { size: 'phone', theme: 'light', language: 'ar-XB' },
];
