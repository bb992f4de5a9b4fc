import { language } from '../state/settings.ts';
import { useStore } from '../state/store.ts';
import { en, type Text } from './en.ts';
import { zh } from './zh.ts';

const texts: Record<string, Text> = { en, zh };

/** The page's words as the language is now. */
export const currentText = (): Text => texts[language.get()] ?? en;

/** The page's words in the chosen language. */
export const useText = (): Text => texts[useStore(language)] ?? en;
