import * as z from 'zod';

/** The `Prefer` header (RFC 7240), read for `respond-async`; other preferences are ignored, as the RFC asks. */
export const respondAsync = z.string().transform((header) => /(^|,)\s*respond-async\s*(;|,|$)/i.test(header));

/** The `Prefer` header (RFC 7240), read for `wait=N`: N in seconds, at most 30; other preferences are ignored, as the RFC asks. */
export const waitSeconds = z.string().transform((header, context) => {
  const wait = header
    .split(',')
    .map(
      (preference) =>
        preference
          .split(';')[0]
          ?.trim()
          .match(/^wait\s*=\s*"?(.*?)"?$/i)?.[1],
    )
    .find((value) => value !== undefined);
  if (wait === undefined) return 0;
  if (/^\d{1,2}$/.test(wait) && Number(wait) <= 30) return Number(wait);
  context.addIssue({
    code: 'custom',
    message: 'wait must be a whole number of seconds from 0 to 30, e.g. Prefer: wait=10',
  });
  return z.NEVER;
});
