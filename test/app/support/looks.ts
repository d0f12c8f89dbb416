import type { StageOf } from './stage.ts';

/**
 * How every story is told at least: at a desk and on a phone, by day and by night, and in a language from right to left.
 * As few as that takes: each costs as long as the story.
 */
export const LOOKS: readonly StageOf[] = [
  { size: 'desk', theme: 'light', language: 'en' },
  { size: 'phone', theme: 'dark', language: 'ar-XB' },
];

/** And how those are told in which most of what people do comes together. */
export const EVERY_LOOK: readonly StageOf[] = [...LOOKS, { size: 'phone', theme: 'light', language: 'en' }];
