import type { StageOf } from './stage.ts';

/**
 * How every story is told at least: at a desk and on a phone, by day and by night, and in a language from right to left.
 * As few as that takes: each costs as long as the story.
 */
export const LOOKS: readonly StageOf[] = [
  { size: 'desk', theme: 'light', language: 'en' },
  { size: 'phone', theme: 'dark', language: 'ar-XB' },
];

/** One look each, for stories whose screens are made of parts that others are told of in both. */
export const AT_A_DESK = LOOKS.slice(0, 1);
export const ON_A_PHONE = LOOKS.slice(1);
