/** The shape of a language's words, whatever the words are. */
export type Words<Value> = Value extends string
  ? string
  : Value extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { [Name in keyof Value]: Words<Value[Name]> };
