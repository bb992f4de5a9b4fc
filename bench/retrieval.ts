import { readFile } from 'node:fs/promises';
import { messageOf } from '../shared/errors.ts';
import { withKnowledgeBase } from './retrieval/knowledge-base.ts';
import { measureRanks } from './retrieval/measure-ranks.ts';
import { readQuestions } from './retrieval/read-questions.ts';

const usage = `Usage: npm run bench:retrieval -- FILE
FILE is a question set in SQuAD's layout. Each context is posted to POST /documents, each question asked of GET /search.
With BASE_URL (e.g. http://127.0.0.1:8000) a running system is measured: give it an empty knowledge base.
Without it, the endpoints run in this process on a PGlite database in memory.`;

const [file] = process.argv.slice(2);
if (!file) {
  console.error(usage);
  process.exit(1);
}

try {
  const questions = readQuestions(JSON.parse(await readFile(file, 'utf8')));
  // biome-ignore lint/style/noProcessEnv: the bench's own setting, not the system's
  const baseUrl = process.env.BASE_URL;
  const measured = await withKnowledgeBase(baseUrl, (knowledgeBase) => measureRanks(questions, knowledgeBase));
  console.log(`${questions.length} questions, ${measured.documents} documents, ${baseUrl ?? 'in process on PGlite'}`);
  console.log('R@1    R@5    R@10   MRR@10');
  console.log(
    [measured.recallAt1, measured.recallAt5, measured.recallAt10, measured.mrrAt10]
      .map((value) => value.toFixed(4))
      .join(' '),
  );
} catch (error) {
  console.error(messageOf(error));
  process.exit(1);
}
