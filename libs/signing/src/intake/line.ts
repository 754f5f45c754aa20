import { z } from 'zod';

/**
 * PostgreSQL's text holds no NUL, canonical JSON no lone surrogate, a name no other control character, and nothing here
 * anything that turns the direction of writing around: people must see what they sign.
 */
export const isPrintable = (text: string): boolean => !/[\p{Cc}\p{Surrogate}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text);

/** One line of text as people write it: trimmed, NFC. */
export const line = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .refine(isPrintable)
    .transform((text) => text.trim().normalize('NFC'))
    .pipe(z.string().min(1));
