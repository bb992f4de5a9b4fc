/** A computed value without the noise of its last bits (15 significant digits); null for what is no number. */
export const figure = (value: number): number | null =>
  Number.isFinite(value) ? Number(value.toPrecision(15)) + 0 : null;

/** The numbers of a list that has gaps. */
export const present = (values: (number | null)[]): number[] => values.filter((value) => value !== null);

/** In ascending order, as a copy. */
export const ascending = (values: number[]): number[] => [...Float64Array.from(values).sort()];
