import { struct, uint } from '../codec/shapes.ts';

/** The answer to a submission: the communiqué's place in its space, from 1. The same for the same release again. */
export const publishedAnswer = struct('published', { number: uint('number', { min: 1 }) });

export const PUBLISHED_ANSWER_BYTES_MAX = 16;
