import { Button } from '@fluentui/react-components';
import type { Shortcut } from '../app/shortcuts';
import { AssignMenu } from './assign-menu';

interface Props {
  /** What decides. */
  readonly answers: readonly Shortcut[];
  /** What assigns to the viewer or to nobody. */
  readonly assign: Shortcut | undefined;
  readonly others: readonly { readonly account: string; readonly name: string }[];
  readonly narrow: boolean;
  readonly disabled: boolean;
  readonly onAssign: (account: string) => void;
}

/** The answers and what assigns. Beside answers in a narrow window, all that assigns is in one menu. */
export function ActButtons({ answers, assign, others, narrow, disabled, onAssign }: Props) {
  const inMenu = narrow && answers.length > 0 ? assign : undefined;
  const shown = assign === undefined || inMenu !== undefined ? answers : [...answers, assign];
  return (
    <div className="line">
      {shown.map(({ keys, text, act }) => (
        <Button key={keys} onClick={act} disabledFocusable={disabled}>
          {text} <kbd>{keys}</kbd>
        </Button>
      ))}
      {assign !== undefined && (inMenu !== undefined || others.length > 0) && (
        <AssignMenu first={inMenu} others={others} disabled={disabled} onAssign={onAssign} />
      )}
    </div>
  );
}
