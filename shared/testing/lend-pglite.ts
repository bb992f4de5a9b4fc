import type { Database } from '../database/database.ts';
import { openPglite } from '../database/pglite.ts';
import { newDataFolder } from './new-data-folder.ts';

/** Given back by a test of this process, for the next one: to open one takes a second of a processor. */
const idle: Database[] = [];

const removeSchemas = `
  do $$
    declare name text;
    begin
      for name in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
        execute format('drop schema %I cascade', name);
      end loop;
      create schema public;
    end $$;`;

/** Lends an empty PGlite in memory. Once it is given back, whoever still has it can do nothing with it. */
export async function lendPglite() {
  const kept = idle.pop();
  await kept?.query('discard all');
  await kept?.execute(removeSchemas);
  const whole = kept ?? (await openPglite('memory://', await newDataFolder()));
  const stops: (() => Promise<void>)[] = [];
  let lent = true;
  const usable = () => {
    if (!lent) throw new Error('this database has been given back');
    return whole;
  };
  const giveBack = async () => {
    if (!lent) return;
    lent = false;
    for (const stop of stops) await stop();
    idle.push(whole);
  };
  const database: Database = {
    kind: whole.kind,
    query: async (text, values) => usable().query(text, values),
    transaction: async (work, patience) => usable().transaction(work, patience),
    execute: async (script, patience) => usable().execute(script, patience),
    async listen(channel, onNotify) {
      const stop = await usable().listen(channel, onNotify);
      stops.push(stop);
      return stop;
    },
    close: giveBack,
  };
  return { database, url: undefined, [Symbol.asyncDispose]: giveBack };
}
