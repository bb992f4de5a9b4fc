import { useState } from 'preact/hooks';
import { useText } from '../text/use-text.ts';

/** Takes files: dropped, or chosen by hand or key. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const words = useText().documents;
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => files?.length && onFiles([...files]);
  return (
    <label
      class={over ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <span>{words.drop}</span>
      <span class="muted hint">{words.types}</span>
      <input
        type="file"
        multiple
        class="hidden"
        accept=".txt,.md,.markdown,.html,.htm,text/*"
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
