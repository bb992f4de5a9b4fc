import { type Arg, DockerfileParser, type Instruction, type Label, type PropertyInstruction } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';

/** Labels that say what an image is. */
const labels = ['title', 'description', 'licenses', 'version', 'revision'];

/** What is wrong with a Dockerfile, in words; empty where it is valid and keeps every rule. */
export function dockerfileFaults(text: string): string[] {
  const file = DockerfileParser.parse(text);
  const instructions = file.getInstructions();
  const of = (keyword: string) => instructions.filter((one) => one.getKeyword() === keyword);
  const last = file.getFROMs().at(-1)?.getRange()?.start.line ?? 0;
  const ofLast = (keyword: string) => of(keyword).filter((one) => (one.getRange()?.start.line ?? 0) > last);
  const argumentOf = (one?: Instruction) => one?.getRawArgumentsContent() ?? '';
  const stages = new Set(file.getFROMs().map((from) => from.getBuildStage()));
  const arguments_ = file.getARGs().map((one: Arg) => argumentOf(one));
  const named = ofLast('LABEL').flatMap((one) => (one as Label).getProperties().map((property) => property.getName()));
  const settings = of('ENV').flatMap((one) =>
    (one as PropertyInstruction).getProperties().map((each) => each.getName()),
  );
  const rules: [string, boolean][] = [
    [
      'bases are arguments, or stages',
      file.getFROMs().every((from) => /^\$\{\w+\}$/.test(from.getImage() ?? '') || stages.has(from.getImage())),
    ],
    [
      'bases have tags that stay',
      arguments_.filter((one) => /_IMAGE/.test(one)).every((one) => /=\S+:\d[\w.-]*$/.test(one)),
    ],
    ['nothing is added from elsewhere', of('ADD').length === 0],
    [
      'nothing is installed by the system',
      !of('RUN').some((one) => /\b(apt-get|apk|yum|dnf|curl|wget)\b/.test(argumentOf(one))),
    ],
    ['packages are those of the lockfile', of('RUN').every((one) => !/\bnpm (i|install)\b/.test(argumentOf(one)))],
    [
      'no secret is an argument or a variable',
      ![...arguments_, ...settings].some((one) => /PASSWORD|TOKEN|SECRET|_KEY/.test(String(one))),
    ],
    [
      'the last stage takes only what was built',
      ofLast('COPY').every((one) => argumentOf(one) !== '' && /^COPY\s+--from=/.test(one.getTextContent())),
    ],
    ['it runs as somebody else than root', /^(\$\{RUN_AS\}|[1-9]\d*)$/.test(argumentOf(ofLast('USER').at(-1)))],
    ['its command is a list', ofLast('CMD').length === 1 && /^\[.*\]$/.test(argumentOf(ofLast('CMD')[0]))],
    ['its labels say what it is', labels.every((name) => named.includes(`org.opencontainers.image.${name}`))],
  ];
  return [
    ...validate(text).map(({ message, range }) => `line ${range.start.line + 1}: ${message}`),
    ...rules.filter(([, kept]) => !kept).map(([rule]) => `not so: ${rule}`),
  ];
}
