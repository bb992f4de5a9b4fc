import type { Token } from 'marked';
import { Cited } from './cited.tsx';
import { decodeEntities } from './decode-entities.ts';
import type { Cite } from './markdown.tsx';
import { safeAddress } from './safe-address.ts';

/** What stands within a paragraph. */
export function Inline({ tokens, cite }: { tokens: Token[]; cite: Cite }) {
  return (
    <>
      {tokens.map((token, index) => (
        <Span key={index} token={token} cite={cite} />
      ))}
    </>
  );
}

function Span({ token, cite }: { token: Token; cite: Cite }) {
  const inner = () => <Inline tokens={('tokens' in token && token.tokens) || []} cite={cite} />;
  switch (token.type) {
    case 'strong':
      return <strong>{inner()}</strong>;
    case 'em':
      return <em>{inner()}</em>;
    case 'del':
      return <del>{inner()}</del>;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'escape':
      return <>{token.text}</>;
    case 'link': {
      const address = safeAddress(token.href);
      if (!address) return <>{token.raw}</>;
      return (
        <a href={address} target="_blank" rel="noopener noreferrer">
          {inner()}
        </a>
      );
    }
    case 'text':
      return 'tokens' in token && token.tokens ? inner() : <Cited text={decodeEntities(token.text)} cite={cite} />;
    default:
      return <>{token.raw}</>;
  }
}
