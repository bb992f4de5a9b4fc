/** A path as it may be shown; what looks like none may be the secret itself, set in the wrong place. */
export const pathOrNot = (file: string): string =>
  /^(\.{0,2}[\\/]|[a-z]:[\\/])[^+=]*$/i.test(file)
    ? file
    : 'its value is shown only where it begins as a path, with / or ./';
