import { SearchRegular } from '@fluentui/react-icons';
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useCommands } from './commands';
import { Keys } from './keys';

/**
 * Finds places and acts by their words. Names of persons are never among them.
 *
 * The browser's own dialog: the page behind it can be reached again at the moment the dialog is closed, before the chosen
 * command moves the focus there. Fluent's dialog gives the page back a quarter of a second later.
 */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  // A click beside it closes it: to the browser, what lies around a dialog is the dialog itself.
  useEffect(() => {
    const shown = dialog.current;
    const closeBeside = (event: MouseEvent) => event.target === shown && onClose();
    shown?.addEventListener('click', closeBeside);
    return () => shown?.removeEventListener('click', closeBeside);
  }, [onClose]);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const words = text.toLocaleLowerCase().split(/\s+/);
  const commands = useCommands().filter(({ text: said }) =>
    words.every((word) => said.toLocaleLowerCase().includes(word)),
  );
  const at = Math.min(chosen, Math.max(commands.length - 1, 0));
  const run = (index: number) => {
    const command = commands[index];
    if (command === undefined) return;
    flushSync(onClose);
    command.act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setChosen((at + step + commands.length) % Math.max(commands.length, 1));
    else if (event.key === 'Enter') run(at);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} className="palette" aria-label={t('frame.find')} onCancel={onClose}>
      <div className="palette-input">
        <SearchRegular aria-hidden="true" />
        <input
          role="combobox"
          aria-label={t('frame.find')}
          aria-expanded={commands.length > 0}
          aria-controls={id}
          aria-activedescendant={commands.length > 0 ? `${id}-${at}` : undefined}
          placeholder={t('frame.find')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <div className="palette-list" id={id} role="listbox" aria-label={t('frame.find')}>
        {commands.map((command, index) => (
          // The keyboard acts through the field above.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={command.id ?? command.text}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => run(index)}
          >
            <span>{command.text}</span>
            {command.keys !== undefined && <Keys keys={command.keys} />}
          </div>
        ))}
      </div>
      {commands.length === 0 && (
        <p className="palette-nothing meta" role="status">
          {t('frame.nothingFound')}
        </p>
      )}
    </dialog>
  );
}
