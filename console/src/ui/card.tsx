import { useId, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly note?: ReactNode;
  readonly acts?: ReactNode;
  /** The content reaches the edges: lists and tables. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

export function Card({ title, note, acts, flush = false, children }: Props) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className="meta">{note}</span>}
        {acts !== undefined && <span className="line push">{acts}</span>}
      </header>
      <div className={flush ? 'body flush' : 'body'}>{children}</div>
    </section>
  );
}
