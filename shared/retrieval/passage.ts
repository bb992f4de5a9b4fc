/** A passage of a stored document. */
export interface Passage {
  passage_id: string;
  document_id: string;
  title: string;
  url: string | null;
  /** An exact part of the document's stored text. */
  passage: string;
}

/** A passage that search found. */
export interface FoundPassage extends Passage {
  /** The higher the better; comparable within one search only. */
  score: number;
}

/** A passage as it is read from the database. */
export interface PassageRow {
  document_id: string;
  place: number;
  title: string;
  url: string | null;
  passage: string;
}
