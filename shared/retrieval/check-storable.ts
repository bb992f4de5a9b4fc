import { InvalidRequest } from '../errors.ts';

/** Refuses (400) what a database's text would lose or not take, anywhere in `value`: U+0000 and halves of surrogate pairs. */
export function checkStorable(value: unknown): void {
  JSON.stringify(value, (key, child: unknown) => {
    if (!storable(key) || (typeof child === 'string' && !storable(child))) {
      throw new InvalidRequest('A document cannot hold the character U+0000 or half of a surrogate pair.');
    }
    return child;
  });
}

const storable = (text: string) => text.isWellFormed() && !text.includes('\0');
