import { marked, type Token, type Tokens } from 'marked';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { Inline } from './inline.tsx';

/** What `[n]` becomes; null leaves it as it is. */
export type Cite = (n: number) => ComponentChildren;

const none: Cite = () => null;

/**
 * Markdown as elements: only what is built here can come out of it. HTML in it stays text, a picture becomes its words, and
 * links lead to the web only. Each part runs in the direction of its own text.
 */
export function Markdown({ text, cite = none }: { text: string; cite?: Cite }) {
  const tokens = useMemo(() => parseMarkdown(text), [text]);
  return (
    <div class="prose">
      <Blocks tokens={tokens} cite={cite} />
    </div>
  );
}

/** The parts of a Markdown text. */
export const parseMarkdown = (text: string): Token[] => marked.lexer(text, { gfm: true });

/** The parts as elements. */
export function Blocks({ tokens, cite }: { tokens: Token[]; cite: Cite }) {
  return (
    <>
      {tokens.map((token, index) => (
        <Block key={index} token={token} cite={cite} />
      ))}
    </>
  );
}

function Block({ token, cite }: { token: Token; cite: Cite }) {
  const inner = <Inline tokens={('tokens' in token && token.tokens) || []} cite={cite} />;
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'heading': {
      // The page has an h1 and h2 of its own.
      const Heading = `h${Math.min(6, token.depth + 2)}` as 'h3';
      return <Heading dir="auto">{inner}</Heading>;
    }
    case 'paragraph':
      return <p dir="auto">{inner}</p>;
    case 'text':
      return 'tokens' in token && token.tokens ? inner : <Inline tokens={[token]} cite={cite} />;
    case 'code':
      return (
        <pre dir="ltr">
          <code>{token.text}</code>
        </pre>
      );
    case 'blockquote':
      return (
        <blockquote dir="auto">
          <Blocks tokens={token.tokens ?? []} cite={cite} />
        </blockquote>
      );
    case 'hr':
      return <hr />;
    case 'list':
      return <List list={token as Tokens.List} cite={cite} />;
    case 'table':
      return <Table table={token as Tokens.Table} cite={cite} />;
    default:
      return <p>{token.raw}</p>;
  }
}

function List({ list, cite }: { list: Tokens.List; cite: Cite }) {
  const items = list.items.map((item, index) => (
    <li key={index}>
      {item.task && (item.checked ? '☑ ' : '☐ ')}
      <Blocks tokens={item.tokens.filter(({ type }) => type !== 'checkbox')} cite={cite} />
    </li>
  ));
  return list.ordered ? (
    <ol dir="auto" start={Number(list.start) || 1}>
      {items}
    </ol>
  ) : (
    <ul dir="auto">{items}</ul>
  );
}

function Table({ table, cite }: { table: Tokens.Table; cite: Cite }) {
  const cells = (row: Tokens.TableCell[], Cell: 'th' | 'td') => (
    <tr>
      {row.map((cell, index) => (
        <Cell key={index}>
          <Inline tokens={cell.tokens} cite={cite} />
        </Cell>
      ))}
    </tr>
  );
  return (
    <div class="scroll">
      <table dir="auto">
        <thead>{cells(table.header, 'th')}</thead>
        <tbody>{table.rows.map((row) => cells(row, 'td'))}</tbody>
      </table>
    </div>
  );
}
