import type { ModelAnswer, ModelRequest } from '../language-model.ts';

/** The answer under the id that its stored calls carry. */
export const withId = (answer: ModelAnswer, { answer_id }: ModelRequest): ModelAnswer => ({
  ...answer,
  id: answer_id ?? answer.id,
});
