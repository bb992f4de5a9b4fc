// Posts a task to the API at the given address and waits for its end: it must complete.
const [, , api] = process.argv;
const body = JSON.stringify({ query: '人工智能在医疗领域的应用前景', priority: 'high', agent_type: 'research' });
const headers = { 'content-type': 'application/json; charset=utf-8' };

const accepted = await fetch(`${api}/tasks`, { method: 'POST', headers, body });
const { task_id } = await accepted.json();
if (accepted.status !== 202) throw new Error(`POST /tasks answered ${accepted.status}`);

const deadline = Date.now() + 60_000;
let task;
do {
  await new Promise((resolve) => setTimeout(resolve, 200));
  task = await (await fetch(`${api}/tasks/${task_id}`)).json();
} while (['queued', 'processing'].includes(task.status) && Date.now() < deadline);

const { status, progress } = task;
console.log(`Task ${task_id}: ${status}, ${progress.done}/${progress.total} steps`);
if (status !== 'completed') process.exit(1);
